"""The fictional orientations: for those old enough, towards who teaches the trade they name."""

from collections import deque
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from app.models.enums import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    Mobility,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Situation,
)
from app.models.referral import Referral, ReferralStatusChange
from app.models.youth import Schooling
from app.services.demo.classes import completed_3e
from app.services.demo.follow_up import Story
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.ages import age_on
from app.services.rules.deadlines import referral_reminders
from app.services.rules.states import ENDS_WITH_INTERVIEW, REFERRAL

_R: Final = ReferralStatus
_YOUNGEST: Final = 15
#: How many days at least after the step before; 5 where nothing is said.
_AFTER: Final = {
    _R.INTERVIEW_DONE: 7,
    _R.NO_SHOW: 7,
    _R.REMINDED: 15,
    _R.HELD_3M: 92,
    _R.HELD_6M: 92,
}
#: Nothing follows: what may stand in a dossier that is closed.
_ENDED: Final = frozenset({_R.COMPLETED, _R.CANCELLED, _R.CLOSED, _R.DECLINED, _R.DROPPED})
_WITH_EMPLOYER: Final = frozenset({_R.CONTRACT_SIGNED, _R.STARTED, _R.HELD_3M, _R.HELD_6M})
#: In a contract today, which the person's own situation says too.
_AT_WORK: Final = frozenset({_R.STARTED, _R.HELD_3M, _R.HELD_6M})
_LOOKING: Final = (
    ReferralRequest.INSCRIPTION,
    ReferralRequest.RECHERCHE_EMPLOYEUR,
    ReferralRequest.PREPA_APPRENTISSAGE,
)
_ASKING: Final = (
    *_LOOKING,
    ReferralRequest.ENTRETIEN_ORIENTATION,
    ReferralRequest.POSITIONNEMENT,
    ReferralRequest.IMMERSION,
)
_CAP: Final = frozenset({GradeLevel.CAP2, GradeLevel.TLE_PRO})


def _chains() -> Mapping[ReferralStatus, tuple[ReferralStatus, ...]]:
    """For every state, the shortest way to it through the table of states."""
    found: dict[ReferralStatus, tuple[ReferralStatus, ...]] = {
        ReferralStatus.DRAFT: (ReferralStatus.DRAFT,)
    }
    waiting = [ReferralStatus.DRAFT]
    for state in waiting:
        for following in REFERRAL.get(state, ()):
            if following not in found:
                found[following] = (*found[state], following)
                waiting.append(following)
    return found


_CHAINS: Final = _chains()


