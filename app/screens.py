"""Pictures of every page of the real window, without a screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app import workplace
from app.bootstrap import Options, Program, Wizards, application
from app.settings import Settings
from app.ui import theme
from app.ui.context import PageSpec, Place

SIZE: Final = (1366, 768)
#: Kinds of pages that show one record, by the number they are photographed at: rows of a
#: demonstration are numbered from 1.
RECORDS: Final = frozenset(
    {
        "case",
        "household",
        "intake",
        "intake.edit",
        "partner",
        "referral",
        "referral_preview",
        "synthesis_preview",
    }
)
_TURNS: Final = 4


def photograph(folder: Path, pictures: Path, *, login: str, password: str) -> Iterator[Path]:
    """Open the vault in the real window, and keep a picture of each of its pages.

    Answers where each picture is, as it is written. Raises what opening does. The person's own
    settings are neither read nor written.
    """
    theme.apply(application())
    pictures.mkdir(parents=True, exist_ok=True)
    program = Program(Options(vault=folder), Settings(), Wizards())
    window = program.window
    window.resize(*SIZE)
    window.show()
    _settle(program)
    yield _picture(program, pictures / "ouverture.png")
    place = workplace.enter(folder, login, password)
    program.welcome(folder, place)
    house = program.house
    if house is None:
        return
    try:
        for spec in place.pages:
            if spec.allowed is None or spec.allowed(place.desk):
                house.frame.navigator.go(_place(spec))
                _settle(program)
                yield _picture(program, pictures / f"{spec.kind.replace('.', '_')}.png")
    finally:
        house.departure.end()
        window.close()
        program.jobs.close()


def _place(spec: PageSpec) -> Place:
    return Place(spec.kind, 1 if spec.kind in RECORDS else None)


def _settle(program: Program) -> None:
    """Let what was asked for be read, laid out and painted."""
    for _ in range(_TURNS):
        program.jobs.drain()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _picture(program: Program, path: Path) -> Path:
    program.window.grab().save(str(path))
    return path
