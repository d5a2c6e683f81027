"""Which forms keep a draft, and which record each is about: one table for all who ask.

A draft's key is the number of a record, or « 12.34 »: part 34 of record 12 (« 12.7.34 » when it
is a part of its person 7, « 12.7.new » when it is none yet). Numbers alone say
nothing: those of dossiers, accounts and quartiers run side by side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import String, and_, column, false, or_
from sqlalchemy.sql import ColumnElement

from app.services.rows import Ref

NEW: Final = "new"
"""The key of a draft whose record is not in the vault yet."""
_STEPS: Final = "move."


@dataclass(frozen=True, slots=True)
class DraftForm:
    """`table` of the record it is about, "" for none with a number; `part`: of what follows it."""

    table: str
    part: str = ""


_CASE: Final = DraftForm("case_file")
_REFERRAL: Final = DraftForm("referral")
#: By the name that a `DraftKey` gives. « move. » stands for all that begin with it.
FORMS: Final[Mapping[str, DraftForm]] = {
    "case": _CASE,
    "case.new": _CASE,
    "case.status": _CASE,
    "youth": _CASE,
    "notice": _CASE,
    "household.new": _CASE,
    "household.enter": _CASE,
    "contact": DraftForm("case_file", "youth_contact"),
    "contact.guardian": DraftForm("case_file", "guardian_contact"),
    "household.second": _CASE,
    "referral.new": _CASE,
    "guardian": DraftForm("case_file", "guardian"),
    "schooling": DraftForm("case_file", "schooling"),
    "attendance": DraftForm("case_file", "attendance_fact"),
    "departure": _CASE,
    "observation": DraftForm("case_file", "observation"),
    "attachment": DraftForm("case_file", "attachment"),
    "objective": DraftForm("case_file", "objective"),
    "action": DraftForm("case_file", "planned_action"),
    "postpone": DraftForm("case_file", "planned_action"),
    "referral": _REFERRAL,
    "agreements": _REFERRAL,
    _STEPS: _REFERRAL,
    "household": DraftForm("household"),
    "household.case": DraftForm("household"),
    "household.child": DraftForm("household"),
    "household.adult": DraftForm("household", "household_adult"),
    "intake": DraftForm("intake_report"),
    "intake.decision": DraftForm("intake_report"),
    "partner": DraftForm("partner"),
    "partner.quick": DraftForm("partner"),
    "account": DraftForm("account"),
    "group": DraftForm("working_group"),
    "neighbourhood": DraftForm("neighbourhood"),
    "organisation": DraftForm(""),
    "watched_word": DraftForm(""),
}


def known_name(form: str) -> str:
    """The name of a form in the table: the steps of an orientation are one."""
    return _STEPS if form.startswith(_STEPS) else form


def drafts_about(ref: Ref) -> ColumnElement[bool]:
    """The condition of `draft` that finds what anybody was typing of a record."""
    name, number = ref
    key: ColumnElement[str] = column("record_key", String)
    found = [
        and_(_is(form), or_(key == str(number), key.like(f"{number}.%")))
        for form, known in FORMS.items()
        if known.table == name
    ]
    found += [
        and_(_is(form), key.like(f"%.{number}"))
        for form, known in FORMS.items()
        if known.part == name
    ]
    return or_(false(), *found)


def is_about(form: str, key: str, ref: Ref) -> bool:
    """The same of one draft that is out of its table."""
    known = FORMS.get(known_name(form))
    first, _, rest = key.partition(".")
    part = rest.rpartition(".")[2]
    return known is not None and ref in {
        (table, int(number))
        for table, number in ((known.table, first), (known.part, part))
        if number.isdigit()
    }


def _is(name: str) -> ColumnElement[bool]:
    form: ColumnElement[str] = column("form", String)
    return form.startswith(name, autoescape=True) if name == _STEPS else form == name