class Referrals:
    """Makes orientations; every state occurs, the longest ways in the oldest dossiers."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random) -> None:
        self._rows, self._words, self._town, self._draw = rows, words, town, draw
        self._waiting = deque(sorted(_CHAINS, key=_shortest, reverse=True))

    def suits(self, story: Story) -> bool:
        """Whether the young person is old enough, and some state fits the dossier."""
        age = age_on(story.person.birth[1], story.fate.opened_on)
        return age >= _YOUNGEST and any(_fits(story, one) for one in self._waiting)

    def refer(self, story: Story, number: str) -> None:
        """One orientation, somewhere along its chain of states."""
        draw = self._draw
        status = next(one for one in self._waiting if _fits(story, one))
        self._waiting.remove(status)
        self._waiting.append(status)
        dates = self._dates(story, _CHAINS[status])
        sent, interview = dates.get(_R.SENT), dates.get(_R.INTERVIEW_SET)
        started, agreed = dates.get(_R.STARTED), dates.get(_R.CONSENT_PENDING)
        (trade, partner_id), second = self._trades()
        reminders = referral_reminders(status, dates[status], started_on=started)
        person = story.person
        row = self._rows.add(
            Referral,
            {
                "number": number,
                "case_id": story.case_id,
                "partner_id": partner_id,
                "contact_id": self._town.contacts.get(partner_id),
                "status": status,
                "request": self._request(status, dates),
                "first_trade": trade,
                "second_trade": second,
                "last_grade": person.grade or person.first_place[1],
                "last_school_id": person.school_id or person.first_school_id,
                "diploma": self._diploma(story),
                "employer_search": self._search(dates),
                "mobility": self._mobility(story),
                "youth_agreed_on": agreed,
                "guardian_agreed_on": agreed,
                "reply_by": sent + timedelta(days=30) if sent else None,
                "sent_on": sent,
                "interview_at": _afternoon(interview + timedelta(days=6)) if interview else None,
                "started_on": started,
                "next_step_on": reminders[0] if reminders else None,
                "decline_reason": draw.choice(_DECLINES) if _R.DECLINED in dates else None,
                "drop_reason": draw.choice(tuple(DropReason)) if _R.DROPPED in dates else None,
            },
        )
        if started is not None and status in _AT_WORK:
            self._employ(started)
        before: ReferralStatus | None = None
        for step, on in dates.items():
            self._rows.add(
                ReferralStatusChange,
                {
                    "referral_id": row,
                    "from_status": before,
                    "to_status": step,
                    "effective_on": on,
                    "at": self._rows.now,
                    "by_id": story.officer_id,
                },
            )
            before = step

    def _employ(self, since: date) -> None:
        """Who keeps a contract is an apprentice since then: the dossier says one thing."""
        now = self._rows.last(Schooling)
        apprentice = {
            "situation": Situation.APPRENTICE,
            "grade": None,
            "school_id": None,
            "completed_3e": True,
        }
        began = now["started_on"]
        if now["situation"] is Situation.APPRENTICE:
            return
        if isinstance(began, date) and began < since:
            now["ended_on"] = since - timedelta(days=1)
            later = {"youth_id": now["youth_id"], "started_on": since, "ended_on": None}
            self._rows.add(Schooling, apprentice | later)
        else:
            now.update(apprentice)

    def _dates(self, story: Story, chain: tuple[ReferralStatus, ...]) -> dict[ReferralStatus, date]:
        """The day of each step, backwards from the last one."""
        room = _room(story) - _shortest(chain[-1])
        found: dict[ReferralStatus, date] = {}
        day = story.fate.ended_on
        for step in reversed(chain):
            spare = self._draw.randint(0, min(4, room))
            room -= spare
            day -= timedelta(days=spare)
            found[step] = day
            day -= timedelta(days=_AFTER.get(step, 5))
        return dict(reversed(found.items()))

    def _trades(self) -> tuple[tuple[str, int], str | None]:
        """A trade and who teaches it; sometimes a second one, taught there too."""
        draw = self._draw
        trade, name = draw.choice(self._words.trades)
        others = [one for one, there in self._words.trades if there == name and one != trade]
        chamber = self._town.partner(draw, PartnerType.CMA) if draw.random() < 0.15 else None
        second = draw.choice(others) if others and draw.random() < 0.3 else None
        return (trade, chamber or self._town.named[name]), second

    def _request(
        self, status: ReferralStatus, dates: Mapping[ReferralStatus, date]
    ) -> ReferralRequest:
        if status is _R.COMPLETED and _R.STARTED not in dates:
            return self._draw.choice(tuple(sorted(ENDS_WITH_INTERVIEW)))
        if status is _R.BROKEN:
            return ReferralRequest.MEDIATION_RUPTURE
        return self._draw.choice(_LOOKING if _R.ADMITTED in dates else _ASKING)

    def _diploma(self, story: Story) -> Diploma:
        person = story.person
        if not completed_3e(person.first_place, person.birth[1], story.fate.opened_on):
            return self._draw.choice((Diploma.NONE, Diploma.CFG))
        if person.grade in _CAP:
            return Diploma.DNB
        if age_on(person.birth[1], story.fate.opened_on) >= 19 and person.grade is None:
            return self._draw.choice((Diploma.NONE, Diploma.DNB, Diploma.CAP, Diploma.BAC))
        return self._draw.choice((Diploma.NONE, Diploma.CFG, Diploma.DNB, Diploma.DNB))

    def _search(self, dates: Mapping[ReferralStatus, date]) -> EmployerSearch:
        if _WITH_EMPLOYER & dates.keys():
            return EmployerSearch.PROMESSE
        found = (EmployerSearch.EN_COURS, EmployerSearch.EMPLOYEUR_IDENTIFIE)
        return self._draw.choice(found if _R.ADMITTED in dates else tuple(EmployerSearch)[:2])

    def _mobility(self, story: Story) -> Mobility:
        adult = age_on(story.person.birth[1], story.fate.ended_on) >= 18
        return self._draw.choice(
            [one for one in Mobility if adult or one is not Mobility.LICENCE_B]
        )


#: Not « Âge »: nobody here is too young or too old.
_DECLINES: Final = tuple(one for one in DeclineReason if one is not DeclineReason.AGE)


def _shortest(status: ReferralStatus) -> int:
    """How many days the way to that state takes at least."""
    return sum(_AFTER.get(step, 5) for step in _CHAINS[status][1:])


def _room(story: Story) -> int:
    return (story.fate.ended_on - story.fate.opened_on).days


def _fits(story: Story, status: ReferralStatus) -> bool:
    if story.fate.closed_on is not None and status not in _ENDED:
        return False
    return _shortest(status) <= _room(story)


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, time(14), tzinfo=UTC)
