"""Administration › Textes confirmés: what was kept as written although it was pointed out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import writing_confirmations
from app.services.changes import Change
from app.services.history_tracked import Kind
from app.services.rules.french import moment
from app.services.writing_confirmations import ConfirmationRow
from app.ui.context import PageContext, Place
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.rows import RowGrid
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label

_COLUMNS = (("Le", 3), ("Où", 3), ("Question", 3), ("Signalé", 4), ("Motif", 4), ("Par", 2))
_WHAT = (
    "Les textes enregistrés malgré un mot signalé, avec le motif donné. Les mots ne sont pas "
    "recopiés ici\u202f: ouvrez la fiche pour les lire, et faites-les reprendre s’il le faut."
)
_NOTHING = "Rien n’a été confirmé pour le moment."
_PLACES = {Kind.CASE: "case", Kind.INTAKE: "intake", Kind.HOUSEHOLD: "household"}
_Page = tuple[tuple[ConfirmationRow, ...], int | None]


class KeptWordsPage(QWidget):
    """The newest first, fifty at a time; a line opens the dossier or the signalement."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.words.kept")
        self._context = context
        self._rows: tuple[ConfirmationRow, ...] = ()
        self._next: int | None = None
        header = PageHeader("Textes confirmés")
        header.set_crumbs(
            [
                ("Administration", lambda: context.go(Place("admin"))),
                ("Mots surveillés", lambda: context.go(Place("admin.words"))),
                ("Textes confirmés", None),
            ]
        )
        card = Card(name="card.words.kept")
        card.add(label(_WHAT, wrap=True))
        self._skeleton = Skeleton(4)
        card.add(self._skeleton)
        self.rows = RowGrid(_COLUMNS, name="list.words.kept")
        self.rows.opened.connect(self._open)
        card.add(self.rows)
        self.more = Button("Voir les précédents", self._ask_more, name="action.words.more")
        self.more.hide()
        card.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        page = ScrollPage()
        for part in (header, card):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        context.changes.changed.connect(self._changed)
        self._ask()

    def _ask(self) -> None:
        desk = self._context.desk
        self._context.jobs.database(
            self, lambda: writing_confirmations.confirmations(desk), self._read, latest="read"
        )

    def _ask_more(self) -> None:
        desk, after = self._context.desk, self._next
        self._context.jobs.database(
            self,
            lambda: writing_confirmations.confirmations(desk, after=after),
            self._add,
            latest="read",
        )

    def _read(self, page: _Page) -> None:
        self._rows = ()
        self._add(page)

    def _add(self, page: _Page) -> None:
        rows, self._next = page
        self._rows += rows
        self._skeleton.hide()
        self.rows.show_rows([(one.id, _cells(one)) for one in self._rows], _NOTHING)
        self.more.setVisible(self._next is not None)

    def _open(self, number: int) -> None:
        row = next((one for one in self._rows if one.id == number), None)
        kind = None if row is None else _PLACES.get(row.owner.kind)
        if row is not None and kind is not None:
            self._context.go(Place(kind, row.owner.number))

    def _changed(self, _change: Change) -> None:
        self._ask()


def _cells(one: ConfirmationRow) -> tuple[str, ...]:
    categories = ", ".join(category.label for category in one.categories)
    return moment(one.at), one.record, one.field, categories, one.reason.label, one.by
