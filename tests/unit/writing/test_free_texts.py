"""Every free text that goes into a dossier is read by the control, or is named here with why not.

Found by reading the source of the forms: a field that is added and forgotten fails the walk.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import app
from app.paths import resources
from app.scenario import cast
from app.services.rules.writing import findings, vocabulary

UI = Path(app.__file__).parent / "ui"
SPECS = UI / "forms" / "specs"
#: Short answers that are no free text: a name, an address, a code, a number.
PLAIN = {
    "account": {"login", "job_title"},
    "case": {"programme"},
    "duplicates": {"reason"},  # why archives are searched: of no dossier
    "family": {"value", "city"},
    "intake": {"family_informed_by", "address", "city", "author_reference"},
    "organisation": {
        "town_name", "address", "sender_name", "dpo_contact", "name",
        "notice_purpose", "notice_recipients", "priority_area_code",
    },
    "partner": {"name", "address", "city", "job_title", "charter_version"},
    "partner_quick": {"name", "job_title"},
    "referral": {
        "first_trade", "first_trade_code", "second_trade", "second_trade_code",
        "diploma_code",
    },
    "trash": {"reason", "typed_number"},  # of an entry error: gone with it after thirty days
    "watched_word": {"words"},
    "youth": {"address", "city"},
}  # fmt: skip
#: What saves a form by itself, without the control: no text of it is watched.
SAVED_OTHERWISE = {
    "ui/operations/saving.py", "ui/operations/intake_decision.py", "ui/operations/partners.py",
    "ui/pages/partner.py",
}  # fmt: skip


def unwatched() -> Iterator[tuple[str, str]]:
    """The fields of text that the control does not read, as « file, name »."""
    for file in sorted(SPECS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Field"):
                continue
            said = {one.arg: one.value for one in node.keywords}
            kind = said.get("kind", node.args[2] if len(node.args) > 2 else None)
            long = isinstance(kind, ast.Attribute) and kind.attr == "LONG_TEXT"
            if (kind is not None and not long) or "parse" in said:
                continue
            watched = said.get("watched")
            if watched.value if isinstance(watched, ast.Constant) else long:
                continue
            name = node.args[0]
            yield file.stem, name.value if isinstance(name, ast.Constant) else ""


def test_every_free_text_is_watched_or_named_here() -> None:
    found: dict[str, set[str]] = {}
    for file, name in unwatched():
        found.setdefault(file, set()).add(name)
    strange = {file: names - PLAIN.get(file, set()) for file, names in found.items()}
    assert {file: names for file, names in strange.items() if names} == {}


def test_every_form_is_saved_through_the_control() -> None:
    root = UI.parent
    found = {
        file.relative_to(root).as_posix()
        for file in UI.rglob("*.py")
        if "keeper.saving(" in file.read_text(encoding="utf-8")
    }
    assert found <= SAVED_OTHERWISE


def test_the_texts_of_the_demonstration_and_of_the_scenario_are_an_example() -> None:
    lists = vocabulary()
    texts = [
        cast.REASON_NOTE, cast.KEPT_IN_THE_CELL, cast.TOLD_TO_THE_GROUP, cast.GROUP_QUESTION,
        cast.FIRST_OBJECTIVE, cast.SECOND_OBJECTIVE,
    ]  # fmt: skip
    for name in ("observations", "notes", "decisions", "objectives", "questions"):
        path = resources("demo", f"{name}.txt")
        texts += path.read_text(encoding="utf-8").splitlines()
    assert len(texts) > 40
    assert [(text, one.words) for text in texts for one in findings(text, lists)] == []
