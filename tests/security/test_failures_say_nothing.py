"""Whatever fails, in whatever use case, no text of the failure holds what was being handled.

Every public function of the services is called with words of our own in every text it takes,
then with a database that fails under it in each of the ways a disk or a bug can. What comes out
(errors and what they were made from, the technical log, standard error, the journal) is searched.
"""

import dataclasses
import errno
import logging
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app import faults
from app.errors import Cancelled, Invalid, UserFacingError
from app.models.desk import JournalEntry
from app.models.migrations import upgrade
from app.services import accounts, entrance
from app.services.changes import Change, Subject
from app.services.choices import JournalAction
from app.services.documents.saving import save_document
from app.services.drafts import DraftKey, SavedDraft
from app.services.seats import Seat
from app.services.vault import opening
from tests.helpers.marked import rare
from tests.helpers.office import MONDAY, Office, make_office
from tests.helpers.use_cases import USE_CASES
from tests.helpers.vaults import CHEAP, cheap_terms, make_vault
from tests.helpers.whole_town import Town, whole_town

TYPED = rare("Zwickel")
PEOPLE = ("Martel", "Nadia", "Yanis", "Rappeler", "Saisie deux fois", "BERNARD")
WORDS = (TYPED, *PEOPLE)


def marked(value: object) -> object:
    """The same value with a word of ours in place of each text; closed lists stay what they are."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return f"{TYPED} {value}" if value else TYPED
    if isinstance(value, dict):
        return {"text": TYPED, TYPED: [TYPED]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        texts = {
            one.name: marked(getattr(value, one.name))
            for one in dataclasses.fields(value)
            if one.init
        }
        return dataclasses.replace(value, **texts)
    return value


def as_it_is(value: object) -> object:
    """The value."""
    return value


def the_database(error: Exception) -> Callable[..., None]:
    """A driver that raises `error` in place of the first statement that is not a BEGIN."""

    def do_execute(_cursor: Any, statement: str, _parameters: Any, _context: Any) -> None:
        if not statement.startswith("BEGIN"):
            raise error

    return do_execute


def the_first_write(error: Exception) -> Callable[..., None]:
    """A driver that lets one read, and raises `error` when one writes."""

    def do_execute(_cursor: Any, statement: str, _parameters: Any, _context: Any) -> None:
        if statement.split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            raise error

    return do_execute


def driver_error(kind: type[sqlcipher.Error], code: int, words: str) -> sqlcipher.Error:
    """An error as the driver raises it."""
    error = kind(words)
    error.sqlite_errorcode = code
    return error


UNIQUE = driver_error(
    sqlcipher.IntegrityError, sqlite3.SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: youth.id"
)
FULL = driver_error(sqlcipher.OperationalError, sqlite3.SQLITE_FULL, "database or disk is full")
DAMAGED = driver_error(
    sqlcipher.DatabaseError, sqlite3.SQLITE_CORRUPT, "database disk image is malformed"
)
FAILURES = (
    (True, the_first_write(UNIQUE)),
    (True, the_database(ValueError(f"{TYPED} is not a number"))),
    (False, the_first_write(UNIQUE)),
    (False, the_database(DAMAGED)),
    (False, the_first_write(FULL)),
    (False, the_first_write(OSError(errno.EIO, TYPED, f"/media/{TYPED}"))),
    (False, the_first_write(KeyError(TYPED))),
)
"""Whether the texts are ours, and how the database fails: none lets anything be written."""


class Spoken(Town):
    """The same, with an answer for each thing that only people and windows give."""

    def answers(self, *, missing: bool = False) -> dict[str, object]:
        key = DraftKey("case", str(self.numbers["case_id"]))
        return {
            "draft": SavedDraft(key, MONDAY, {"text": TYPED}, stale=False),
            "action": JournalAction.LOCK,
            "seat": Seat("case", 1, "plan", "field.case.programme"),
            "change": Change(Subject.CASE, self.numbers["case_id"]),
            **super().answers(missing=missing),
        }


@dataclasses.dataclass
class Place:
    """A town made once; a call that may write works on a copy of it."""

    office: Office
    town: Town
    folder: Path

    @contextmanager
    def copy(self) -> Iterator[Office]:
        path = self.folder / "coffre.db"
        shutil.copyfile(self.office.path, path)
        one = dataclasses.replace(self.office, path=path)
        try:
            yield one
        finally:
            one.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    office = make_office(tmp_path_factory.mktemp("made"))
    made = whole_town(office)
    office.close()
    town = Spoken(made.folder, made.numbers, made.printed, made.settings)
    return Place(office, town, tmp_path_factory.mktemp("copies"))


@pytest.mark.parametrize("name", sorted(USE_CASES))
def test_a_use_case_that_fails_says_nothing_of_what_it_held(
    place: Place,
    name: str,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    with place.copy() as office:
        said = outcome(office, place.town, name, lambda *_given: None, marked)
    for ours, failure in FAILURES:
        said += outcome(place.office, place.town, name, failure, marked if ours else as_it_is)
    told = capfd.readouterr()
    said += [told.out, told.err, caplog.text]
    assert found_in(said) == []


def outcome(
    office: Office,
    town: Town,
    name: str,
    failure: Callable[..., None],
    texts: Callable[[object], object],
) -> list[str]:
    """All that a call with this failure says, and all that it journals."""
    one = USE_CASES[name]
    given = {key: texts(value) for key, value in town.arguments(one).items()}
    desk = office.desk()
    event.listen(office.engine, "do_execute", failure)
    try:
        one(desk, **given)
        said = []
    except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
        said = list(texts_of(error))
    finally:
        event.remove(office.engine, "do_execute", failure)
    with desk.read() as work:
        said += [repr(detail) for detail in work.session.scalars(select(JournalEntry.detail))]
    return said


def texts_of(error: BaseException) -> Iterator[str]:
    """What is said, shown or written of an error.

    A bug may quote anything (a KeyError quotes its key): of it nothing is kept but `describe`,
    as `lanes.Job` and the hooks do. What is for people, or comes from the database, is clean.
    """
    yield str(faults.describe(error))
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, UserFacingError | Cancelled | DBAPIError | sqlcipher.Error):
            yield from (str(link), repr(link), repr(link.args))
            yield "".join(traceback.format_exception_only(link))
        if isinstance(link, UserFacingError):
            yield from (link.sentence, link.remedy, link.code)
        if isinstance(link, Invalid):
            yield repr(link.problems)
        if isinstance(link, DBAPIError):
            yield repr(link.statement)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def found_in(said: list[str]) -> list[tuple[str, str]]:
    """Which of the words stand in which text."""
    return [(word, text) for text in said for word in WORDS if word.casefold() in text.casefold()]


def test_a_vault_that_does_not_open_quotes_nothing_of_what_was_typed(tmp_path: Path) -> None:
    terms = cheap_terms(upgrade)
    folder = tmp_path / "ville.vigie"
    make_vault(folder, login=TYPED, password=f"{TYPED} secret", prepare=upgrade).vault.close()
    attempts: list[Callable[[], object]] = [
        lambda: entrance.enter(folder, login=TYPED, password=f"{TYPED} faux", terms=terms),
        lambda: entrance.enter(folder, login=f"{TYPED}x", password=TYPED, terms=terms),
        lambda: entrance.enter(folder, login=TYPED, password=f"{TYPED}\ud800", terms=terms),
        lambda: entrance.enter(folder, login=TYPED, password=f"{TYPED} secret", terms=terms),
        lambda: opening.unlock_with_recovery_key(folder, key=TYPED, terms=terms),
        lambda: entrance.enter(tmp_path / TYPED, login=TYPED, password=TYPED, terms=terms),
        lambda: entrance.found(
            folder, entrance.Founding(TYPED, TYPED, TYPED, TYPED, TYPED, f"{TYPED} {TYPED} 7")
        ),
        lambda: entrance.found(
            tmp_path / "autre.vigie", entrance.Founding("", "", TYPED, "", TYPED, TYPED)
        ),
        lambda: save_document(tmp_path / TYPED / f"{TYPED}.pdf", TYPED.encode()),
    ]
    for attempt in attempts:
        with pytest.raises(UserFacingError) as raised:
            attempt()
        assert found_in(list(texts_of(raised.value))) == []


def test_a_password_that_is_not_accepted_is_quoted_nowhere(tmp_path: Path) -> None:
    secret = f"{rare('Violette')}-cascade-42-piano"
    founding = entrance.Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", secret)
    desk = entrance.found(
        tmp_path / "ville.vigie", founding, terms=cheap_terms(upgrade), cost=CHEAP
    ).desk
    assert desk.vault is not None
    with desk.vault:
        attempts: list[Callable[[], object]] = [
            lambda: accounts.change_own_password(desk, f"{TYPED} faux", f"{TYPED} piano 42 lac"),
            lambda: accounts.change_own_password(desk, secret, TYPED[:6]),
            lambda: accounts.change_own_password(desk, secret, f"a.bernard {TYPED}"),
            lambda: accounts.give_password(desk, desk.actor.account_id + 9, f"{TYPED} piano 42"),
        ]
        for attempt in attempts:
            with pytest.raises(UserFacingError) as raised:
                attempt()
            said = list(texts_of(raised.value))
            assert found_in(said) == []
            assert not [text for text in said if secret in text or TYPED[:6] in text]


def test_the_search_finds_a_word_in_an_error_that_says_it() -> None:
    """The control of the others."""
    said = list(texts_of(Invalid({"last_name": f"{TYPED} est trop long."})))
    assert {word for word, _ in found_in(said)} == {TYPED}
