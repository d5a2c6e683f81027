"""Forms of observations, new and known, and the drafts left in them."""

from PySide6.QtWidgets import QApplication

from app.services.drafts import DraftKey
from app.ui.forms.compare_dialog import CompareDialog
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import observation_form
from tests.helpers.seats import Seat


def content(**fields: object) -> dict[str, object]:
    return {"form": "observation", "fields": fields, "was": dict.fromkeys(fields, "")}


def open_new(seat: Seat, case_id: int, *, resume: bool = False) -> InlineForm:
    made: list[InlineForm] = []

    def build(context: object) -> InlineForm:
        made.append(observation_form(seat.context, case_id))
        made[0].keeper.resume = resume
        return made[0]

    seat.host(build)
    return made[0]


def text(form: InlineForm) -> str:
    return str(form.form.cells["text"].editor.raw())


def dialog() -> CompareDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CompareDialog)]
    assert found, "nothing is compared"
    return found[-1]


def pick(shown: CompareDialog, key: str, *, other: bool) -> None:
    shown.sides[key][int(other)].button.click()


def key_of(case_id: int) -> DraftKey:
    return DraftKey("observation", str(case_id))
