"""A frame around pages that hold nothing but what a test needs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy import create_engine

from app.models.enums import Role
from app.services.desk import Actor, Desk
from app.settings import Settings
from app.ui import theme
from app.ui.changes import Changes
from app.ui.context import PageContext, PageSpec, Place, SearchHit
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.frame import Frame, Office


class FormPage(QWidget):
    """One field, saved and given up as a real form is."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.context, self.place = context, place
        self.saved = ""
        self.arrived: list[Place] = []
        self.field = QLineEdit()
        self.field.setObjectName("field.dummy")
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)

    def has_changes(self) -> bool:
        return self.field.text() != self.saved

    def save(self, then: Callable[[], object]) -> None:
        if self.field.text() == "refusé":
            return
        self.saved = self.field.text()
        then()

    def discard(self) -> None:
        self.field.setText(self.saved)

    def snapshot(self) -> Callable[[], object] | None:
        return None

    def arrive(self, place: Place) -> None:
        self.arrived.append(place)


def specs() -> list[PageSpec]:
    return [
        PageSpec("home", "Accueil", FormPage),
        PageSpec("intakes", "Signalements", FormPage, waiting=lambda _desk: 3),
        PageSpec("intake.new", "Nouveau signalement", FormPage, rail="intakes", keep=False),
        PageSpec("cases", "Dossiers", FormPage),
        PageSpec("case", "Dossier", FormPage, rail="cases"),
        PageSpec("history", "Historique", FormPage, rail="cases"),
        PageSpec("households", "Familles", FormPage),
        PageSpec("referrals", "Orientations", FormPage),
        PageSpec("partners", "Partenaires", FormPage),
        PageSpec("admin", "Administration", FormPage),
    ]


HITS = [
    SearchHit("Jeunes", "MARTEL Yanis", "né le 14/03/2011", Place("case", 7)),
    SearchHit("Jeunes", "MARTEL Inès", "née le 02/09/2012", Place("case", 8)),
    SearchHit("Partenaires", "Collège Jules-Martel", "établissement scolaire", Place("partners")),
]


@pytest.fixture
def office(qapp: QApplication) -> Iterator[Office]:
    theme.apply(qapp)
    messages, changes = Messages(), Changes()
    jobs = JobRunner(problem=messages.problem, bug=messages.bug, observe=changes.notice)
    windows: list[QWidget] = []
    yield Office(
        desk=Desk(create_engine("sqlite://"), Actor(1, "Claire Delmas", frozenset(Role))),
        jobs=jobs,
        messages=messages,
        dialogs=Dialogs(lambda: windows[0] if windows else None),
        changes=changes,
        settings=Settings(),
        pages=specs(),
        find=lambda _desk, text: [hit for hit in HITS if text.casefold() in hit.title.casefold()],
        who="C. Delmas · coordonnatrice",
    )
    jobs.close()
    assert jobs.drain()


@pytest.fixture
def locks() -> list[str]:
    return []


@pytest.fixture
def frame(office: Office, locks: list[str]) -> Iterator[Frame]:
    frame = Frame(office, lock=lambda: locks.append("lock"))
    frame.resize(1366, 768)
    frame.navigator.go(Place("home"))
    frame.show()
    frame.activateWindow()
    yield frame
    frame.close()
    frame.deleteLater()
