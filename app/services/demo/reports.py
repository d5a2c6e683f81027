"""The fictional signalements: one behind each dossier, and some that wait or went elsewhere."""

from datetime import date, timedelta
from itertools import cycle
from random import Random

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
)
from app.models.intake import (
    IntakeGuardian,
    IntakePriorStep,
    IntakeReport,
    IntakeReportReason,
    IntakeStatusChange,
)
from app.services.demo.follow_up import ORIGINS, Story
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.names import sort_key
from app.services.rules.retention import not_retained_due_on


class Reports:
    """Makes signalements; every reason occurs."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._reasons = cycle(IntakeReason)
        self._fates = cycle(
            (IntakeStatus.RECEIVED, IntakeStatus.REDIRECTED, IntakeStatus.NOT_RETAINED)
        )

    def behind(self, story: Story, number: str) -> None:
        """The signalement that a dossier came from."""
        person = story.person
        self._write(
            number,
            story.opened_on - timedelta(days=self._draw.randint(0, 12)),
            story.origin,
            {
                "status": IntakeStatus.ADMISSIBLE,
                "created_by": story.officer_id,
                "last_name": person.last_name,
                "first_name": person.first_name,
                "sex": person.sex,
                "birth_earliest": person.birth[0],
                "birth_latest": person.birth[1],
                "sort_key": person.sort_key,
                "situation": person.situation,
                "grade": person.grade,
                "school_id": person.school_id,
                "group_id": story.group_id,
                "case_id": story.case_id,
                "decision_on": story.opened_on,
                "decision_by_id": story.officer_id,
            },
        )

    def alone(self, number: str) -> None:
        """A signalement that waits, or that opened no dossier."""
        draw, words = self._draw, self._words
        status = next(self._fates)
        last, first = draw.choice(words.family_names), draw.choice((*words.girls, *words.boys))
        born = self._today - timedelta(days=draw.randint(11 * 365, 18 * 365))
        neighbourhood_id, group_id = draw.choice(self._town.neighbourhoods)
        waiting = status is IntakeStatus.RECEIVED
        received = self._today - timedelta(days=draw.randint(0, 9 if waiting else 150))
        officer_id = draw.choice(self._town.officers)
        values: dict[str, object] = {
            "status": status,
            "created_by": officer_id,
            "last_name": last,
            "first_name": first,
            "sex": draw.choice(tuple(Sex)),
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
            values["not_retained_reason"] = draw.choice(tuple(NotRetainedReason))
            values["elimination_due_on"] = not_retained_due_on(received)
        self._write(number, received, draw.choice(ORIGINS), values)

    def _write(
        self, number: str, received: date, origin: PartnerType, values: dict[str, object]
    ) -> None:
        draw = self._draw
        partner_id = self._town.partner(draw, origin)
        report_id = self._rows.add(
            IntakeReport,
            {
                "number": f"S{number}",
                "origin_type": origin,
                "received_on": received,
                "reporter_partner_id": partner_id,
                "reporter_contact_id": self._town.contacts.get(partner_id) if partner_id else None,
                "reason_note": draw.choice(self._words.notes) if draw.random() < 0.5 else None,
                "family_informed": draw.random() < 0.7,
                "family_position": draw.choice(tuple(FamilyPosition)),
                "expected_support": draw.choice(tuple(ExpectedSupport)),
                "danger_answer": DangerAnswer.NO,
                **values,
            },
        )
        reasons = {next(self._reasons)}
        if draw.random() < 0.4:
            reasons.add(draw.choice(tuple(IntakeReason)))
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
