"""The story that cannot go on says at which step, in one sentence, and touches nothing."""

from pathlib import Path

from tests.e2e.playing import play


def test_a_step_that_is_not_on_screen_ends_the_story_with_its_name(tmp_path: Path) -> None:
    played = play(tmp_path, code=story("hand.click('unicorn')"))
    assert played.code == 1
    assert "trouver une licorne" in played.said
    assert "unicorn n’est pas à l’écran" in played.said


def test_a_bug_behind_the_screen_ends_the_story_too(tmp_path: Path) -> None:
    """Qt goes on after an exception in a slot; the story does not."""
    played = play(
        tmp_path,
        code=story(
            "hand.see('welcome.create').clicked.connect(lambda: 1 // 0), "
            "stage.hand.click('welcome.create'), stage.hand.see('wizard.create')"
        ),
    )
    assert played.code == 1
    assert "Une erreur interne est consignée" in played.said
    assert "ZeroDivisionError" in (played.output / "journal" / "vigie.log").read_text("utf-8")


def story(step: str) -> str:
    """A program that plays that one step."""
    return (
        "import sys; from pathlib import Path; import app.scenario as one; "
        "from app.scenario import hand; hand.PATIENCE_MS = 500; "
        f"one.STORY = (('trouver une licorne', lambda stage: (stage.{step})),); "
        "sys.exit(one.play(Path(sys.argv[1])))"
    )


def test_a_vault_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    vault = tmp_path / "output" / "cellule.vigie"
    vault.mkdir(parents=True)
    (vault / "coffre.db").write_bytes(b"mine")
    played = play(tmp_path)
    assert played.code == 2
    assert "Un coffre est déjà dans" in played.said
    assert (vault / "coffre.db").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    played = play(tmp_path)
    assert played.code == 2
    assert "Impossible d’écrire dans" in played.said
