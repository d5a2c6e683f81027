"""« Transmettre seulement »: not a word of what was typed is left, in any table of the vault."""

from collections.abc import Callable
from dataclasses import replace

from app.models.enums import DangerRecipient
from app.services.danger import transmit_and_follow, transmit_only
from app.services.drafts import DraftKey, keep_draft
from app.services.intake import read_intake
from app.services.intake_write import FORM, save_intake
from app.services.search import search
from tests.helpers.office import Office

Receive = Callable[..., int]
NAME, TOLD = "Zorglubine", "Il dort dehors depuis Quasimodo."


def traces(office: Office, *words: str) -> list[str]:
    """The tables that hold one of these words anywhere, those of the search included."""
    found = []
    with office.engine.connect() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).scalars()
        for name in list(names):
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
            text = repr(rows).casefold()
            found += [name for word in words if word.casefold() in text]
        connection.exec_driver_sql("ROLLBACK")
    return found


def corrected(office: Office, received: Receive) -> int:
    """A signalement corrected once, with a draft of it: past, index and draft hold its words."""
    desk = office.desk()
    number = received(last_name=NAME, reason_note=TOLD)
    entry = replace(read_intake(desk, number).entry, reason_note=f"{TOLD} Encore.")
    save_intake(desk, entry, report_id=number)
    keep_draft(desk, DraftKey(FORM, str(number)), {"last_name": NAME, "reason_note": TOLD})
    return number


def test_a_signalement_transmitted_only_leaves_no_word_anywhere(
    office: Office, received: Receive
) -> None:
    number = corrected(office, received)
    assert {"draft", "record_change", "intake_report"} <= set(traces(office, NAME, "Quasimodo"))
    transmit_only(office.desk(), DangerRecipient.CRIP, report_id=number)
    assert traces(office, NAME, "Quasimodo") == []
    assert search(office.desk(), NAME) == ()


def test_a_draft_transmitted_only_leaves_no_word_anywhere(office: Office) -> None:
    desk = office.desk()
    keep_draft(desk, DraftKey(FORM), {"last_name": NAME, "reason_note": TOLD})
    transmit_only(desk, DangerRecipient.CALL_119)
    assert traces(office, NAME, "Quasimodo") == []


def test_followed_too_only_the_story_goes(office: Office, received: Receive) -> None:
    number = corrected(office, received)
    transmit_and_follow(office.desk(), DangerRecipient.CRIP, report_id=number)
    assert traces(office, "Quasimodo") == []
    assert "intake_report" in traces(office, NAME)
