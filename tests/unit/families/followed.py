"""A family followed by two dossiers, and what it has said."""

from dataclasses import dataclass, replace

from sqlalchemy import text

from app.models.enums import ContactKind, Relationship
from app.services.cases import CasePage, read_case
from app.services.changes import Change
from app.services.contacts import ContactPointEntry, ContactPointRow
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.guardians import GuardianEntry
from app.services.youths import save_identity
from tests.helpers.office import Office

MOBILE = ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78")


MOTHER = GuardianEntry("Kaddour", "Nadia", Relationship.MOTHER)


@dataclass
class Family:
    """Yanis and Lina, who share their mother and a home."""

    office: Office
    desk: Desk
    yanis: int
    lina: int
    home: int
    mother: int

    def page(self, case_id: int = 0) -> CasePage:
        return read_case(self.desk, case_id or self.yanis, opening=False)

    def phones(self) -> list[tuple[str, bool]]:
        """Yanis’s, in the order they are shown: the number, whether it is preferred."""
        page = self.page()
        assert page.youth is not None
        return [(said(one), one.entry.preferred) for one in page.youth.contacts]

    def hers(self) -> list[ContactPointRow]:
        page = self.page()
        assert page.youth is not None
        return list(page.youth.guardians[0].contacts)

    def identity(self, phone: str) -> Change:
        page = self.page()
        assert page.youth is not None
        where = CoordinatesEntry(phone=phone)
        return save_identity(self.desk, self.yanis, replace(page.youth.identity, coordinates=where))

    def rows(self, *tables: str) -> list[list[tuple[object, ...]]]:
        """What these tables hold, without who last wrote a row and how often."""
        aside = {"version", "updated_at", "updated_by"}
        with self.office.engine.connect() as connection:
            return [
                sorted(
                    tuple(value for name, value in row._mapping.items() if name not in aside)
                    for row in connection.execute(text(f"SELECT * FROM {table}"))
                )
                for table in tables
            ]

    def everything(self) -> list[list[tuple[object, ...]]]:
        return self.rows("youth", "guardian", "youth_contact", "guardian_contact")

    def last(self, table: str) -> int:
        with self.office.engine.connect() as connection:
            found = connection.execute(text(f"SELECT max(id) FROM {table}"))
            return int(found.scalar_one())


def said(row: ContactPointRow) -> str:
    return row.entry.value.replace("\u00a0", " ")
