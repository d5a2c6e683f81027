"""« Déjà connu ? » inside a form that names a young person, wherever a dossier is opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.rules.partial_dates import PartialDate
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.operations.archive_lookup import ArchiveLookup
from app.ui.operations.intake_known import KnownLookup, Person
from app.ui.operations.reading import text
from app.ui.widgets.proposals import Proposal, Proposals
from app.ui.widgets.style import label


class KnownPanel(QWidget):
    """Follows `last_name`, `first_name` and `birth` of `form`; shown from the first answer typed.

    `yes`: the words of the answer that recognises somebody, whom `chosen` gets; the key of a
    proposal is the number of their dossier.
    `report_id`: the signalement that names them; who is told apart from it is remembered.
    """

    def __init__(
        self,
        context: PageContext,
        form: Form,
        *,
        yes: str,
        chosen: Callable[[Proposal], object],
        report_id: int | None = None,
    ) -> None:
        super().__init__()
        self._form, self._chosen = form, chosen
        self.known = Proposals(yes=yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(label("Déjà connu\u202f?", "strong"))
        column.addWidget(self.known)
        column.addWidget(ArchiveLookup(context, self._person))
        self._lookup = KnownLookup(context, self.known, self._person, self)
        self._lookup.report_id = report_id
        self.known.chosen.connect(self._took)
        form.binder.changed.connect(self._typed)
        if not self._begun:
            self.hide()  # and never shown here: it has no page yet
        self._lookup.touch()

    @property
    def _begun(self) -> bool:
        last, _, birth = self._person()
        return bool(last.strip()) or birth is not None

    def _typed(self) -> None:
        self.setVisible(self._begun)
        self._lookup.touch()

    def _person(self) -> Person:
        values = self._form.binder.values()
        birth = values["birth"]
        born = birth if isinstance(birth, PartialDate) else None
        return text(values["last_name"]), text(values["first_name"]), born

    def _took(self, case_id: int | None) -> None:
        if case_id is not None:
            who = self.known.of(case_id)
            self.known.take(None)  # one is led there, or joins: nothing stays chosen here
            self._chosen(who)
