"""Administration › Fiche de secours: rehearsed, or made anew; the former then opens nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import accounts, organisation
from app.services.rules.rights import UseCase
from app.services.vault.recovery import RecoveryKey
from app.ui.context import PageContext, Place
from app.ui.dialogs import Choice, Question
from app.ui.operations.recovery_sheet import SheetPanel
from app.ui.panels.rehearsal import RehearsalCard
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label

_WHAT = (
    "La fiche de secours ouvre le coffre quand plus personne ne connaît de mot de passe. Elle se "
    "garde sous enveloppe cachetée, loin de ce PC."
)
_WHEN = (
    "Faites-en une nouvelle si elle a servi, si l’enveloppe a été ouverte, si elle est égarée, ou "
    "quand part quelqu’un qui a pu la voir."
)
_ASK = Question(
    title="Faire une nouvelle fiche de secours\u202f?",
    text="L’ancienne n’ouvrira plus ce coffre\u202f: détruisez-la une fois la nouvelle sous "
    "enveloppe. Elle ouvre encore les copies du coffre faites jusqu’ici.",
    choices=(Choice("keep", "Garder l’ancienne"), Choice("renew", "Faire une nouvelle fiche")),
    default="keep",
    escape="keep",
)


class RecoveryPage(QWidget):
    """Explains, asks, then shows the key once: it is not kept, and leaving forgets it."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.recovery")
        self._context = context
        header = PageHeader("Fiche de secours")
        header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Fiche de secours", None)]
        )
        self.why = Card("À quoi elle sert")
        for words in (_WHAT, _WHEN):
            self.why.add(label(words, wrap=True))
        self.button: Button = PrimaryButton(
            "Faire une nouvelle fiche…", self._ask, name="action.recovery.renew", icon="key"
        )
        self.why.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._page = ScrollPage()
        self._page.add(header)
        self._page.add(self.why)
        self.rehearsal: RehearsalCard | None = None
        if context.desk.actor.may(UseCase.MANAGE_BACKUPS):
            self.rehearsal = RehearsalCard(context)
            self._page.add(self.rehearsal)
        self.sheet = Card("La nouvelle clé", name="card.recovery")
        self.sheet.add(
            label(
                "Imprimez ou recopiez la fiche maintenant\u202f: Vigie ne la montrera plus.",
                wrap=True,
            )
        )
        self.sheet.hide()
        self._page.add(self.sheet)
        self._page.fill()
        self.panel: SheetPanel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.setFocusProxy(self.button)

    def _ask(self) -> None:
        self._context.dialogs.ask(_ASK, self._answered)

    def _answered(self, key: str) -> None:
        if key != "renew":
            return
        desk = self._context.desk

        def work() -> tuple[RecoveryKey, bool]:
            demonstration = organisation.read_settings(desk).is_demonstration
            return accounts.renew_recovery_key(desk), demonstration

        self.button.setEnabled(False)
        self._context.jobs.database(
            self, work, self._renewed, ended=lambda: self.button.setEnabled(True)
        )

    def _renewed(self, made: tuple[RecoveryKey, bool]) -> None:
        key, demonstration = made
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = SheetPanel(
            jobs=self._context.jobs,
            dialogs=self._context.dialogs,
            tell=lambda error: self._context.messages.problem(error) if error else None,
            demonstration=demonstration,
        )
        self.panel.show_key(key)
        self.sheet.add(self.panel)
        self.sheet.show()
        self._context.messages.success("La clé de secours est changée.")
        self.panel.print_button.setFocus()
