"""What the sheet of a signalement takes from the town: its day, its groups, its quartiers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.ui.forms.builder import Form
from app.ui.forms.specs.intake import guardian_spec
from app.ui.widgets.choice import Choice


@dataclass(frozen=True, slots=True)
class Town:
    """The town's own lists; each quartier comes with the code of its group, or nothing."""

    today: Callable[[], date]
    groups: tuple[Choice, ...]
    neighbourhoods: tuple[tuple[Choice, str], ...]


def guardian_form(at: int, town: Town) -> Form:
    """The form of the representative that stands at `at`, from 0."""
    form = Form(guardian_spec(at), today=town.today, cards=False)
    form.binder.load({"parental_authority": True})  # the ordinary case; a judge says otherwise
    return form
