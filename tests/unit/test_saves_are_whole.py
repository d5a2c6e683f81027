"""A record and its children are saved together or not at all, wherever the saving stops."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import UserFacingError
from app.models.base import Base
from app.models.connection import connect
from app.models.enums import (
    ActionType,
    DangerAnswer,
    IntakeReason,
    PartnerType,
    PriorStep,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Sex,
    SharingScope,
    Situation,
)
from app.services import failures
from app.services.actions import ActionEntry, save_action
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household
from app.services.intake import read_intake
from app.services.intake_decide import retain_new
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import Office

Save = Callable[[], object]
LYCEE = PartnerEntry(
    name="Lycée Paul-Langevin",
    partner_type=PartnerType.SCHOOL,
    contacts=(
        ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE"),
        ContactEntry(last_name="ROCHE", first_name="Paul"),
    ),
)


def report(office: Office, partner: int) -> IntakeEntry:
    return IntakeEntry(
        received_on=date(2026, 11, 20),
        origin_type=PartnerType.SCHOOL,
        reporter_partner_id=partner,
        last_name="Zidi",
        first_name="Lina",
        sex=Sex.FEMALE,
        birth=PartialDate.exactly(BORN),
        guardians=(
            IntakeGuardianEntry("ZIDI", Relationship.MOTHER, "Sofia"),
            IntakeGuardianEntry("ZIDI", Relationship.FATHER, "Karim"),
        ),
        situation=Situation.LYCEE_PRO,
        reasons=frozenset({IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT_RISK}),
        prior_steps=((PriorStep.CALL_FAMILY, date(2026, 11, 10)),),
        family_informed=False,
        danger_answer=DangerAnswer.NO,
        group_id=office.north,
    )


def signalement(office: Office, desk: Desk) -> Save:
    entry = report(office, save_partner(desk, LYCEE).ref)
    return lambda: save_intake(desk, entry, complete=True)


def signalement_corrected(office: Office, desk: Desk) -> Save:
    entry = report(office, save_partner(desk, LYCEE).ref)
    number = save_intake(desk, entry, complete=True).ref
    changed = replace(
        entry,
        guardians=entry.guardians[:1],
        reasons=frozenset({IntakeReason.ABSENTEEISM}),
        version=read_intake(desk, number).version,
    )
    return lambda: save_intake(desk, changed, report_id=number, complete=True)


def signalement_retained(office: Office, desk: Desk) -> Save:
    number = save_intake(desk, report(office, save_partner(desk, LYCEE).ref), complete=True).ref
    version = read_intake(desk, number).version
    return lambda: retain_new(desk, number, lead_officer_id=office.coordinator_id, version=version)


def dossier(office: Office, desk: Desk) -> Save:
    entry = OpeningEntry(
        identity=IdentityEntry(
            last_name="Martel", first_name="Yanis", sex=Sex.MALE, birth=PartialDate.exactly(BORN)
        ),
        origin_type=PartnerType.SCHOOL,
        group_id=office.north,
        lead_officer_id=office.coordinator_id,
        received_on=desk.clock.today(),
    )
    return lambda: open_directly(desk, entry)


def family(office: Office, desk: Desk) -> Save:
    case_id = plant_case(office)
    return lambda: found_household(desk, case_id, "Famille Martel")


def guardian(office: Office, desk: Desk) -> Save:
    case_id = plant_case(office)
    entry = GuardianEntry(last_name="Martel", first_name="Ada",
                          relationship_kind=Relationship.MOTHER)  # fmt: skip
    return lambda: save_guardian(desk, case_id, entry)


def partner(_office: Office, desk: Desk) -> Save:
    return lambda: save_partner(desk, LYCEE)


def partner_corrected(_office: Office, desk: Desk) -> Save:
    number = save_partner(desk, LYCEE).ref
    page = read_partner(desk, number)
    first = page.entry.contacts[0]
    entry = replace(
        page.entry, name="Lycée Langevin", version=page.version,
        contacts=(replace(first, job_title="Proviseure"), ContactEntry(last_name="NEUF")),
    )  # fmt: skip
    return lambda: save_partner(desk, entry, partner_id=number)


def action(office: Office, desk: Desk) -> Save:
    case_id = plant_case(office)
    save_objective(desk, case_id, ObjectiveEntry("Se former"))
    entry = ActionEntry(
        plan(desk, case_id)[0].id,
        "Visite",
        ActionType.CFA_REFERRAL,
        sharing_scope=SharingScope.CELL,
        contributor_ids=(plant_partner(office), plant_partner(office, "Mission locale")),
    )
    return lambda: save_action(desk, case_id, entry)


def orientation(office: Office, desk: Desk) -> Save:
    case_id = plant_case(office)
    entry = ReferralEntry(plant_partner(office), ReferralRequest.INFORMATION)
    return lambda: save_referral(desk, case_id, entry)


def orientation_moved(office: Office, desk: Desk) -> Save:
    case_id = plant_case(office)
    entry = ReferralEntry(plant_partner(office), ReferralRequest.INFORMATION)
    number = save_referral(desk, case_id, entry).ref
    step = ReferralMove(ReferralStatus.DROPPED, reason="Le jeune a déménagé")
    return lambda: move_referral(desk, number, step)


SAVES = (
    signalement, signalement_corrected, signalement_retained, dossier, family, guardian, partner,
    partner_corrected, action, orientation,
)  # fmt: skip


@dataclass
class Cut:
    """Makes the n-th writing statement fail as a full disk does."""

    at: int
    seen: list[str] = field(default_factory=list)

    def __call__(
        self, _connection: object, _cursor: object, statement: str, *_rest: object
    ) -> None:
        if statement.lstrip().split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.seen.append(statement)
            if len(self.seen) == self.at:
                error = sqlcipher.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlcipher.SQLITE_FULL
                raise error


@contextmanager
def cut(office: Office, at: int) -> Iterator[Cut]:
    one = Cut(at)
    event.listen(office.engine, "before_cursor_execute", one)
    yield one
    event.remove(office.engine, "before_cursor_execute", one)


def saved(save: Save) -> bool:
    """Whether it was; a full disk is what the person is told."""
    try:
        save()
    except failures.DiskFull:
        return False
    return True


def rows(office: Office) -> Mapping[str, list[tuple[object, ...]]]:
    """Everything the vault holds, full-text index included."""
    with office.engine.connect() as connection:
        names = [*Base.metadata.tables, "search_entry"]
        return {
            name: [tuple(one) for one in connection.execute(text(f"SELECT * FROM {name}"))]
            for name in names
        }


@pytest.mark.parametrize("prepare", SAVES, ids=lambda one: one.__name__)
def test_a_saving_that_stops_anywhere_leaves_nothing_of_itself_and_works_again(
    office: Office, prepare: Callable[[Office, Desk], Save]
) -> None:
    save = prepare(office, office.desk())
    before = rows(office)
    at = 0
    while True:
        at += 1
        with cut(office, at) as stopped:
            whole = saved(save)
        if whole:
            break
        assert rows(office) == before, f"half of it is there: {stopped.seen[-1]}"
    assert at > 3, "there were children to lose"
    assert rows(office) != before


def test_a_full_disk_is_told_and_saving_works_once_there_is_room(office: Office) -> None:
    desk = office.desk()
    with office.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.rollback()
    long = replace(LYCEE, contacts=tuple(
        ContactEntry(last_name=f"NOM{n}", job_title="x" * 60) for n in range(120)
    ))  # fmt: skip
    before = rows(office)
    with pytest.raises(failures.DiskFull):
        save_partner(desk, long)
    assert rows(office) == before
    with office.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.rollback()
    assert len(read_partner(desk, save_partner(desk, long).ref).entry.contacts) == 120


def test_a_busy_vault_is_told_and_saving_works_once_it_is_free(office: Office) -> None:
    desk = office.desk()
    with office.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        connection.rollback()
    other = connect(office.path, office.key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(failures.Busy):
        save_partner(desk, LYCEE)
    other.execute("ROLLBACK")
    other.close()
    assert save_partner(desk, LYCEE).ref


def test_a_vault_that_was_removed_is_told_and_saving_works_once_it_is_back(
    office: Office, tmp_path: Path
) -> None:
    desk = office.desk()
    aside = tmp_path / "ailleurs.db"
    office.path.rename(aside)
    for _again in range(2):
        with pytest.raises(UserFacingError) as gone:
            save_partner(desk, LYCEE)
        assert str(tmp_path) not in f"{gone.value} {gone.value.sentence} {gone.value.remedy}"
    aside.replace(office.path)
    number = save_partner(desk, LYCEE).ref
    assert read_partner(desk, number).entry.name == LYCEE.name
