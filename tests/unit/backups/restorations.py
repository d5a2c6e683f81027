"""A town whose backup takes the place of its vault, and what is then asked of it."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.enums import Role
from app.models.partner import Partner
from app.services import backups, partners, restoring
from app.services.accounts import AccountEntry
from app.services.choices import PartnerType
from app.services.partners import PartnerEntry
from app.services.restoring import WayIn, restore
from tests.unit.backups.test_making import beside, made_in
from tests.unit.office.conftest import PASSWORD, TERMS, Town

CLAIRE = AccountEntry("c.d", "Claire", "D", frozenset({Role.CASE_OFFICER}))


WAY = WayIn(login="a.bernard", password=PASSWORD)


def backed_up(town: Town) -> Path:
    """A backup of the town as it is now; the vault is closed afterwards by the test."""
    backups.make_backup(town.desk)
    return made_in(beside(town))[-1]


def partner(town: Town, name: str) -> int:
    return partners.save_partner(town.desk, PartnerEntry(name, PartnerType.SCHOOL)).ref


def names_in(town: Town, **way: str) -> list[str]:
    desk = town.enter(way.get("login", "a.bernard"), way.get("password", PASSWORD))
    try:
        with Session(desk.engine) as session:
            return sorted(session.scalars(sa.select(Partner.name)))
    finally:
        assert desk.vault is not None
        desk.vault.close()


def back(town: Town, backup: Path, way: WayIn = WAY, **named: object) -> restoring.Restoring:
    return restore(backup, town.folder, way, clock=town.clock, terms=TERMS, **named)  # type: ignore[arg-type]  # as given
