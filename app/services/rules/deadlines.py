"""Dates by which something is to be done: informing people, coming back to a partner."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.models.enums import ReferralStatus
from app.services.rules.month_arithmetic import add_months

HELD_CHECK_MONTHS = (1, 3, 6)  # months after an effective start (domain § 3.7)


def information_due_on(
    received_on: date,
    first_contact_on: date | None = None,
    first_session_on: date | None = None,
) -> date:
    """By when the person is to be told that the cell holds data about them (RGPD art. 14.3).

    One month after the data came, at latest at the first contact, or before they are first
    disclosed to others (the first session): whichever comes first.
    """
    known = (add_months(received_on, 1), first_contact_on, first_session_on)
    return min(day for day in known if day is not None)


@dataclass(frozen=True, slots=True)
class ReminderDelays:
    """After how many days one comes back to a partner; settings, these are the defaults."""

    after_sent: int = 15
    after_interview_set: int = 7


def referral_reminders(
    status: ReferralStatus,
    since: date,
    *,
    started_on: date | None = None,
    delays: ReminderDelays | None = None,
) -> tuple[date, ...]:
    """When to come back to an orientation that is in `status` since `since` (domain § 3.7).

    15 days after « Envoyée », as many after a relance (of which it says nothing), 7 after
    « Entretien fixé », 1, 3 and 6 months after « Entrée effective ». Once a maintenance is
    recorded, what is left counts from `started_on`.
    """
    chosen = delays or ReminderDelays()
    match status:
        case ReferralStatus.SENT | ReferralStatus.REMINDED:
            return (since + timedelta(days=chosen.after_sent),)
        case ReferralStatus.INTERVIEW_SET:
            return (since + timedelta(days=chosen.after_interview_set),)
        case ReferralStatus.STARTED:
            return tuple(add_months(since, months) for months in HELD_CHECK_MONTHS)
        case ReferralStatus.HELD_3M if started_on is not None:
            return (add_months(started_on, HELD_CHECK_MONTHS[-1]),)
        case _:
            return ()


def next_reminder_on(reminders: tuple[date, ...], last_contact_on: date) -> date | None:
    """The first reminder that what was done on `last_contact_on` has not already answered."""
    return next((day for day in reminders if day > last_contact_on), None)
