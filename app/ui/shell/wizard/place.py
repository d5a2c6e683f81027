"""Where the new vault will stand: a folder of this PC, and the vault's own name in it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.errors import UserFacingError
from app.paths import documents_folder
from app.services.vault.creation import demand_place
from app.services.vault.layout import SUFFIX
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.shell.wizard.frame import Step
from app.ui.widgets.buttons import Button
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.style import label, mark

LEAD = (
    "Un coffre est un dossier de ce PC où Vigie range tout, chiffré\u202f: sans mot de passe, "
    "personne n’en lit rien. Choisissez où le placer\u202f; on pourra le déplacer plus tard, Vigie "
    "étant fermé."
)
HELP = (
    "Sur le disque de ce PC ou sur une clé USB chiffrée. Pas sur un partage réseau ni dans un "
    "dossier recopié en ligne."
)
#: What Windows refuses in the name of a folder, so that a vault can go from one PC to another.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
MAX_NAME: Final = 60


def folder_name(typed: str) -> str | None:
    """The folder of a vault called `typed`, with its ending; None when no system would take it."""
    name = typed.strip().removesuffix(SUFFIX).strip()
    if not name or len(name) > MAX_NAME or _FORBIDDEN.search(name):
        return None
    if _RESERVED.match(name) or name[-1] == "." or name[0] == ".":
        return None
    return f"{name}{SUFFIX}"


class PlaceStep(Step):
    """Asks for a folder and a name; goes on when a vault can be created there."""

    def __init__(
        self,
        *,
        jobs: JobRunner,
        dialogs: Dialogs,
        tell: Callable[[UserFacingError | None], object],
        title: str = "Où placer le coffre\u202f?",
        lead: str = LEAD,
        name: str = "cellule",
    ) -> None:
        super().__init__(title, lead)
        self._jobs, self._dialogs, self._tell = jobs, dialogs, tell
        self._parent = _first_folder()
        self.column.addSpacing(4)
        words = label("Dossier", "label")
        self.parent_line = QLineEdit()
        self.parent_line.setObjectName("field.place.folder")
        self.parent_line.setReadOnly(True)
        self.parent_line.setAccessibleName("Dossier")
        self.parent_line.setAccessibleDescription(HELP)
        choose = Button("Choisir…", self.choose, name="action.place.choose")
        choose.setAutoDefault(True)
        words.setBuddy(choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.parent_line, 1)
        line.addWidget(choose)
        self.column.addWidget(words)
        self.column.addWidget(label(HELP, "small", wrap=True))
        self.column.addLayout(line)
        self.column.addSpacing(4)
        name_words = label("Nom du coffre", "label")
        self.name_line = QLineEdit(name)
        self.name_line.setObjectName("field.place.name")
        self.name_line.setAccessibleName("Nom du coffre")
        self.name_line.setMaxLength(MAX_NAME)
        name_words.setBuddy(self.name_line)
        self.column.addWidget(name_words)
        self.column.addWidget(self.name_line)
        self.error = label("", "error", wrap=True)
        self.error.setObjectName("place.error")
        self.error.hide()
        self.column.addWidget(self.error)
        self.shown = ElidedLabel("", "muted")
        self.shown.setObjectName("place.shown")
        self.column.addWidget(self.shown)
        self.column.addStretch(1)
        self.name_line.textChanged.connect(lambda _text: self._typed())
        self._typed()

    @property
    def folder(self) -> Path | None:
        """The vault's folder; None while its name will not do."""
        name = folder_name(self.name_line.text())
        return None if name is None else self._parent / name

    def arrive(self) -> None:
        self.name_line.setFocus()
        self.name_line.selectAll()

    def choose(self) -> None:
        """Choose the folder in which the vault will be."""
        self._dialogs.open_folder(
            "Choisir où placer le coffre", folder=self._parent, then=self._chosen
        )

    def go_on(self, then: Callable[[], object]) -> None:
        folder = self.folder
        if folder is None:
            self._say(
                "Donnez un nom au coffre."
                if not self.name_line.text().strip()
                else 'Ce nom ne convient pas à un dossier\u202f: évitez < > : " / \\ | ? * et les '
                "points au début ou à la fin."
            )
            self.name_line.setFocus()
            return
        self._jobs.render(
            self, lambda: demand_place(folder), lambda _none: then(), failed=self._tell
        )

    def _chosen(self, folder: Path | None) -> None:
        if folder is not None:
            self._parent = folder
            self._typed()
        self.name_line.setFocus()

    def _typed(self) -> None:
        self._say("")
        self._tell(None)
        self.parent_line.setText(str(self._parent))
        folder = self.folder
        self.shown.setText(f"Le coffre sera le dossier «\u202f{folder}\u202f»." if folder else "")

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        mark(self.name_line, invalid=bool(sentence))
        self.name_line.setAccessibleDescription(sentence)


def _first_folder() -> Path:
    documents = documents_folder()
    return documents if documents.is_dir() else Path.home()
