"""Finding partners for a form while one types: asked on the database thread, never awaited."""

from collections.abc import Callable, Sequence

from app.services import partners_list
from app.services.choices import PartnerType
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.choosing import ComboEditor
from app.ui.widgets.choice import Choice


class PartnerFinder:
    """A provider for a reference field: bodies, and their persons with `with_persons`.

    `types` is asked at each search: the kinds of bodies wanted, all of them when empty. Tie it
    to the built form with `serve`.
    """

    def __init__(
        self,
        context: PageContext,
        *,
        types: Callable[[], frozenset[PartnerType]] = frozenset,
        with_persons: bool = False,
    ) -> None:
        self._context, self._types, self._with_persons = context, types, with_persons
        self._editor: ComboEditor | None = None

    def serve(self, form: Form, field: str) -> None:
        """Answer the field of that form."""
        editor = form.cells[field].editor
        if not isinstance(editor, ComboEditor):
            raise TypeError(field)
        self._editor = editor

    def __call__(self, text: str) -> Sequence[Choice] | None:
        editor = self._editor
        if editor is None:
            return ()
        desk, types, persons = self._context.desk, self._types(), self._with_persons

        def found(rows: Sequence[partners_list.PartnerChoice]) -> None:
            editor.combo.offer(text, [Choice(one.value, one.label) for one in rows])

        self._context.jobs.database(
            editor,
            lambda: partners_list.find(desk, text, types=types, with_persons=persons),
            found,
            latest="find",
        )
        return None


def body_of(form: Form, field: str) -> Choice | None:
    """The body chosen in a reference field, or that of the person chosen there."""
    editor = form.cells[field].editor
    chosen = editor.combo.choice() if isinstance(editor, ComboEditor) else None
    if chosen is None:
        return None
    return Choice(chosen.code.partition(":")[0], chosen.label.partition(" — ")[0])
