"""Finding families for a form while one types: asked on the database thread, never awaited."""

from collections.abc import Sequence

from app.services import households_list
from app.services.households_list import HouseholdChoice
from app.services.rules.french import listing
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.choosing import ComboEditor
from app.ui.widgets.choice import Choice


class HouseholdFinder:
    """A provider for a reference field. Tie it to the built form with `serve`."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._editor: ComboEditor | None = None

    def serve(self, form: Form, field: str) -> None:
        """Answer the field of that form."""
        editor = form.cells[field].editor
        if not isinstance(editor, ComboEditor):
            raise TypeError(field)
        self._editor = editor

    def __call__(self, text: str) -> Sequence[Choice] | None:
        editor, desk = self._editor, self._context.desk
        if editor is None:
            return ()

        def found(rows: Sequence[HouseholdChoice]) -> None:
            editor.combo.offer(text, [Choice(str(one.id), _words(one)) for one in rows])

        self._context.jobs.database(
            editor, lambda: households_list.find_households(desk, text), found, latest="find"
        )
        return None


def _words(one: HouseholdChoice) -> str:
    return f"{one.name} ({listing(one.members)})" if one.members else one.name
