"""Finding a dossier to join while one types: by the beginning of its name or number."""

from collections.abc import Sequence

from app.services import cases_list
from app.services.cases_list import CaseFilter, CaseRow
from app.services.rules.partial_dates import show_partial_date
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.choosing import ComboEditor
from app.ui.widgets.choice import Choice

MOST = 12


class CaseFinder:
    """A provider for a reference field: the dossiers still followed. Tie it with `serve`."""

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
        kept = CaseFilter(followed=True, text=text)

        def found(rows: tuple[CaseRow, ...]) -> None:
            editor.combo.offer(text, [_choice(one) for one in rows])

        self._context.jobs.database(
            editor, lambda: cases_list.cases(desk, kept, limit=MOST)[0], found, latest="find"
        )
        return None


def _choice(row: CaseRow) -> Choice:
    born = f", né(e) le {show_partial_date(row.birth)}" if row.birth else ""
    return Choice(str(row.id), f"{row.name}{born} – dossier {row.number}")
