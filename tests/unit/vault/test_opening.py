"""What opens a vault, what does not, and that failing changes nothing."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.services.vault.errors import AlreadyOpen, WeakKeyFile, WrongPassword, WrongRecoveryKey
from app.services.vault.opening import Terms, unlock, unlock_with_recovery_key
from app.services.vault.recovery import RecoveryKey
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    contents,
    make_vault,
    notes,
    read_notes,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault that holds one text."""
    place = tmp_path / "essai.vigie"
    with make_vault(place).vault as vault:
        add_note(vault.engine, "premier")
    return place


def test_what_was_written_is_there_after_reopening(folder: Path) -> None:
    with unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()) as vault:
        assert read_notes(vault.engine) == ["premier"]
        assert not vault.by_recovery


def test_a_closed_vault_is_four_files_without_journal(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "cles.copie.json",
        "cles.json",
        "coffre.db",
        "verrou",
    ]


def test_the_first_opening_and_the_next_have_the_same_identity(tmp_path: Path) -> None:
    place = tmp_path / "v.vigie"
    with make_vault(place).vault as vault:
        known = (vault.vault_id, vault.slot_id)
    with unlock(place, login=LOGIN, password=PASSWORD, terms=cheap_terms()) as vault:
        assert (vault.vault_id, vault.slot_id) == known


@pytest.mark.parametrize("typed", ["M.Lefebvre", "  m.lefebvre ", "ｍ．ｌｅｆｅｂｖｒｅ"])
def test_the_login_is_read_leniently(folder: Path, typed: str) -> None:
    unlock(folder, login=typed, password=PASSWORD, terms=cheap_terms()).close()


def test_a_password_typed_with_combining_accents_is_the_same(tmp_path: Path) -> None:
    place = tmp_path / "v.vigie"
    make_vault(place, password="été à Évreux").vault.close()
    decomposed = "e\u0301te\u0301 a\u0300 E\u0301vreux"
    unlock(place, login=LOGIN, password=decomposed, terms=cheap_terms()).close()


@pytest.mark.parametrize(
    ("login", "password"),
    [(LOGIN, PASSWORD + " "), (LOGIN, PASSWORD.upper()), (LOGIN, ""), ("autre", PASSWORD)],
)
def test_a_wrong_password_is_said_and_changes_nothing(
    folder: Path, login: str, password: str
) -> None:
    before = contents(folder)
    with pytest.raises(WrongPassword) as refusal:
        unlock(folder, login=login, password=password, terms=cheap_terms())
    assert refusal.value.sentence == "L’identifiant ou le mot de passe n’est pas le bon."
    assert contents(folder) == before


def test_a_wrong_password_frees_the_lock(folder: Path) -> None:
    with pytest.raises(WrongPassword):
        unlock(folder, login=LOGIN, password="x", terms=cheap_terms())
    unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()).close()


def test_a_second_opening_in_the_same_process_is_refused(folder: Path) -> None:
    with (
        unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()),
        pytest.raises(AlreadyOpen),
    ):
        unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())


def test_the_recovery_key_opens_and_says_so(tmp_path: Path) -> None:
    place = tmp_path / "v.vigie"
    made = make_vault(place)
    add_note(made.vault.engine, "gardé")
    made.vault.close()
    typed = made.recovery.text.lower().replace("-", " ")
    with unlock_with_recovery_key(place, key=typed, terms=cheap_terms()) as vault:
        assert vault.by_recovery
        assert read_notes(vault.engine) == ["gardé"]


def test_another_vaults_recovery_key_is_refused(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery_key(folder, key=RecoveryKey.new().text, terms=cheap_terms())
    assert contents(folder) == before


def test_a_cheap_derivation_is_refused_by_the_ordinary_opening(folder: Path) -> None:
    with pytest.raises(WeakKeyFile):
        unlock(folder, login=LOGIN, password=PASSWORD, terms=Terms(prepare=notes))


def test_closing_twice_is_harmless_and_wipes_the_key(folder: Path) -> None:
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    vault.close()
    vault.close()
    assert vault.data_key == bytearray(32)


def test_an_interrupted_write_of_the_keys_is_cleared(folder: Path) -> None:
    (folder / "cles.json.tmp").write_bytes(b'{"half')
    unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()).close()
    assert not (folder / "cles.json.tmp").exists()


def test_no_key_shows_when_a_vault_is_printed(folder: Path) -> None:
    with unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()) as vault:
        shown = f"{vault!r} {vault}"
        assert str(bytes(vault.data_key)) not in shown
        assert "bytearray" not in shown


def test_a_text_that_is_not_unicode_is_only_a_wrong_password(folder: Path) -> None:
    with pytest.raises(WrongPassword):
        unlock(folder, login="a\ud800", password="b\udfff", terms=cheap_terms())


def test_a_closed_vault_cannot_be_read_through_its_engine(folder: Path) -> None:
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    vault.close()
    with pytest.raises(ValueError, match="data key"):
        read_notes(vault.engine)


def test_preparing_that_fails_closes_everything(folder: Path) -> None:
    def refuse(_engine: sa.Engine) -> None:
        raise WrongPassword

    with pytest.raises(WrongPassword):
        unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms(refuse))
    unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()).close()


def test_reading_beside_the_writer_needs_no_lock_and_writes_nothing(folder: Path) -> None:
    with unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms()) as writer:
        add_note(writer.engine, "second")
        reader = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms(), read_only=True)
        with reader:
            assert read_notes(reader.engine) == ["premier", "second"]
            with pytest.raises(sa.exc.OperationalError, match="readonly"):
                add_note(reader.engine, "refusé")
        assert read_notes(writer.engine) == ["premier", "second"]
