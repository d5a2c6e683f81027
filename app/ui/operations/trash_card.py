"""The corbeille: what was thrown away, why, by whom, for how long; and its way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.changes import Change
from app.services.rules.french import count, local, short_date
from app.services.trash import TrashRow
from app.ui.context import PageContext
from app.ui.operations.trash import BACKUPS, ask_to_erase, restore
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear, label

_SOON = 7  # days left under which the term is shown in amber


class TrashCard(QWidget):
    """Reads for itself, again at each change that `concerns` it; the newest first.

    `read()` runs on the database thread. `counted(number)` is told how many there are.
    """

    def __init__(
        self,
        context: PageContext,
        read: Callable[[], tuple[TrashRow, ...]],
        concerns: Callable[[Change], bool],
        *,
        counted: Callable[[int], object] = lambda _number: None,
    ) -> None:
        super().__init__()
        self.setObjectName("holder.trash")
        self._context, self._read, self._concerns = context, read, concerns
        self._counted = counted
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self._context.jobs.database(self, self._read, self._show, latest="trash")

    def _changed(self, change: Change) -> None:
        if self._concerns(change):
            self.refresh()

    def _show(self, rows: tuple[TrashRow, ...]) -> None:
        clear(self._body)
        title = f"Corbeille ({len(rows)})" if rows else "Corbeille"
        card = Card(title, name="card.trash")
        if rows:
            card.add(
                label(
                    "Ce qui a été saisi par erreur s’efface à son terme, avec ses versions et ses "
                    f"brouillons. {BACKUPS}",
                    "small",
                    wrap=True,
                )
            )
        else:
            card.add(
                label(
                    "Vide. Ce qui est saisi par erreur s’y met, et peut être rétabli 30 jours.",
                    "muted",
                    wrap=True,
                )
            )
        for row in rows:
            card.add(self._line(row))
        self._body.addWidget(card)
        self._counted(len(rows))

    def _line(self, row: TrashRow) -> QWidget:
        holder = QWidget()
        holder.setObjectName(f"trash.{row.id}")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(3)
        head = QWidget()
        line = FlowLayout(head, spacing=8, line_spacing=4)
        line.add(label(f"{row.noun}\u202f: {row.title}", "strong", wrap=True))
        line.add(Badge(_left(row), _tone(row)))
        column.addWidget(head)
        day = short_date(local(row.thrown_at).date())
        by = f" par {row.by}" if row.by else ""
        column.addWidget(label(f"Le {day}{by}\u202f: {row.reason}", "muted", wrap=True))
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        for wanted, words, act, name in (
            (row.restorable, "Rétablir", partial(restore, self._context, self, row.id), "restore"),
            (
                row.erasable,
                "Effacer maintenant…",
                partial(ask_to_erase, self._context, self, row),
                "erase",
            ),
        ):
            if wanted:
                link = LinkButton(words, act, name=f"action.trash.{name}.{row.id}")
                link.setAccessibleName(f"{words.rstrip('…')}\u202f: {row.noun}, {row.title}")
                flow.add(link)
        if flow.count():
            column.addWidget(links)
        return holder


def _left(row: TrashRow) -> str:
    if row.days_left == 0:
        return "effacé à la prochaine ouverture"
    return f"encore {count(row.days_left, 'jour', 'jours')}"


def _tone(row: TrashRow) -> Tone:
    return "amber" if row.days_left <= _SOON else "neutral"
