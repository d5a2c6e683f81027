"""« À surveiller » on Accueil: what calls attention, and the dossiers behind each figure."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.services.alerts import WatchedCase
from app.services.rules.alerts import AlertKind
from app.services.rules.french import short_date
from app.ui.context import Place
from app.ui.operations.alert_words import figure
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.style import clear, label
from app.ui.widgets.timeline import RowButton, let_through

MOST = 50  # dossiers shown behind a figure
FIRST = 5  # figures shown at first, the most pressing


class WatchCard(Card):
    """A few figures; pressing one shows its dossiers in their place."""

    def __init__(
        self,
        go: Callable[[Place], object],
        ask: Callable[[AlertKind], object],
        listed: Callable[[AlertKind], Place],
    ) -> None:
        """`ask` reads the dossiers behind a figure; `listed` is where the list of them is."""
        super().__init__("À surveiller", name="card.watch")
        self._go, self._ask, self._listed = go, ask, listed
        self._figures: Mapping[AlertKind, int] = {}
        self._opened: AlertKind | None = None
        self._all = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(self._lines)
        self.hide()

    def show_figures(self, figures: Mapping[AlertKind, int]) -> None:
        """Replace them; the list that is open is asked again, or closes with its figure."""
        self._figures = figures
        self.setVisible(bool(figures))
        if self._opened is not None and self._opened in figures:
            self._ask(self._opened)
        else:
            self._close()

    def show_cases(self, kind: AlertKind, cases: Sequence[WatchedCase]) -> None:
        """The dossiers behind a figure."""
        self._opened = kind
        clear(self._lines)
        number = self._figures.get(kind, len(cases))
        head = QHBoxLayout()
        head.addWidget(label(f"{number} {figure(kind, number)}", "strong", wrap=True), 1)
        head.addWidget(LinkButton("Replier", self._close, name="action.watch.close"))
        self._lines.addLayout(head)
        for one in cases:
            go = partial(self._go, Place("case", one.case_id))
            when, name = short_date(one.on), f"watch.case.{one.case_id}"
            self._lines.addWidget(_line(one.name, when, go, name=name))
        if len(cases) < number:
            more = f"Les {len(cases)} premiers, par nom."
            self._lines.addWidget(label(more, "small", wrap=True))
        self._lines.addWidget(
            LinkButton(
                f"Voir la liste ({number})",
                lambda: self._go(self._listed(kind)),
                name="action.watch.list",
            )
        )

    def _close(self) -> None:
        self._opened = None
        clear(self._lines)
        shown = list(self._figures.items())
        if not self._all and len(shown) > FIRST + 1:
            shown = shown[:FIRST]
        for kind, number in shown:
            words, show = figure(kind, number), partial(self._ask, kind)
            words = words[0].upper() + words[1:]
            self._lines.addWidget(_line(words, str(number), show, name=f"watch.{kind.value}"))
        if len(shown) < len(self._figures):
            more = f"Tout voir ({len(self._figures)})"
            self._lines.addWidget(LinkButton(more, self._show_all, name="action.watch.all"))

    def _show_all(self) -> None:
        self._all = True
        self._close()


def _line(words: str, end: str, act: Callable[[], object], *, name: str) -> RowButton:
    row = RowButton()
    row.setObjectName(name)
    row.setAccessibleName(words)
    row.setAccessibleDescription(end)
    row.clicked.connect(lambda _checked=False: act())
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 4, 0, 4)
    line.setSpacing(12)
    line.addWidget(ElidedLabel(words), 1)
    line.addWidget(label(end, "muted"))
    let_through(row)
    return row
