"""Administration › Affichage: the colours and the size of texts, for this person on this PC."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.context import PageContext, Place
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label

_SYSTEM = "system"  # kept as an empty name: no set of colours of ours
_COLOURS = {
    _SYSTEM: "Comme l’ordinateur",
    "light": "Clair",
    "dark": "Sombre",
    "contrast": "Contraste renforcé",
}
_SIZES = {str(percent): f"{percent}\u202f%" for percent in (100, 110, 125, 150)}


class DisplayPage(QWidget):
    """Each choice is worn at once and remembered on this PC, for this person; nothing to save."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.display")
        self._settings = settings = context.settings
        page = ScrollPage()
        header = PageHeader("Affichage")
        header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Affichage", None)]
        )
        header.set_subtitle(
            "Chaque choix s’applique aussitôt. Il vaut pour vous, sur cet ordinateur."
        )
        page.add(header)
        colours = _Choice("Couleurs", "theme", _COLOURS, self._wear_theme)
        colours.choose(settings.theme or _SYSTEM)
        colours.add(
            label("«\u202fContraste renforcé\u202f» écrit en noir sur blanc et encadre tout.",
                  "muted", wrap=True)
        )  # fmt: skip
        sizes = _Choice("Taille des textes", "text_scale", _SIZES, self._wear_scale)
        percent = settings.text_scale * 100
        sizes.choose(min(_SIZES, key=lambda code: abs(int(code) - percent)))
        sizes.add(label("Les pages se réarrangent autour des textes.", "muted", wrap=True))
        page.add(colours)
        page.add(sizes)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(colours.chosen)

    def _wear_theme(self, code: str) -> None:
        self._settings.theme = "" if code == _SYSTEM else code
        self._wear()

    def _wear_scale(self, code: str) -> None:
        self._settings.text_scale = int(code) / 100
        self._wear()

    def _wear(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.wear(app, self._settings.theme, self._settings.text_scale)


class _Choice(Card):
    """A closed list, one radio button each; the arrow keys go from one to the next."""

    def __init__(
        self, title: str, name: str, words: Mapping[str, str], chosen: Callable[[str], None]
    ) -> None:
        super().__init__(title, name=f"card.display.{name}")
        self._group = QButtonGroup(self)
        self._buttons = {code: QRadioButton(text) for code, text in words.items()}
        for code, button in self._buttons.items():
            button.setObjectName(f"field.display.{name}.{code}")
            button.setAccessibleName(f"{title}\u202f: {button.text()}")
            button.clicked.connect(partial(_tell, chosen, code))
            self._group.addButton(button)
            self.body.addWidget(button)

    def choose(self, code: str) -> None:
        """Show the present choice; a code that is not offered chooses nothing."""
        if code in self._buttons:
            self._buttons[code].setChecked(True)

    @property
    def chosen(self) -> QWidget:
        """The button of the present choice."""
        return self._group.checkedButton() or self._group.buttons()[0]


def _tell(chosen: Callable[[str], None], code: str, *_checked: bool) -> None:
    chosen(code)
