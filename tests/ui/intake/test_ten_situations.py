"""Ten situations of domain § 1.6 taken at random, typed with the keyboard alone in three minutes.

Each answer of the form is drawn; the seed is told when one fails, and `VIGIE_SEED` plays it again.
Every key is a real event on whatever has the focus, and every one is counted.

How long a person takes is the Keystroke-Level Model (Card, Moran & Newell, 1980): 0.28 s a key
for somebody who types 40 words a minute, not a typist; 1.35 s to make up one's mind before each
answer and before each box that is ticked. The hands never leave the keyboard. A caseworker who
types at half that speed still ends an ordinary situation in time, which is held too.
"""

import random

import pytest
from PySide6.QtTest import QTest

from app.services.choices import IntakeStatus, PartnerType, ReportSubject
from app.services.intake import read_intake
from app.services.intake_list import intakes
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from tests.helpers.seats import Seat
from tests.ordeal import Ordeal
from tests.ui.intake.conftest import open_form
from tests.ui.intake.situations import SCHOOL, Told, draw, everything
from tests.ui.intake.typist import Typist

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

KEY, MIND = 0.28, 1.35  # seconds
SLOW_KEY = 2 * KEY
THREE_MINUTES = 180.0  # seconds
ORDINARY = 16  # answers; the form asks for a dozen
MOVES_AN_ANSWER = 7  # Tab, arrows, Espace, Entrée: the form is walked once, from top to bottom


@pytest.fixture(autouse=True)
def _no_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may reach for the mouse."""

    def pressed(*_args: object) -> None:
        raise AssertionError("the keyboard alone")

    for name in ("mouseClick", "mousePress", "mouseDClick"):
        monkeypatch.setattr(QTest, name, pressed)


def typed(seat: Seat, told: Told) -> Typist:
    """Type it in an empty form, from the first key to the saving; see that all of it is kept."""
    directory = [PartnerEntry(SCHOOL, PartnerType.SCHOOL)] if told.school else []
    if told.body:
        people = (ContactEntry(last_name="AUBRY", first_name="Hélène"),)
        directory.append(PartnerEntry(told.body, told.origin, contacts=people))
    for one in directory:
        save_partner(seat.desk, one)
    page = open_form(seat)
    hand = Typist(seat)
    hand.type(told)
    assert page.sheet is not None
    assert page.sheet.form.binder.problems() == {}, told
    (row,), _ = intakes(seat.desk)
    assert row.status is IntakeStatus.RECEIVED
    read = read_intake(seat.desk, row.id)
    entry = read.entry
    kept = (
        entry.subject, entry.origin_type, entry.reasons, entry.reason_note, entry.sex,
        entry.situation, entry.grade, entry.family_informed, entry.family_position,
        entry.expected_support, {step for step, _ in entry.prior_steps}, len(entry.guardians),
    )  # fmt: skip
    assert kept == told.kept, told
    assert bool(read.school) is told.has_school, told
    assert (entry.birth is not None) is (told.subject is ReportSubject.YOUTH)
    return hand


@pytest.mark.parametrize("at", range(10))
def test_a_situation_taken_at_random_is_typed_by_keyboard_alone_within_three_minutes(
    seat: Seat, ordeal: Ordeal, at: int
) -> None:
    del at
    told = draw(ordeal.draw)
    hand = typed(seat, told)
    ordeal.did("situations typed")
    assert hand.moves <= MOVES_AN_ANSWER * hand.answers + 20, told
    assert hand.seconds(KEY, MIND) <= THREE_MINUTES, told
    if hand.answers <= ORDINARY:
        assert hand.seconds(SLOW_KEY, MIND) <= THREE_MINUTES, told


def test_even_the_fullest_situation_is_typed_within_three_minutes(seat: Seat) -> None:
    told = everything(random.Random(1))  # noqa: S311 - always the same
    assert typed(seat, told).seconds(KEY, MIND) <= THREE_MINUTES
