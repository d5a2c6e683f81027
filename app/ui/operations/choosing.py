"""Finding records for a form while one types: asked on the database thread, never awaited."""

from collections.abc import Callable, Sequence
from functools import partial

from app.services import cases_list, households_list, partners_list
from app.services.cases_list import CaseFilter, CaseRow
from app.services.choices import PartnerType
from app.services.households_list import HouseholdChoice
from app.services.partners_list import PartnerChoice
from app.services.rules.french import listing
from app.services.rules.partial_dates import show_partial_date
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.choosing import ComboEditor
from app.ui.widgets.choice import Choice, matching

Ask = Callable[[str], Callable[[], Sequence[Choice]]]
MOST_CASES = 12


class ChoiceFinder:
    """A provider for a reference field. Tie it to the built form with `serve`.

    `ask(typed)` looks at the form and gives the work that finds, for the database thread.
    """

    def __init__(self, context: PageContext, ask: Ask) -> None:
        self._context, self._ask = context, ask
        self._editor: ComboEditor | None = None

    def serve(self, form: Form, field: str) -> None:
        """Answer the field of that form."""
        editor = form.cells[field].editor
        if not isinstance(editor, ComboEditor):
            raise TypeError(field)
        self._editor = editor

    def __call__(self, typed: str) -> Sequence[Choice] | None:
        editor = self._editor
        if editor is None:
            return ()
        self._context.jobs.database(
            editor, self._ask(typed), partial(editor.combo.offer, typed), latest="find"
        )
        return None


def partner_finder(
    context: PageContext,
    *,
    types: Callable[[], frozenset[PartnerType]] = frozenset,
    with_persons: bool = False,
) -> ChoiceFinder:
    """Bodies of the directory, and their persons with `with_persons`.

    `types` is asked at each search: the kinds of bodies wanted, all of them when empty.
    """

    def ask(typed: str) -> Callable[[], Sequence[Choice]]:
        return partial(_partners, context, typed, types=types(), with_persons=with_persons)

    return ChoiceFinder(context, ask)


def pilot_finder(context: PageContext, officers: Sequence[Choice]) -> ChoiceFinder:
    """People of the cell, all of them while nothing is typed, then bodies and their persons."""

    def ask(typed: str) -> Callable[[], Sequence[Choice]]:
        own = matching(officers, typed) if typed.strip() else list(officers)
        return lambda: [*own, *_partners(context, typed, with_persons=True)]

    return ChoiceFinder(context, ask)


def household_finder(context: PageContext) -> ChoiceFinder:
    """Families, with the young people one reaches there."""
    return ChoiceFinder(context, lambda typed: partial(_households, context, typed))


def case_finder(context: PageContext) -> ChoiceFinder:
    """The dossiers still followed, by the beginning of a name or of a number."""
    return ChoiceFinder(context, lambda typed: partial(_cases, context, typed))


def body_of(form: Form, field: str) -> Choice | None:
    """The body chosen in a reference field, or that of the person chosen there."""
    editor = form.cells[field].editor
    chosen = editor.combo.choice() if isinstance(editor, ComboEditor) else None
    if chosen is None:
        return None
    return Choice(chosen.code.partition(":")[0], chosen.label.partition(" — ")[0])


def _partners(
    context: PageContext,
    typed: str,
    *,
    types: frozenset[PartnerType] = frozenset(),
    with_persons: bool,
) -> list[Choice]:
    found: Sequence[PartnerChoice] = partners_list.find(
        context.desk, typed, types=types, with_persons=with_persons
    )
    return [Choice(one.value, one.label) for one in found]


def _households(context: PageContext, typed: str) -> list[Choice]:
    found = households_list.find_households(context.desk, typed)
    return [Choice(str(one.id), _household_words(one)) for one in found]


def _household_words(one: HouseholdChoice) -> str:
    return f"{one.name} ({listing(one.members)})" if one.members else one.name


def _cases(context: PageContext, typed: str) -> list[Choice]:
    kept = CaseFilter(followed=True, text=typed)
    rows, _ = cases_list.cases(context.desk, kept, limit=MOST_CASES)
    return [Choice(str(row.id), _case_words(row)) for row in rows]


def _case_words(row: CaseRow) -> str:
    born = f", né(e) le {show_partial_date(row.birth)}" if row.birth else ""
    return f"{row.name}{born} – dossier {row.number}"
