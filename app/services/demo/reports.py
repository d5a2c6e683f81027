"""The fictional signalements: one behind each dossier, and some that wait or went elsewhere."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Final

from app.models.enums import (
    DangerAnswer,
    ExpectedSupport,
    FamilyPosition,
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PartnerType,
    PriorStep,
    Relationship,
    Sex,
    Situation,
)
from app.models.intake import (
    IntakeGuardian,
    IntakePriorStep,
    IntakeReport,
    IntakeReportReason,
    IntakeStatusChange,
)
from app.services.demo.classes import AT_SCHOOL
from app.services.demo.follow_up import Story
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.ages import MAJORITY, age_on
from app.services.rules.month_arithmetic import add_years
from app.services.rules.names import sort_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import attendance_allowed, not_retained_due_on

_PUPIL = (Situation.COLLEGE, Situation.SEGPA)
_LYCEE = (Situation.LYCEE_PRO, Situation.LYCEE_GT)
_AFTER_SCHOOL: Final = (
    Situation.CFA_NO_CONTRACT,
    Situation.ML_FOLLOWED,
    Situation.NEET,
    Situation.TRAINEE,
    Situation.JOB_SEEKER,
)
_SCHOOLS: Final = frozenset({*_PUPIL, *_LYCEE})
#: Said of anybody, wherever they are; those who have no dossier are at school.
_ANYWHERE = (Situation.COLLEGE,)
_FROM_SCHOOL = (PartnerType.SCHOOL, PartnerType.DSDEN, PartnerType.CIO)
_FROM_TOWN = (PartnerType.CITY_SERVICE, PartnerType.ASSOCIATION, PartnerType.CCAS)
#: Of whom each is said: a usual age, situations, and who says it.
_SAID: Final[Mapping[IntakeReason, tuple[int, tuple[Situation, ...], tuple[PartnerType, ...]]]] = {
    IntakeReason.ABSENTEEISM: (13, _PUPIL, _FROM_SCHOOL),
    IntakeReason.DROPOUT_RISK: (14, (*_PUPIL, *_LYCEE), _FROM_SCHOOL),
    IntakeReason.DROPOUT: (16, (Situation.DROPPED_OUT,), (PartnerType.PSAD, *_FROM_SCHOOL)),
    IntakeReason.TEMP_EXCLUSION: (13, (*_PUPIL, *_LYCEE), (PartnerType.SCHOOL,)),
    IntakeReason.PERM_EXCLUSION: (14, (Situation.EXCLUDED_PENDING,), _FROM_SCHOOL),
    IntakeReason.NO_PLACE: (15, (Situation.NO_PLACE,), (PartnerType.FAMILY, PartnerType.DSDEN)),
    IntakeReason.APPRENTICESHIP_BREAK: (17, (Situation.CFA_NO_CONTRACT,), (PartnerType.CFA,)),
    IntakeReason.NO_ACTIVITY: (
        18,
        (Situation.NEET, Situation.JOB_SEEKER, Situation.UNKNOWN),
        (PartnerType.MISSION_LOCALE, PartnerType.PREVENTION_SPE),
    ),
    IntakeReason.SCHOOL_CONDUCT: (13, _PUPIL, (PartnerType.SCHOOL,)),
    IntakeReason.PARENTING_SUPPORT: (12, _ANYWHERE, (PartnerType.FAMILY, PartnerType.CAF)),
    IntakeReason.NEIGHBOURHOOD: (15, _ANYWHERE, (PartnerType.POLICE_MUNICIPALE, *_FROM_TOWN)),
    IntakeReason.TRANSPORT: (14, _ANYWHERE, (PartnerType.TRANSPORT,)),
    IntakeReason.HOUSING_LINK: (13, _ANYWHERE, (PartnerType.LANDLORD,)),
    IntakeReason.VICTIM: (13, _ANYWHERE, (PartnerType.VICTIM_SUPPORT, PartnerType.SCHOOL)),
    IntakeReason.ORIENTATION_REQUEST: (
        17,
        (*_LYCEE, *_AFTER_SCHOOL),
        (PartnerType.YOUTH, PartnerType.FAMILY),
    ),
    IntakeReason.OTHER: (15, _ANYWHERE, (PartnerType.OTHER, *_FROM_TOWN)),
}
#: Said by nobody else.
_OWN: Final = frozenset({IntakeReason.HOUSING_LINK, IntakeReason.TRANSPORT})
_ALONE: Final = tuple(_SAID.items())
#: Not « 25 ans ou plus »: nobody here is.
_NOT_RETAINED: Final = tuple(
    one for one in NotRetainedReason if one is not NotRetainedReason.TOO_OLD
)


class Reports:
    """Makes signalements; every reason occurs."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._reasons = cycle(_ALONE)
        self._fates = cycle(
            (IntakeStatus.RECEIVED, IntakeStatus.REDIRECTED, IntakeStatus.NOT_RETAINED)
        )

    def behind(self, story: Story, number: str) -> None:
        """The signalement that a dossier came from."""
        person, fate = story.person, story.fate
        received = fate.opened_on - timedelta(days=self._draw.randint(0, 12))
        situation, grade = person.first_place
        reasons = self._suiting(received, person.birth[1], situation, fate.origin)
        self._write(
            number,
            received,
            fate.origin,
            reasons,
            {
                "status": IntakeStatus.ADMISSIBLE,
                "created_by": story.officer_id,
                "last_name": person.last_name,
                "first_name": person.first_name,
                "sex": person.sex,
                "birth_earliest": person.birth[0],
                "birth_latest": person.birth[1],
                "sort_key": person.sort_key,
                "situation": situation,
                "grade": grade,
                "school_id": person.first_school_id,
                "neighbourhood_id": person.neighbourhood_id,
                "group_id": person.group_id,
                "case_id": story.case_id,
                "decision_on": fate.opened_on,
                "decision_by_id": story.officer_id,
            },
        )

    def alone(self, number: str) -> None:
        """A signalement that waits, or that opened no dossier."""
        draw, words = self._draw, self._words
        status = next(self._fates)
        reason, (age, situations, origins) = next(self._reasons)
        sex = draw.choice(tuple(Sex))
        last = draw.choice(words.family_names)
        first = draw.choice(words.girls if sex is Sex.FEMALE else words.boys)
        # past the whole age today, and already of it on the day it was received
        born = add_years(self._today, -age) - timedelta(days=draw.randint(160, 300))
        classes = dict(AT_SCHOOL[age])
        situation = draw.choice(
            [one for one in situations if one in classes or one not in _SCHOOLS]
        )
        grade = classes.get(situation)
        neighbourhood_id, group_id = draw.choice(self._town.neighbourhoods)
        waiting = status is IntakeStatus.RECEIVED
        received = self._today - timedelta(days=draw.randint(0, 9 if waiting else 150))
        officer_id = draw.choice(self._town.officers)
        values: dict[str, object] = {
            "status": status,
            "created_by": officer_id,
            "last_name": last,
            "first_name": first,
            "sex": sex,
            "situation": situation,
            "grade": grade,
            "school_id": self._town.school(draw, situation),
            "birth_earliest": born,
            "birth_latest": born,
            "sort_key": sort_key(last, first),
            "neighbourhood_id": neighbourhood_id,
            "group_id": group_id,
        }
        if not waiting:
            values |= {"decision_on": received, "decision_by_id": officer_id}
        if status is IntakeStatus.REDIRECTED:
            values["redirected_to_id"] = draw.choice(
                [number for found in self._town.partners.values() for number in found]
            )
        if status is IntakeStatus.NOT_RETAINED:
            values["not_retained_reason"] = draw.choice(_NOT_RETAINED)
            values["elimination_due_on"] = not_retained_due_on(received)
        self._write(number, received, draw.choice(origins), (reason,), values)

    def _suiting(
        self, received: date, born: date, situation: Situation, origin: PartnerType
    ) -> tuple[IntakeReason, ...]:
        """One reason or two that may be said of somebody of that age, in that situation."""
        age = age_on(born, received)
        absent = attendance_allowed(PartialDate(born, born), received)
        found = [
            one
            for one, (usual, situations, _) in _SAID.items()
            if (situation in situations or situations is _ANYWHERE)
            and (one is not IntakeReason.ABSENTEEISM or absent)
            and (usual < 16 or age >= 15)
            and (one is not IntakeReason.PARENTING_SUPPORT or age < MAJORITY)
        ]
        own = [one for one in found if origin in _SAID[one][2]]
        found = own or [one for one in found if one not in _OWN]
        return tuple(self._draw.sample(found, min(len(found), self._draw.choice((1, 1, 2)))))

    def _note(self, reason: IntakeReason) -> str | None:
        said = reason is IntakeReason.OTHER or self._draw.random() < 0.6
        return self._draw.choice(self._words.notes[reason].every) if said else None

    def _write(
        self,
        number: str,
        received: date,
        origin: PartnerType,
        reasons: tuple[IntakeReason, ...],
        values: dict[str, object],
    ) -> None:
        draw = self._draw
        school_id = values.get("school_id")
        own = school_id if origin is PartnerType.SCHOOL and isinstance(school_id, int) else None
        partner_id = own or self._town.partner(draw, origin)
        report_id = self._rows.add(
            IntakeReport,
            {
                "number": f"S{number}",
                "origin_type": origin,
                "received_on": received,
                "reporter_partner_id": partner_id,
                "reporter_contact_id": self._town.contacts.get(partner_id) if partner_id else None,
                "reason_note": self._note(reasons[0]),
                "family_informed": draw.random() < 0.7,
                "family_position": draw.choice(tuple(FamilyPosition)),
                "expected_support": draw.choice(tuple(ExpectedSupport)),
                "danger_answer": DangerAnswer.NO,
                **values,
            },
        )
        for reason in sorted(reasons):
            self._rows.add(IntakeReportReason, {"report_id": report_id, "reason": reason})
        step = {"step": draw.choice(tuple(PriorStep)), "done_on": received - timedelta(days=5)}
        self._rows.add(IntakePriorStep, {"report_id": report_id, **step})
        self._rows.add(
            IntakeGuardian,
            {
                "report_id": report_id,
                "last_name": values["last_name"],
                "first_name": draw.choice(self._words.girls),
                "relationship_kind": Relationship.MOTHER,
            },
        )
        before: object = None
        for state in dict.fromkeys((IntakeStatus.RECEIVED, values["status"])):
            self._rows.add(
                IntakeStatusChange,
                {
                    "report_id": report_id,
                    "from_status": before,
                    "to_status": state,
                    "effective_on": received if before is None else values["decision_on"],
                    "at": self._rows.now,
                    "by_id": values["created_by"],
                },
            )
            before = state
