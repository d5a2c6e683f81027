"""Pictures of every page of the real window, without a screen."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel

from app import workplace
from app.bootstrap import application
from app.errors import Refused
from app.program import Options, Program, Wizards
from app.settings import Settings
from app.ui import theme
from app.ui.context import PageSpec, Place
from app.ui.widgets.tabs import Tabs

SIZE: Final = (1366, 768)
_TURNS: Final = 4
#: Pages whose record is not the one of their own kind.
_RECORD_OF: Final = {
    "synthesis_preview": "case",
    "referral_preview": "referral",
    "elimination_preview": "elimination",
    "family_preview": "family",
    "duplicate": "case",
    "family_tree_preview": "household",
    "feedback_preview": "intake",
    "notice_preview": "case",
    "blank_preview": "organisation",
    "referral.new": "case",
    "admin.account": "account",
    "history": "case",
    "history.household": "household",
    "history.intake": "intake",
    "history.referral": "referral",
    "history.partner": "partner",
    "history.admin": "organisation",
}
#: Pages that show a second record, named where others name a tab.
_BESIDE: Final = {"duplicate": "other"}
#: The records that are chosen; of the others, the first: rows of a demonstration are numbered
#: from 1, and the first account is the coordonnateur's own.
_SHOWN: Final = frozenset({"case", "other", "referral", "document", "family", "elimination"})
_FIRST: Final = {
    "intake": 1,
    "household": 1,
    "partner": 1,
    "account": 2,
    "organisation": 1,
}


def photograph(
    folder: Path, pictures: Path, *, login: str, password: str, shown: Mapping[str, int]
) -> Iterator[Path]:
    """Open the vault in the real window, and keep a picture of each of its pages and tabs.

    `shown` says which `case`, `other` dossier, `referral`, `document`, `household` and dossier of
    a `family` to show. Answers where each picture is, as it is written. Raises what opening does,
    and `LookupError` when a page refuses its record. The person's own settings are neither read
    nor written.
    """
    theme.apply(application())
    pictures.mkdir(parents=True, exist_ok=True)
    program = Program(Options(vault=folder), Settings(), Wizards())
    window = program.window
    window.resize(*SIZE)
    window.show()
    yield _picture(program, pictures / "ouverture.png")
    place = workplace.enter(folder, login, password)
    program.welcome(folder, place)
    house = program.house
    if house is None:
        raise LookupError("no house")
    records = {**_FIRST, **shown}
    try:
        for spec in place.pages:
            where = _place(spec, records)
            if where is not None and (spec.allowed is None or spec.allowed(place.desk)):
                house.frame.navigator.go(where)
                yield from _page(program, pictures, spec.kind.replace(".", "_"))
    finally:
        house.departure.end()
        window.close()
        program.jobs.close()


def _place(spec: PageSpec, records: Mapping[str, int]) -> Place | None:
    """Where a page of that kind is; None for that of a record the town has not."""
    record = _RECORD_OF.get(spec.kind, spec.kind.removesuffix(".edit"))
    beside = _BESIDE.get(spec.kind)
    if not {record, beside} & _SHOWN <= records.keys():
        return None
    if beside and records[record] == records[beside]:
        return None
    return Place(spec.kind, records.get(record), str(records[beside]) if beside else "")


def _page(program: Program, pictures: Path, name: str) -> Iterator[Path]:
    yield _picture(program, pictures / f"{name}.png")
    said = {one.text() for one in program.window.findChildren(QLabel) if one.isVisible()}
    if Refused().sentence in said:
        raise LookupError(name)
    page = program.house.frame.navigator.page if program.house is not None else None
    tabs = page.findChild(Tabs) if page is not None else None
    if tabs is None:
        return
    for key in tabs.keys()[1:]:
        tabs.choose(key)
        yield _picture(program, pictures / f"{name}_{key}.png")


def _picture(program: Program, path: Path) -> Path:
    """Let what was asked for be read, laid out and painted; then take it."""
    for _ in range(_TURNS):
        program.jobs.drain()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    program.window.grab().save(str(path))
    return path
