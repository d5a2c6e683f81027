"""Whom the fictional town is not sure of: a family, somebody unknown, namesakes; kept filters.

Written through the use cases themselves, as in `showcase`.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from app.models.case import CaseFile
from app.models.enums import (
    CaseStatus,
    DangerAnswer,
    ExpectedSupport,
    FamilyPosition,
    IntakeReason,
    PartnerType,
    Relationship,
    ReportSubject,
    Sex,
)
from app.models.partner import Partner
from app.models.youth import Youth
from app.services.access import visible_cases
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.exports import ListName
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase
from app.services.saved_filters import FilterEntry, save_filter
from app.services.told_apart import tell_apart
from app.services.youths import IdentityEntry

_FILTERS: Final = (
    (ListName.CASES, FilterEntry("Bilans en cours", {"status": (CaseStatus.REVIEW,)})),
    (ListName.CASES, FilterEntry("Mes retards", {"need": ("mine", "overdue")})),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody who has a dossier."""

    case_id: int
    group_id: int | None
    last_name: str
    first_name: str
    sex: Sex | None
    birth: PartialDate


def show_doubts(desk: Desk) -> None:
    """Add them beside the first two dossiers that are followed; nothing where there are fewer."""
    known = _known(desk)
    if len(known) < 2:
        return
    alike, apart = known
    _open_again(desk, alike)
    tell_apart(desk, apart.case_id, _open_again(desk, apart))
    _report(desk, alike)
    for listed, entry in _FILTERS:
        save_filter(desk, listed, entry)


def _known(desk: Desk) -> tuple[_Known, ...]:
    with desk.read() as work:
        rows = work.session.execute(
            select(CaseFile.id, CaseFile.group_id, Youth)
            .join(Youth, Youth.id == CaseFile.youth_id)
            .where(
                CaseFile.status == CaseStatus.ACTIVE,
                visible_cases(work, UseCase.MERGE_CASE),
            )
            .order_by(CaseFile.id)
            .limit(2)
        )
        return tuple(
            _Known(
                case_id,
                group_id,
                youth.last_name,
                youth.first_name,
                youth.sex,
                PartialDate(youth.birth_earliest, youth.birth_latest),
            )
            for case_id, group_id, youth in rows
        )


def _open_again(desk: Desk, known: _Known) -> int:
    """A second dossier, the first name ending otherwise: perhaps the same person's."""
    first = known.first_name
    typed = first.removesuffix("e") if first.endswith("e") else f"{first}e"
    identity = IdentityEntry(known.last_name, typed, known.sex, known.birth)
    opened = open_directly(
        desk, OpeningEntry(identity, PartnerType.FAMILY, known.group_id, desk.actor.account_id)
    )
    return opened.ref or 0


def _report(desk: Desk, near: _Known) -> None:
    """A family that asks for help as such, and a young person seen whom nobody could name."""
    with desk.read() as work:
        bodies = {
            kind: work.session.scalar(
                select(Partner.id).where(Partner.partner_type == kind).order_by(Partner.id).limit(1)
            )
            for kind in (PartnerType.LANDLORD, PartnerType.TRANSPORT)
        }
    today = desk.clock.today()
    family = IntakeEntry(
        received_on=today,
        origin_type=PartnerType.LANDLORD,
        reporter_partner_id=bodies[PartnerType.LANDLORD],
        subject=ReportSubject.FAMILY,
        last_name="VALLORBE",
        guardians=(IntakeGuardianEntry("VALLORBE", Relationship.MOTHER, "Hélène"),),
        address="14 rue des Peupliers",
        postal_code="91100",
        city="Valmont",
        reasons=frozenset({IntakeReason.PARENTING_SUPPORT, IntakeReason.HOUSING_LINK}),
        reason_note="La famille demande un appui pour ses démarches.",
        family_informed=True,
        family_informed_on=today,
        family_position=FamilyPosition.AGREES,
        expected_support=ExpectedSupport.CONTACT_FAMILY,
        danger_answer=DangerAnswer.NO,
        group_id=near.group_id,
    )
    unknown = IntakeEntry(
        received_on=today,
        origin_type=PartnerType.TRANSPORT,
        reporter_partner_id=bodies[PartnerType.TRANSPORT],
        subject=ReportSubject.UNKNOWN,
        place="Gare de Valmont, en semaine vers 10 h",
        reasons=frozenset({IntakeReason.DROPOUT_RISK}),
        reason_note="Vu aux heures de cours, trois jours de suite.",
        expected_support=ExpectedSupport.COORDINATION,
        danger_answer=DangerAnswer.NO,
        group_id=near.group_id,
    )
    for entry in (family, unknown):
        save_intake(desk, entry)
