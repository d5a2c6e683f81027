"""The corbeille of the signalements: those entered by mistake, that nobody had decided upon."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import trash
from app.services.changes import Change, Subject
from app.ui.context import PageContext, Place
from app.ui.operations.trash_card import TrashCard
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage


class IntakeTrashPage(QWidget):
    """As this person may read them."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.intakes.trash")
        header = PageHeader("Corbeille des signalements")
        header.set_crumbs(
            [("Signalements", lambda: context.go(Place("intakes"))), ("Corbeille", None)]
        )
        desk = context.desk
        self.card = TrashCard(context, lambda: trash.trashed_reports(desk), _concerns)
        page = ScrollPage()
        page.add(header)
        page.add(self.card)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)


def _concerns(change: Change) -> bool:
    return change.touches(Subject.INTAKE)
