"""`vigie demo`: what it writes, and what it leaves alone."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from app import cli, demo
from app.services.demo.making import LOGIN, PASSWORD
from app.services.entrance import enter


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ville") / "demonstration"
    demo.make(folder, dossiers=30, seed=3, screens=False)
    return folder


def test_the_vault_opens_with_what_the_read_me_says(made: Path) -> None:
    text = (made / demo.READ_ME).read_text(encoding="utf-8")
    assert LOGIN in text
    assert PASSWORD in text
    desk = enter(made / demo.VAULT, login=LOGIN, password=PASSWORD)
    assert desk.vault is not None
    desk.vault.close()


def test_three_dossiers_are_printed_and_marked_as_a_demonstration(made: Path) -> None:
    printed = sorted(made.glob("*.pdf"))
    assert len([one for one in printed if one.name.startswith("synthese_20")]) == demo.PRINTED
    assert len([one for one in printed if one.name.startswith("orientation_20")]) == demo.PRINTED
    for path in printed:
        for page in PdfReader(path).pages:
            text = page.extract_text()
            assert "DÉMONSTRATION" in text or text.strip() == "Page laissée blanche", path.name


@pytest.mark.parametrize(
    "kind",
    [
        "information_20",
        "retour_S20",
        "fiche_de_reperage_vierge",
        "synthese_famille_20",
        "arbre_famille_",
    ],
)
def test_one_of_each_other_document_is_printed(made: Path, kind: str) -> None:
    assert len(list(made.glob(f"{kind}*.pdf"))) == 1


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lettre.txt").write_text("à garder", encoding="utf-8")
    assert cli.main(["demo", str(tmp_path)]) == 1
    assert "n’est pas vide" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["lettre.txt"]


def test_a_place_where_no_folder_can_be_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    assert cli.main(["demo", str(tmp_path / "fichier" / "ville")]) == 1
    assert capsys.readouterr().err
