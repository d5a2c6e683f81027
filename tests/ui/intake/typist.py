"""A hand on the keyboard, and eyes on the screen: types a situation and counts every key."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView

from app.services.choices import IntakeReason, PriorStep, ReportSubject, Sex
from app.ui.forms.specs.intake import step_day
from tests.helpers.seats import Seat
from tests.ui.intake.conftest import keys, strike
from tests.ui.intake.situations import Told

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_TABS = 90  # more than the form has stops


class Typist:
    """`text` counts what is written, `moves` what leads on, `answers` what one thinks about."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.text, self.moves, self.answers = seat, 0, 0, 0

    def seconds(self, key: float, mind: float) -> float:
        """How long it takes: a key, and making up one's mind before an answer."""
        return (self.text + self.moves) * key + self.answers * mind

    def type(self, told: Told) -> None:
        """Everything that is told, from top to bottom, then Ctrl+Entrée."""
        self._who(told)
        self._what(told)
        self._family(told)
        self._rest(told)
        strike(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.moves += 2
        self.seat.settle()

    def _who(self, told: Told) -> None:
        self._choose("origin_type", told.origin.label)
        if told.body:
            self._choose("reporter", told.body)
        self._write("author_reference", told.reference)
        if told.subject is not ReportSubject.YOUTH:
            self._pick("subject.YOUTH", list(ReportSubject).index(told.subject))
        for name, text in (("last_name", told.last), ("first_name", told.first),
                           ("birth", told.born), ("place", told.place)):  # fmt: skip
            self._write(name, text)
        if told.sex is not None:
            self._pick("sex.FEMALE", list(Sex).index(told.sex))
        if told.situation is not None:
            self._choose("situation", told.situation.label)
        if told.grade is not None:
            self._choose("grade", told.grade.label)
        if told.school:
            self._choose("school", told.school)
        self._choose("group", "Groupe territorial Nord")

    def _what(self, told: Told) -> None:
        self._tick("reasons", [one.value for one in IntakeReason], [str(r) for r in told.reasons])
        self._write("reason_note", told.note)
        self._pick("danger.yes", 1)

    def _family(self, told: Told) -> None:
        if told.subject is not ReportSubject.UNKNOWN:
            self._pick("family_informed.yes", int(not told.told))
            self._write("family_informed_by", told.informed_by)
        if told.position is not None:
            self._pick("family_position.AGREES", list(type(told.position)).index(told.position))
        if told.guardian is not None:
            self._guardian(*told.guardian)

    def _rest(self, told: Told) -> None:
        self._write("phone", told.phone)
        if told.address is not None:
            for name, text in zip(("address", "postal_code", "city"), told.address, strict=True):
                self._write(name, text)
        if told.steps:
            codes = [str(one) for one in told.steps]
            self._tick("prior_steps", [one.value for one in PriorStep], codes)
            first = min(told.steps, key=list(PriorStep).index)
            self._write(step_day(str(first)), "151126")
        if told.expected is not None:
            self._pick("expected_support.ADVICE", list(type(told.expected)).index(told.expected))

    def _guardian(self, link: object, name: str, phone: str) -> None:
        self._go("action.intake.guardians.add")
        self._hit(Qt.Key.Key_Space)
        self._choose("relationship_kind", str(link.label), "field.intake.guardian0")
        self._write("last_name", name, "field.intake.guardian0")
        self._write("phone", phone, "field.intake.guardian0")

    def _go(self, name: str) -> None:
        """Tab until that part of the form has the focus, as a hand does."""
        self.answers += 1
        for _ in range(_TABS):
            focused = QApplication.focusWidget()
            holder = focused.parentWidget() if focused else None
            if name in {one.objectName() for one in (focused, holder) if one is not None}:
                return
            self._hit(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def _hit(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            strike(key)
        self.moves += times

    def _key(self, letter: str) -> None:
        self.text += 1
        if letter.isascii():
            keys(letter)
            return
        # QTest knows no key for it; a French keyboard sends this very event
        target = QApplication.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, _NO_MODIFIER, letter))

    def _write(self, name: str, text: str, form: str = "field.intake") -> None:
        if text:
            self._go(f"{form}.{name}")
            for letter in text:
                self._key(letter)

    def _choose(self, name: str, wanted: str, form: str = "field.intake") -> None:
        """Type until the line that is lit is the one wanted, go down to it if need be, take it."""
        self._go(f"{form}.{name}")
        for letter in wanted:
            self._key(letter.lower())
            self.seat.settle()
            if self._lit() == wanted:
                break
        while self._lit() != wanted:
            before = self._lit()
            self._hit(Qt.Key.Key_Down)
            assert self._lit() != before, f"{wanted} is not offered"
        self._hit(Qt.Key.Key_Return)

    @staticmethod
    def _lit() -> str:
        shown = QApplication.activePopupWidget()
        return str(shown.currentIndex().data()) if isinstance(shown, QListView) else ""

    def _pick(self, first: str, at: int) -> None:
        """One answer of a row, from its first."""
        self._go(f"field.intake.{first}")
        self._hit(Qt.Key.Key_Right, at)
        self._hit(Qt.Key.Key_Space)

    def _tick(self, name: str, codes: list[str], wanted: list[str]) -> None:
        """Boxes of a grid, from its first, each one thought about."""
        self._go(f"field.intake.{name}.{codes[0]}")
        here = 0
        for at in sorted(codes.index(one) for one in wanted):
            self._hit(Qt.Key.Key_Right, at - here)
            self._hit(Qt.Key.Key_Space)
            here = at
        self.answers += len(wanted) - 1
