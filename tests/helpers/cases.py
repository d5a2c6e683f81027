"""Dossiers laid straight into the tables, for tests whose subject is something else."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus, PartnerType, Sex
from app.models.partner import Partner
from app.models.youth import Household, Youth
from app.services.rules.names import search_key
from tests.helpers.office import Office

BORN = date(2011, 3, 14)


def plant_case(
    office: Office,
    *,
    last_name: str = "MARTEL",
    first_name: str = "Yanis",
    born: date = BORN,
    born_by: date | None = None,
    **values: Any,
) -> int:
    """A dossier under follow-up in the north group; `values` are columns of `case_file`."""
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    with Session(office.engine) as session, session.begin():
        youth = Youth(
            last_name=last_name,
            first_name=first_name,
            sex=Sex.MALE,
            birth_earliest=born,
            birth_latest=born_by or born,
            sort_key=f"{last_name} {first_name}".lower(),
            phonetic_key="",
            **stamp,
        )
        session.add(youth)
        session.flush()
        columns = {
            "file_number": f"2026-{youth.id:04}",
            "kind": CaseKind.YOUTH,
            "youth_id": youth.id,
            "sort_key": youth.sort_key,
            "status": CaseStatus.ACTIVE,
            "opened_on": office.clock.today(),
            "origin_type": PartnerType.SCHOOL,
            "group_id": office.north,
            **values,
        }
        case = CaseFile(**columns, **stamp)
        session.add(case)
        session.flush()
        return case.id


def plant_family_case(office: Office, name: str = "Famille Martel", **values: Any) -> int:
    """The dossier of a family itself, in the north group."""
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    with Session(office.engine) as session, session.begin():
        key = search_key(name)
        household = Household(name=name, sort_key=key, **stamp)
        session.add(household)
        session.flush()
        columns = {
            "file_number": f"2026-F{household.id:03}",
            "kind": CaseKind.HOUSEHOLD,
            "household_id": household.id,
            "sort_key": key,
            "status": CaseStatus.ACTIVE,
            "opened_on": office.clock.today(),
            "origin_type": PartnerType.FAMILY,
            "group_id": office.north,
            **values,
        }
        case = CaseFile(**columns, **stamp)
        session.add(case)
        session.flush()
        return case.id


def plant_partner(
    office: Office, name: str = "CFA du bâtiment", kind: PartnerType = PartnerType.CFA
) -> int:
    """A body of the directory."""
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    with Session(office.engine) as session, session.begin():
        key = search_key(name)
        row = Partner(name=name, sort_key=key, words=key, partner_type=kind, **stamp)
        session.add(row)
        session.flush()
        return row.id
