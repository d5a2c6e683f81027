"""Signalements and orientations in the search box.

By their number; and, of the signalements that led to no dossier, by whom they are about.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Select, select

from app.models.case import CaseFile
from app.models.enums import IntakeStatus, ReferralStatus, ReportSubject
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Household, Youth
from app.services.access import visible_cases, visible_intakes
from app.services.desk import Work
from app.services.intake_subject import report_label
from app.services.rules.french import short_date
from app.services.rules.rights import UseCase
from app.services.search_hits import (
    Reason,
    SearchHit,
    by_birth,
    likeliest,
    person,
    shown_birth,
)
from app.services.search_index import Found
from app.services.search_matches import Question, newest
from app.services.search_numbers import Numbers
from app.services.search_words import Asked, answers

_PREFIXES: Final = ("S", "")  # the first vaults gave numbers without the letter


class Intakes:
    """The signalements that this actor reaches."""

    def __init__(self, work: Work, limit: int) -> None:
        self._limit = limit
        wanted = _intakes(work)
        number = IntakeReport.id.expression
        self._lines = Question(work, newest(wanted, Found.INTAKE, number, limit))
        self._numbers = Numbers(
            work, wanted, IntakeReport.number.expression, number, limit=limit, prefixes=_PREFIXES
        )

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """Those known by their number first."""
        found = {
            row.id: _intake(row, Reason.NUMBER, row.number)
            for row in self._numbers.ask(work, asked)
        }
        for row in likeliest(work, self._lines, asked, _names, self._limit):
            found.setdefault(row.id, _intake(row, *_why(asked, row)))
        return list(found.values())[: self._limit]

    def find_slipped(
        self, work: Work, asked: Asked, near: Mapping[str, Sequence[str]]
    ) -> Sequence[SearchHit]:
        """Those whose words are `near` to what is typed."""
        rows = self._lines.ask(work, match=asked.slipped(near))
        return [_intake(row, Reason.SLIP, "") for row in rows]


class Referrals:
    """The orientations that this actor reaches."""

    def __init__(self, work: Work, limit: int) -> None:
        self._limit = limit
        number, ref = Referral.number.expression, Referral.id.expression
        self._numbers = Numbers(work, _referrals(work), number, ref, limit=limit)

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """By their number alone."""
        return [_referral(row) for row in self._numbers.ask(work, asked)]


def _intakes(work: Work) -> Select[*tuple[Any, ...]]:
    return select(
        IntakeReport.id, IntakeReport.number, IntakeReport.status, IntakeReport.received_on,
        IntakeReport.subject, IntakeReport.last_name, IntakeReport.usage_name,
        IntakeReport.first_name, IntakeReport.place, IntakeReport.birth_earliest,
        IntakeReport.birth_latest,
    ).where(visible_intakes(work))  # fmt: skip


def _intake(row: Row[Any], reason: Reason, matched: str) -> SearchHit:
    title = report_label(
        ReportSubject(row.subject), row.last_name, row.usage_name, row.first_name, row.place
    )
    parts = (
        f"signalement {row.number}",
        f"reçu le {short_date(date.fromisoformat(row.received_on))}",
        IntakeStatus(row.status).label,
    )
    return SearchHit(Found.INTAKE, row.id, title, " · ".join(parts), reason, matched or title)


def _why(asked: Asked, row: Row[Any]) -> tuple[Reason, str]:
    born = shown_birth(row.birth_earliest, row.birth_latest)
    if answers(asked.ways, *_names(row)):
        return Reason.NAME, ""
    if by_birth(asked, born, *_names(row)):
        return Reason.BIRTH, born
    return Reason.PLACE, row.place or ""


def _names(row: Row[Any]) -> Sequence[str]:
    return [one for one in (row.last_name, row.usage_name, row.first_name) if one]


def _referrals(work: Work) -> Select[*tuple[Any, ...]]:
    home = select(Household.name).where(Household.id == CaseFile.household_id).scalar_subquery()
    return (
        select(
            Referral.id, Referral.number, Referral.status, Partner.name, Youth.last_name,
            Youth.usage_name, Youth.first_name, home.label("home"),
        )
        .select_from(Referral)
        .join(CaseFile, CaseFile.id == Referral.case_id)
        .join(Partner, Partner.id == Referral.partner_id)
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .where(visible_cases(work, UseCase.READ_REFERRAL))
    )  # fmt: skip


def _referral(row: Row[Any]) -> SearchHit:
    title = person(row.usage_name, row.last_name, row.first_name, row.home)
    detail = f"orientation {row.number} · {row.name} · {ReferralStatus(row.status).label}"
    return SearchHit(Found.REFERRAL, row.id, title, detail, Reason.NUMBER, row.number)
