"""Ten situations of domain § 1.6 typed with the keyboard alone, each within three minutes.

Every key is a real event on the real form, and every one is counted. At two keys a second, which
is slow, three minutes hold 360 of them; the mouse cannot be used.
"""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.choices import IntakeReason, IntakeStatus, PartnerType, ReportSubject, Sex
from app.services.intake import read_intake
from app.services.intake_list import intakes
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.intake.conftest import Sit, keys, open_form, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

THREE_MINUTES = 360  # keys
BEYOND_THE_TEXT = 55  # Tab, arrows, Espace, Entrée
REASONS, SUBJECTS = list(IntakeReason), list(ReportSubject)
YES, NO = 0, 1
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Situation:
    """What one is told on the telephone, as it is typed."""

    origin: str
    author: str
    reasons: tuple[IntakeReason, ...]
    last: str = ""
    first: str = ""
    born: str = ""
    sex: Sex = Sex.MALE
    place: str = ""
    now: str = ""
    subject: ReportSubject = ReportSubject.YOUTH
    told: int = NO
    note: str = ""


R = IntakeReason
SITUATIONS = {
    "absences": Situation(
        "etab", "aubry", (R.ABSENTEEISM, R.DROPOUT_RISK), "martel", "Yanis", "140311",
        now="lycee prof", note="Quatre courriers du lycée sans réponse.",
    ),
    "excluded": Situation(
        "etab", "langevin", (R.PERM_EXCLUSION, R.NO_PLACE), "ouedraogo-lefebvre",
        "Marie-Antoinette", "2/6/2012", Sex.FEMALE, now="exclu", told=YES,
    ),
    "broken apprenticeship": Situation(
        "cfa", "cfa du", (R.APPRENTICESHIP_BREAK,), "nguyen", "Thi Lan", "12/2008", Sex.FEMALE,
        now="cfa", note="Cherche un autre patron en cuisine.", told=YES,
    ),
    "a family asks": Situation(
        "famille", "", (R.PARENTING_SUPPORT,), "ait-lahcen", subject=ReportSubject.FAMILY,
        told=YES, note="La mère demande à être reçue.",
    ),
    "nobody knows him": Situation(
        "bailleur", "valmont habitat", (R.NEIGHBOURHOOD,), subject=ReportSubject.UNKNOWN,
        place="Hall du 12, allée des Tilleuls", note="Présent les après-midi de classe.",
    ),
    "in the trains": Situation(
        "sncf", "gare", (R.TRANSPORT,), "da silva", "Tiago", "2010", now="college",
        note="Dans le train aux heures de cours.",
    ),
    "neither school nor work": Situation(
        "mission", "mission locale", (R.NO_ACTIVITY,), "yildiz", "Emre", "5/9/2009",
        now="sans activ", told=YES,
    ),
    "victim": Situation(
        "club", "us valmont", (R.VICTIM,), "le goff", "Anaïs", "30/01/2013", Sex.FEMALE,
        now="college", note="Ne vient plus à l’entraînement.",
    ),
    "asks for himself": Situation(
        "jeune", "", (R.ORIENTATION_REQUEST,), "n'guessan", "Koffi", "17/07/2009",
        now="descolarise", told=YES, note="Voudrait entrer en CAP.",
    ),
    "something else": Situation(
        "prevention", "maison des", (R.OTHER,), "kowalski", "Zoé", "03/2011", Sex.FEMALE,
        now="inconnue", note="Vit chez sa grand-mère depuis septembre.",
    ),
}  # fmt: skip
DIRECTORY = (
    ("CFA du bâtiment", PartnerType.CFA),
    ("Valmont Habitat", PartnerType.LANDLORD),
    ("Gare de Valmont", PartnerType.TRANSPORT),
    ("Mission locale du Val", PartnerType.MISSION_LOCALE),
    ("US Valmont", PartnerType.SPORT_CLUB),
    ("Maison des jeunes", PartnerType.PREVENTION_SPE),
)


