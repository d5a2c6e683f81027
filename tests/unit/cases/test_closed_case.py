"""A closed dossier is an archive: what was noted stays as it was, until it is reopened."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import Refused
from app.models.enums import (
    ActionStatus,
    ActionType,
    CaseStatus,
    ClosureReason,
    ObservationKind,
    ReferralRequest,
    ReferralStatus,
    Role,
    Sex,
)
from app.services.actions import ActionEntry, move_action, save_action, undo_move
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.closure import CaseClosed
from app.services.desk import Desk
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.prints import synthesis
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.IN_TRAINING, closure_review="Entré au CFA."
)


def writes(desk: Desk, case_id: int, partner: int) -> dict[str, Callable[[], object]]:
    """What one writes in a dossier that has an objective, an action and an orientation."""
    save_objective(desk, case_id, ObjectiveEntry("Se former"))
    aim = plan(desk, case_id)[0].id
    entry = ActionEntry(aim, "Rencontre", ActionType.YOUTH_INTERVIEW)
    save_action(desk, case_id, entry)
    action = plan(desk, case_id)[0].actions[0].id
    _, back = move_action(desk, case_id, action, ActionStatus.IN_PROGRESS)
    asked = ReferralEntry(partner, ReferralRequest.INFORMATION)
    referral = save_referral(desk, case_id, asked).ref
    seen = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")
    return {
        "objective": lambda: save_objective(desk, case_id, ObjectiveEntry("Se loger")),
        "action": lambda: save_action(desk, case_id, entry),
        "undo": lambda: undo_move(desk, case_id, action, back),
        "move": lambda: move_action(desk, case_id, action, ActionStatus.CANCELLED),
        "observation": lambda: save_observation(desk, case_id, seen),
        "referral": lambda: save_referral(desk, case_id, asked),
        "referral move": lambda: move_referral(
            desk, referral, ReferralMove(ReferralStatus.CONSENT_PENDING)
        ),
    }


def test_nothing_of_the_follow_up_changes_until_it_reopens(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    ways = writes(desk, case_id, plant_partner(office))
    move_case(desk, case_id, CLOSING)
    for write in ways.values():
        with pytest.raises(CaseClosed):
            write()
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Contrat rompu."))
    for write in ways.values():
        write()


def test_a_closed_dossier_out_of_reach_does_not_say_that_it_is_closed(office: Office) -> None:
    case_id = plant_case(office)
    move_case(office.desk(), case_id, CLOSING)
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    with pytest.raises(Refused):
        save_objective(elsewhere, case_id, ObjectiveEntry("Se loger"))


def test_it_is_still_read_printed_and_its_identity_corrected(office: Office) -> None:
    """A person may have what is wrong about them corrected (RGPD art. 16), and the term follows."""
    desk, case_id = office.desk(), plant_case(office)
    move_case(desk, case_id, CLOSING)
    assert synthesis(desk, case_id).pages == 1
    older = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.exactly(date(2003, 2, 10)))
    save_identity(desk, case_id, older)
    assert read_case(desk, case_id).header.elimination_due_on == date(2028, 2, 10)
