"""Families, signalements and what belongs to the cell, as they are written and corrected."""

from dataclasses import replace
from datetime import date

from app.models.enums import (
    GroupKind,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    Role,
)
from app.models.organisation import Neighbourhood
from app.services.accounts import AccountEntry, change_account
from app.services.desk import Desk
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.households import found_household, rename_household
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.organisation import read_settings, save_settings
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.rules.partial_dates import PartialDate
from app.services.territory import GroupEntry, NeighbourhoodEntry, save_group, save_neighbourhood
from tests.helpers.office import Office
from tests.unit.history.restorable.common import TODAY, Case, Written, only


def _household(_office: Office, desk: Desk, case_id: int) -> Case:
    number = found_household(desk, case_id, "Famille Martel").ref
    return Case(
        Target(Kind.HOUSEHOLD, number),
        lambda: rename_household(desk, number, "Famille Dupont", version=1),
    )


def _intake(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = IntakeEntry(
        last_name="Martel",
        first_name="Yanis",
        birth=PartialDate.in_month(2012, 3),
        reasons=frozenset({IntakeReason.DROPOUT}),
        guardians=(
            IntakeGuardianEntry("Martel", Relationship.MOTHER, "Nadia", phone="0199001234"),
        ),
        prior_steps=((PriorStep.CALL_FAMILY, TODAY),),
        family_informed=True,
        family_informed_by="CPE",
        group_id=office.north,
    )
    number = save_intake(desk, entry, complete=False).ref
    changed = IntakeEntry(
        received_on=date(2026, 11, 1),
        last_name="Dupont",
        reasons=frozenset({IntakeReason.ABSENTEEISM}),
        prior_steps=((PriorStep.MEDIATION, None),),
        group_id=office.south,
        version=1,
    )
    return Case(
        Target(Kind.INTAKE, number),
        lambda: save_intake(desk, changed, report_id=number, complete=False),
    )


def _partner(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = PartnerEntry(
        "Lycée Vauban", PartnerType.SCHOOL, contacts=(ContactEntry("Roche", "Inès", "CPE"),)
    )
    number = save_partner(desk, entry).ref
    read = read_partner(desk, number).entry
    changed = replace(
        read,
        name="CFA Vauban",
        partner_type=PartnerType.CFA,
        phone="0199001234",
        group_ids=frozenset({office.north}),
        contacts=(replace(read.contacts[0], job_title="", charter_signed_on=TODAY),),
    )
    return Case(
        Target(Kind.PARTNER, number), lambda: save_partner(desk, changed, partner_id=number)
    )


def _organisation(_office: Office, desk: Desk, _case_id: int) -> Case:
    entry = replace(
        read_settings(desk), town_name="Beaumont", crip_phone="0199001019", hard_lock_minutes=60
    )
    return Case(Target(Kind.ORGANISATION, 1), lambda: save_settings(desk, entry))


def _group(office: Office, desk: Desk, _case_id: int) -> Case:
    entry = GroupEntry("Groupe Est", GroupKind.THEMATIC, False, office.south, 1)
    return Case(Target(Kind.GROUP, office.south), lambda: save_group(desk, entry))


def _neighbourhood(office: Office, desk: Desk, _case_id: int) -> Case:
    save_neighbourhood(desk, NeighbourhoodEntry("Les Lilas"))
    number = only(desk, Neighbourhood.id)
    entry = NeighbourhoodEntry("Les Iris", None, office.north, number, 1)
    return Case(Target(Kind.NEIGHBOURHOOD, number), lambda: save_neighbourhood(desk, entry))


def _account(office: Office, desk: Desk, _case_id: int) -> Case:
    number = office.account(Role.CLERK, groups=(office.north,), login="c.delmas")
    entry = AccountEntry(
        "c.delmas", "Claire", "ROCHE", frozenset({Role.CASE_OFFICER}), frozenset(), "Référente",
        version=1,
    )  # fmt: skip
    return Case(Target(Kind.ACCOUNT, number), lambda: change_account(desk, number, entry))


HOUSE: Written = {
    Kind.HOUSEHOLD: _household,
    Kind.INTAKE: _intake,
    Kind.PARTNER: _partner,
    Kind.ORGANISATION: _organisation,
    Kind.GROUP: _group,
    Kind.NEIGHBOURHOOD: _neighbourhood,
    Kind.ACCOUNT: _account,
}