@pytest.fixture
def seat(town: Office, sit: Sit) -> Seat:
    desk = town.desk()
    aubry = ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE")
    save_partner(desk, PartnerEntry("Lycée Paul-Langevin", PartnerType.SCHOOL, contacts=(aubry,)))
    for name, kind in DIRECTORY:
        save_partner(desk, PartnerEntry(name, kind))
    return sit(desk)


@pytest.fixture(autouse=True)
def _no_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may reach for the mouse."""

    def pressed(*_args: object) -> None:
        raise AssertionError("the keyboard alone")

    for name in ("mouseClick", "mousePress", "mouseDClick"):
        monkeypatch.setattr(QTest, name, pressed)


class Typist:
    """Types a situation; `text` counts what is written, `moves` what leads from field to field."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.text, self.moves = seat, 0, 0

    def go(self, name: str) -> None:
        """Tab until that part of the form has the focus, as a hand does."""
        for _ in range(40):
            focused = QApplication.focusWidget()
            holder = focused.parentWidget() if focused else None
            names = {one.objectName() for one in (focused, holder) if one is not None}
            if f"field.intake.{name}" in names:
                return
            self.hit(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def write(self, text: str) -> None:
        for one in text:
            if one.isascii():
                keys(one)
            else:  # QTest knows no key for it; a French keyboard sends this very event
                target = QApplication.focusWidget()
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, 0, NO_MODIFIER, one))
        self.text += len(text)

    def hit(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            press(key)
        self.moves += times

    def choose(self, name: str, text: str) -> None:
        self.go(name)
        self.write(text)
        self.seat.settle()
        self.hit(Qt.Key.Key_Return)

    def tick(self, name: str, at: int) -> None:
        self.go(name)
        self.hit(Qt.Key.Key_Right, at)
        self.hit(Qt.Key.Key_Space)

    def type(self, one: Situation) -> None:
        self.choose("origin_type", one.origin)
        if one.author:
            self.choose("reporter", one.author)
        if one.subject is not ReportSubject.YOUTH:
            self.tick("subject.YOUTH", SUBJECTS.index(one.subject))
        for name, text in (("last_name", one.last), ("first_name", one.first),
                           ("birth", one.born), ("place", one.place)):  # fmt: skip
            if text:
                self.go(name)
                self.write(text)
        if one.subject is ReportSubject.YOUTH:
            self.tick("sex.FEMALE", int(one.sex is Sex.MALE))
            self.choose("situation", one.now)
        self.choose("group", "nord")
        self.go("reasons.ABSENTEEISM")
        here = 0
        for at in (REASONS.index(reason) for reason in one.reasons):
            self.hit(Qt.Key.Key_Right, at - here)
            self.hit(Qt.Key.Key_Space)
            here = at
        if one.note:
            self.go("reason_note")
            self.write(one.note)
        self.tick("danger.yes", NO)
        if one.subject is not ReportSubject.UNKNOWN:
            self.tick("family_informed.yes", one.told)
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.moves += 2
        self.seat.settle()


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_typed_by_keyboard_alone_within_three_minutes(seat: Seat, name: str) -> None:
    one = SITUATIONS[name]
    page = open_form(seat)
    typist = Typist(seat)
    typist.type(one)
    assert page.sheet is not None
    assert page.sheet.form.binder.problems() == {}
    (row,), _ = intakes(seat.desk)
    assert row.status is IntakeStatus.RECEIVED
    entry = read_intake(seat.desk, row.id).entry
    assert (entry.subject, entry.reasons) == (one.subject, frozenset(one.reasons))
    assert bool(entry.birth) is bool(one.born)
    assert entry.family_informed is (
        None if one.subject is ReportSubject.UNKNOWN else one.told == YES
    )
    assert typist.moves <= BEYOND_THE_TEXT
    assert typist.moves + typist.text <= THREE_MINUTES
