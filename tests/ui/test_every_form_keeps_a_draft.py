"""Every form keeps what is typed in the vault, or is named here with the reason why not.

The forms are found by reading the source: one that is added and forgotten fails the walk.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import app.ui
from app.services.draft_forms import FORMS
from app.services.drafts import DraftKey, SavedDraft
from app.ui.operations.resuming import resumed_draft
from tests.ui.kept_forms import KEPT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


#: Where nothing is kept, and why.
EXCUSED = {
    "own_password": "passwords only",
    "given": "passwords only",
    "recovery": "a secret, typed before any vault is open",
    "town": "no vault is open yet to keep it in",
    "founder": "no vault is open yet to keep it in",
    "mistake": "a confirmation, typed to prove that one means it",
    "trash": "one reason chosen to confirm",
    "merge": "choices between what two dossiers hold already",
    "archive": "a reason, given to confirm",
    "agreement": "one answer chosen",
    "notice.override": "one reason chosen to confirm",
    "restriction": "a reason and a day, given to confirm",
    "restriction.lift": "a reason and a day, given to confirm",
    "document.new": "the name of a file that is not in the vault yet: without it, of nothing",
    "writing": "one reason chosen to confirm",
    "history.erase": "one reason chosen to confirm",
}


#: Names that a specification gets from its caller.
NAMED_BY_CALLER = {
    "app/ui/forms/specs/password.py": {"given", "founder", "recovered"},
    "app/ui/forms/specs/youth.py": {"household.new", "household.enter"},
}


def declared() -> Iterator[str]:
    """The name of every form that the interface declares; what follows it varies, or nothing."""
    root = Path(app.ui.__file__).parents[2]
    for file in sorted((root / "app/ui").rglob("*.py")):
        path = file.relative_to(root).as_posix()
        yield from NAMED_BY_CALLER.get(path, ())
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FormSpec":
                name = node.args[0]
                if isinstance(name, ast.JoinedStr):
                    name = name.values[0]
                if isinstance(name, ast.Constant):
                    yield str(name.value)
                else:
                    assert path in NAMED_BY_CALLER, f"{path}: whose name?"


def test_every_form_is_kept_or_excused() -> None:
    found = set(declared())
    assert len(found) > 30
    assert found - {"recovered"} == KEPT.keys() | EXCUSED.keys()
    assert all(EXCUSED.values())


@pytest.mark.parametrize("form", FORMS.keys() - {"partner.quick"})
def test_every_draft_leads_back_to_the_page_of_its_record(form: str) -> None:
    """The words « partner.quick » are offered by the list they are typed in."""
    name = "move.SENT" if form == "move." else form
    at = datetime(2026, 11, 23, tzinfo=UTC)
    resumed = resumed_draft(SavedDraft(DraftKey(name, "12"), at, {}, stale=False))
    assert resumed is not None
    if FORMS[form].table == "case_file" and form != "case.new":
        assert resumed.place.ref == 12
        assert resumed.place.kind in {"case", "referral.new", "notice_preview"}
    elif FORMS[form].table in {"intake_report", "referral", "household", "partner"}:
        assert resumed.place.ref == 12
        assert resumed.place.kind.startswith(FORMS[form].table.partition("_")[0])


def test_what_was_begun_says_until_when_it_is_kept() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    resumed = resumed_draft(SavedDraft(DraftKey("case.new"), at, {}, stale=False))
    assert resumed is not None
    assert resumed.when == "gardé jusqu’au 21/02"
