"""A dossier with all a sheet draws on: Yanis, his mother, a brother in the same household."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.case import CaseFile, Observation
from app.models.enums import (
    ActionResult,
    ActionStatus,
    ActionType,
    AgreementStatus,
    CaseKind,
    CaseStatus,
    DangerAnswer,
    GradeLevel,
    IntakeReason,
    IntakeStatus,
    ObservationKind,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Sex,
    SharingScope,
    Situation,
)
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Neighbourhood
from app.models.partner import Partner
from app.models.plan import Objective, PlannedAction
from app.models.referral import Referral
from app.models.youth import (
    Guardian,
    Guardianship,
    Household,
    HouseholdMembership,
    Schooling,
    Youth,
)
from tests.helpers.office import MONDAY, Office

R = TypeVar("R", bound=Base)
STAMP = {"created_at": MONDAY, "updated_at": MONDAY}


@dataclass(frozen=True)
class Family:
    """The numbers of what was written, and the office it lies in."""

    office: Office
    case_id: int
    youth_id: int
    referral_id: int
    action_id: int
    observation_id: int

    def change(self, model: type[Base], number: int, **values: object) -> None:
        """Rewrite fields of one row."""
        with Session(self.office.engine) as session, session.begin():
            row = session.get_one(model, number)
            for name, value in values.items():
                setattr(row, name, value)

    def add(self, *rows: Base) -> None:
        """Write further rows."""
        with Session(self.office.engine) as session, session.begin():
            session.add_all(rows)

    def observation(self, text: str, *, on: date, scope: SharingScope) -> None:
        """Add an observation."""
        self.add(
            Observation(
                case_id=self.case_id,
                kind=ObservationKind.CALL,
                observed_on=on,
                author_id=self.office.coordinator_id,
                text=text,
                sharing_scope=scope,
                **STAMP,
            )
        )


def make_family(office: Office, *, file_number: str = "2026-0042") -> Family:
    """Write the family into the office."""
    with Session(office.engine, autoflush=True) as session, session.begin():

        def put(row: R) -> R:
            session.add(row)
            session.flush()
            return row

        quarter = put(Neighbourhood(name=f"Les Tilleuls {file_number}", **STAMP))
        school = _partner(put, "Lycée Paul-Langevin", PartnerType.SCHOOL)
        cfa = _partner(put, "CFA du bâtiment", PartnerType.CFA)
        youth = _youth(put, "MARTEL", "Yanis", quarter.id)
        brother = _youth(put, "MARTEL", "Kévin", quarter.id)
        mother = put(
            Guardian(last_name="DIALLO", first_name="Aminata", phone="0698765432", **STAMP)
        )
        put(
            Guardianship(
                youth_id=youth.id, guardian_id=mother.id, relationship_kind=Relationship.MOTHER
            )
        )
        home = put(Household(name="Famille MARTEL-DIALLO", sort_key="martel diallo", **STAMP))
        for one in (youth, brother):
            put(
                HouseholdMembership(household_id=home.id, youth_id=one.id, from_on=date(2020, 1, 1))
            )
        put(
            Schooling(
                youth_id=youth.id,
                situation=Situation.LYCEE_PRO,
                grade=GradeLevel.G2DE_PRO,
                school_id=school.id,
                started_on=date(2026, 9, 1),
            )
        )
        case = put(
            CaseFile(
                file_number=file_number,
                kind=CaseKind.YOUTH,
                youth_id=youth.id,
                sort_key="martel yanis",
                status=CaseStatus.ACTIVE,
                opened_on=date(2026, 10, 21),
                origin_type=PartnerType.SCHOOL,
                group_id=office.north,
                lead_officer_id=office.coordinator_id,
                notice_sent_on=date(2026, 10, 23),
                agreement_status=AgreementStatus.ORAL,
                group_question="Qui peut appuyer la recherche d'un employeur ?",
                proposed_decision="Orientation vers le CFA.",
                **STAMP,
            )
        )
        report = put(
            IntakeReport(
                number=f"S-{file_number}",
                status=IntakeStatus.ADMISSIBLE,
                received_on=date(2026, 10, 20),
                danger_answer=DangerAnswer.NO,
                case_id=case.id,
                **STAMP,
            )
        )
        put(IntakeReportReason(report_id=report.id, reason=IntakeReason.DROPOUT_RISK))
        objective = put(Objective(case_id=case.id, title="Se former", position=1, **STAMP))
        action = put(
            PlannedAction(
                case_id=case.id,
                objective_id=objective.id,
                title="Rencontre au lycée",
                action_type=ActionType.SCHOOL_MEDIATION,
                sharing_scope=SharingScope.GROUP,
                status=ActionStatus.DONE,
                result=ActionResult.EFFECTIVE,
                ended_on=date(2026, 11, 2),
                **STAMP,
            )
        )
        observation = put(
            Observation(
                case_id=case.id,
                kind=ObservationKind.INTERVIEW,
                observed_on=date(2026, 11, 18),
                author_id=office.coordinator_id,
                text="Intéressé par le bâtiment ; souhaite commencer avant janvier.",
                sharing_scope=SharingScope.GROUP,
                **STAMP,
            )
        )
        referral = put(
            Referral(
                number=file_number.replace("-", "-1"),
                case_id=case.id,
                partner_id=cfa.id,
                status=ReferralStatus.INTERVIEW_SET,
                request=ReferralRequest.POSITIONNEMENT,
                first_trade="CAP maçon",
                internships="Une semaine chez un artisan",
                last_school_id=school.id,
                youth_agreed_on=date(2026, 11, 10),
                **STAMP,
            )
        )
        return Family(office, case.id, youth.id, referral.id, action.id, observation.id)


def _partner(put, name: str, kind: PartnerType) -> Partner:  # noqa: ANN001 - the writer above
    return put(Partner(name=name, sort_key=name.lower(), partner_type=kind, **STAMP))


def _youth(put, last_name: str, first_name: str, quarter_id: int) -> Youth:  # noqa: ANN001 - the writer above
    return put(
        Youth(
            last_name=last_name,
            first_name=first_name,
            sex=Sex.MALE,
            birth_earliest=date(2011, 3, 14),
            birth_latest=date(2011, 3, 14),
            neighbourhood_id=quarter_id,
            sort_key=f"{last_name} {first_name}".lower(),
            phonetic_key="",
            **STAMP,
        )
    )
