"""What a dossier follows, as it is written and corrected."""

from dataclasses import replace
from datetime import date

from app.models.attachment import Attachment
from app.models.case import Observation
from app.models.enums import (
    ActionType,
    GradeLevel,
    ObservationKind,
    ReferralRequest,
    SharingScope,
)
from app.models.plan import Objective, PlannedAction
from app.services.actions import ActionEntry, save_action
from app.services.attachments import AttachmentEntry, add_attachment, save_attachment
from app.services.case_edit import CaseEntry, save_case
from app.services.desk import Desk
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from tests.helpers.cases import plant_partner
from tests.helpers.documents import document
from tests.helpers.office import Office
from tests.unit.history.restorable.common import SEEN, TODAY, Case, Written, only


def _case(office: Office, desk: Desk, case_id: int) -> Case:
    save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    entry = CaseEntry(office.south, office.coordinator_id, next_review_on=date(2027, 1, 4))
    return Case(Target(Kind.CASE, case_id), lambda: save_case(desk, case_id, entry))


def _observation(office: Office, desk: Desk, case_id: int) -> Case:
    save_observation(desk, case_id, SEEN)
    number = only(desk, Observation.id)
    entry = ObservationEntry(
        ObservationKind.INTERVIEW,
        date(2026, 11, 20),
        "Vu avec sa mère.",
        SharingScope.GROUP,
        plant_partner(office),
        "Il veut travailler.",
        1,
    )
    return Case(
        Target(Kind.OBSERVATION, number),
        lambda: save_observation(desk, case_id, entry, observation_id=number),
    )


def _attachment(_office: Office, desk: Desk, case_id: int) -> Case:
    add_attachment(desk, case_id, AttachmentEntry("Convention"), document())
    number = only(desk, Attachment.id)
    entry = AttachmentEntry("Bulletin", SharingScope.GROUP, 1)
    return Case(
        Target(Kind.ATTACHMENT, number),
        lambda: save_attachment(desk, case_id, entry, attachment_id=number),
    )


def _objective(_office: Office, desk: Desk, case_id: int) -> Case:
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    number = only(desk, Objective.id)
    entry = ObjectiveEntry("Se former", TODAY, 1)
    return Case(
        Target(Kind.OBJECTIVE, number),
        lambda: save_objective(desk, case_id, entry, objective_id=number),
    )


def _action(office: Office, desk: Desk, case_id: int) -> Case:
    partner_id = plant_partner(office)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    aim = only(desk, Objective.id)
    entry = ActionEntry(aim, "Rencontre", ActionType.YOUTH_INTERVIEW)
    save_action(desk, case_id, entry)
    number = only(desk, PlannedAction.id)
    changed = replace(
        entry,
        title="Visite",
        sharing_scope=SharingScope.GROUP,
        pilot_partner_id=partner_id,
        contributor_ids=(partner_id,),
        start_on=TODAY,
        due_on=date(2026, 12, 1),
        version=1,
    )
    return Case(
        Target(Kind.ACTION, number),
        lambda: save_action(desk, case_id, changed, action_id=number),
    )


def _referral(office: Office, desk: Desk, case_id: int) -> Case:
    partner_id = plant_partner(office)
    entry = ReferralEntry(partner_id, ReferralRequest.INFORMATION, first_trade="Cuisine")
    number = save_referral(desk, case_id, entry).ref
    changed = replace(
        entry,
        partner_id=plant_partner(office, "CMA"),
        request=ReferralRequest.INSCRIPTION,
        first_trade="Boulangerie",
        include_sex=True,
        youth_agreed_on=TODAY,
        last_grade=GradeLevel.G3E,
        version=1,
    )
    return Case(
        Target(Kind.REFERRAL, number),
        lambda: save_referral(desk, case_id, changed, referral_id=number),
    )


FOLLOW_UP: Written = {
    Kind.CASE: _case,
    Kind.OBSERVATION: _observation,
    Kind.ATTACHMENT: _attachment,
    Kind.OBJECTIVE: _objective,
    Kind.ACTION: _action,
    Kind.REFERRAL: _referral,
}
