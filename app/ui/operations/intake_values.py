"""Between the answers of the form and the signalement that the services know."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.services.choices import (
    DangerAnswer,
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    ReportSubject,
    Sex,
    Situation,
    member,
)
from app.services.intake import IntakePage
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.rules.partial_dates import PartialDate
from app.ui.forms.specs.intake import step_day
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]


def to_entry(
    values: Values, guardians: Sequence[Values], *, transmitted: bool, version: int | None
) -> IntakeEntry:
    """What is saved. « Oui » to danger is no answer that can be saved: it leaves it unanswered."""
    partner_id, contact_id = _pair(values["reporter"])
    steps = _codes(values["prior_steps"])
    answer = DangerAnswer.NO if values["danger"] is False else None
    return IntakeEntry(
        received_on=_day(values["received_on"]),
        origin_type=member(PartnerType, values["origin_type"]),
        reporter_partner_id=partner_id,
        reporter_contact_id=contact_id,
        author_reference=_text(values["author_reference"]),
        subject=member(ReportSubject, values["subject"]) or ReportSubject.YOUTH,
        place=_text(values["place"]),
        last_name=_text(values["last_name"]),
        usage_name=_text(values["usage_name"]),
        first_name=_text(values["first_name"]),
        sex=member(Sex, values["sex"]),
        birth=_birth(values["birth"]),
        address=_text(values["address"]),
        postal_code=_text(values["postal_code"]),
        city=_text(values["city"]),
        phone=_text(values["phone"]),
        email=_text(values["email"]),
        guardians=tuple(_guardian(one) for one in guardians),
        situation=member(Situation, values["situation"]),
        grade=member(GradeLevel, values["grade"]),
        school_id=_number(values["school"]),
        reasons=frozenset(one for one in IntakeReason if one.value in _codes(values["reasons"])),
        reason_note=_text(values["reason_note"]),
        prior_steps=tuple(
            (one, _day(values[step_day(one.value)])) for one in PriorStep if one.value in steps
        ),
        family_informed=_truth(values["family_informed"]),
        family_informed_on=_day(values["family_informed_on"]),
        family_informed_by=_text(values["family_informed_by"]),
        family_position=member(FamilyPosition, values["family_position"]),
        expected_support=member(ExpectedSupport, values["expected_support"]),
        danger_answer=DangerAnswer.TRANSMITTED if transmitted else answer,
        neighbourhood_id=_number(values["neighbourhood"]),
        group_id=_number(values["group"]),
        version=version,
    )


def to_values(page: IntakePage) -> dict[str, object]:
    """What the form shows of a signalement already written."""
    entry = page.entry
    values: dict[str, object] = {
        "received_on": entry.received_on,
        "origin_type": entry.origin_type,
        "reporter": _reference(_pair_code(entry), page.reporter),
        "author_reference": entry.author_reference,
        "subject": entry.subject,
        "place": entry.place,
        "last_name": entry.last_name,
        "usage_name": entry.usage_name,
        "first_name": entry.first_name,
        "sex": entry.sex,
        "birth": entry.birth,
        "address": entry.address,
        "postal_code": entry.postal_code,
        "city": entry.city,
        "phone": entry.phone,
        "email": entry.email,
        "situation": entry.situation,
        "grade": entry.grade,
        "school": _reference(_code(entry.school_id), page.school),
        "reasons": tuple(str(one) for one in entry.reasons),
        "reason_note": entry.reason_note,
        "prior_steps": tuple(str(step) for step, _ in entry.prior_steps),
        "family_informed": entry.family_informed,
        "family_informed_on": entry.family_informed_on,
        "family_informed_by": entry.family_informed_by,
        "family_position": entry.family_position,
        "expected_support": entry.expected_support,
        "danger": False if entry.danger_answer is DangerAnswer.NO else None,
        "neighbourhood": _reference(_code(entry.neighbourhood_id), page.neighbourhood),
        "group": _reference(_code(entry.group_id), page.group),
    }
    values |= {step_day(str(step)): day for step, day in entry.prior_steps}
    return values


def guardian_values(entry: IntakeGuardianEntry) -> dict[str, object]:
    """What the form shows of a representative."""
    return {
        "relationship_kind": entry.relationship_kind,
        "last_name": entry.last_name,
        "first_name": entry.first_name,
        "phone": entry.phone,
        "email": entry.email,
        "parental_authority": entry.parental_authority,
        "address": entry.address,
    }


def _guardian(values: Values) -> IntakeGuardianEntry:
    return IntakeGuardianEntry(
        last_name=_text(values["last_name"]),
        relationship_kind=member(Relationship, values["relationship_kind"]),
        first_name=_text(values["first_name"]),
        parental_authority=values["parental_authority"] is not False,
        address=_text(values["address"]),
        phone=_text(values["phone"]),
        email=_text(values["email"]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _birth(value: object) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _codes(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None


def _pair(value: object) -> tuple[int | None, int | None]:
    body, _, person = value.partition(":") if isinstance(value, str) else ("", "", "")
    return _number(body), _number(person)


def _code(number: int | None) -> str:
    return "" if number is None else str(number)


def _pair_code(entry: IntakeEntry) -> str:
    body = _code(entry.reporter_partner_id)
    person = _code(entry.reporter_contact_id)
    return f"{body}:{person}" if body and person else body


def _reference(code: str, words: str) -> Choice | None:
    return Choice(code, words) if code else None
