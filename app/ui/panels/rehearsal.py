"""The rehearsal of the recovery sheet: its key is tried, and nothing is changed."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import rehearsal
from app.services.changes import Change
from app.services.desk import Desk
from app.services.rules.french import short_date
from app.services.vault.errors import UnreadableRecoveryKey
from app.services.vault.recovery import GROUPS, is_group, tidy
from app.ui.context import PageContext
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.groups import GroupedKey
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, label

_GROUP_LENGTH = 5
_WHY = (
    "Une fois par an, sortez la fiche de son enveloppe et tapez sa clé\u202f: Vigie dit si elle "
    "ouvre bien ce coffre, et rien n’est changé. Mieux vaut découvrir aujourd’hui qu’elle est "
    "illisible ou périmée."
)
_OPENS = "Cette fiche ouvre le coffre"
_AFTER = "Remettez-la sous enveloppe, loin de ce PC. Le journal garde la date de cette répétition."


@dataclass(frozen=True, slots=True)
class _Past:
    """When it was last done, and since when it is due."""

    last: date | None
    due: date | None


class RehearsalCard(Card):
    """« Répéter… » shows the eight groups; what is typed is forgotten as soon as it has served."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("Répéter avec la fiche", name="card.rehearsal")
        self._context = context
        self.badge = Badge("À faire", "amber", name="rehearsal.due")
        self.badge.hide()
        self.head.addWidget(self.badge)
        self.add(label(_WHY, wrap=True))
        self.last = label("", "muted", wrap=True)
        self.last.setObjectName("rehearsal.last")
        self.add(self.last)
        self._result = QVBoxLayout()
        self.strip: Strip | None = None
        self.add(self._result)
        self.begin_button = Button(
            "Répéter…", self.begin, name="action.rehearsal.begin", icon="key"
        )
        self.body.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.key = GroupedKey(
            count=GROUPS, length=_GROUP_LENGTH, tidy=tidy, sound=is_group, name="field.rehearsal"
        )
        self.key.changed.connect(self._forget_result)
        for line in self.key.lines:
            line.returnPressed.connect(self.rehearse)
        self.try_button = Button("Essayer cette clé", self.rehearse, name="action.rehearsal.try")
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.key)
        form.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.addWidget(self.try_button)
        buttons.addWidget(LinkButton("Abandonner", self.end, name="action.rehearsal.leave"))
        buttons.addStretch(1)
        form.addLayout(buttons)
        self._form.hide()
        self.add(self._form)
        self.refresh()

    def refresh(self) -> None:
        """Ask when it was last done."""
        desk = self._context.desk
        self._context.jobs.database(self, lambda: _past(desk), self._show, latest="rehearsal")

    def begin(self) -> None:
        """Show where one types."""
        self._forget_result()
        self.begin_button.hide()
        self._form.show()
        self.key.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Put it away; nothing typed stays."""
        self.key.clear()
        self._forget_result()
        self._form.hide()
        self.begin_button.show()
        self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def rehearse(self) -> None:
        """Try what is typed."""
        doubtful = self.key.go_to_doubtful()
        if doubtful is not None:
            self._say_refused(UnreadableRecoveryKey(group=doubtful))
            return
        desk, typed = self._context.desk, self.key.text()
        self.try_button.setEnabled(False)
        self._context.jobs.database(
            self,
            lambda: rehearsal.rehearse(desk, typed),
            self._opens,
            failed=self._refused,
            ended=lambda: self.try_button.setEnabled(True),
        )

    def _show(self, past: _Past) -> None:
        self.badge.setVisible(past.due is not None)
        self.last.setText(
            f"Dernière répétition\u202f: le {short_date(past.last)}."
            if past.last is not None
            else "Elle n’a encore jamais été répétée."
        )

    def _opens(self, _change: Change) -> None:
        self.end()
        self._say(Strip(_OPENS, _AFTER, tone="green", name="rehearsal.result"))
        self.refresh()

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, UnreadableRecoveryKey) and error.group:
            line = self.key.lines[error.group - 1]
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.selectAll()
        self._say_refused(error)

    def _say_refused(self, error: UserFacingError) -> None:
        self._say(Strip(error.sentence, error.remedy, tone="red", name="rehearsal.result"))

    def _say(self, strip: Strip) -> None:
        self._forget_result()
        self.strip = strip
        self._result.addWidget(strip)

    def _forget_result(self) -> None:
        clear(self._result)
        self.strip = None


def _past(desk: Desk) -> _Past:
    return _Past(rehearsal.last_rehearsal(desk), rehearsal.rehearsal_due(desk))
