"""The vocabulary every table shares: naming, column types, who edited a row and when."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import Date, TypeEngine

from app.models import enums

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, stored as UTC text that sorts (« 2026-11-23 13:05:00.123 »)."""

    impl = String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Code(TypeDecorator[enums.Labelled]):
    """A member of a closed list, stored as its stable ASCII code."""

    impl = String(24)
    cache_ok = True

    def __init__(self, closed_list: type[enums.Labelled]) -> None:
        super().__init__()
        self.closed_list = closed_list
        self.members: dict[str, enums.Labelled] = {str(one): one for one in closed_list}

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else str(self.members[value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> enums.Labelled | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self.members[value]


def closed_lists() -> dict[Any, TypeEngine[Any]]:
    """Every enumeration of the field, with the column type that stores it."""
    found = (getattr(enums, name) for name in enums.__all__)
    return {one: Code(one) for one in found if one is not enums.Labelled}


class Base(DeclarativeBase):
    """The base of every table. Numbers are never used twice: a journal line stays unambiguous."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dictionary
        datetime: UtcDateTime(),
        date: Date(),
        **closed_lists(),
    }


class Numbered:
    """A row known by a number that is never given again."""

    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Edited(Numbered):
    """A row a person edits: who, when, and a version that grows with each change."""

    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @declared_attr
    def created_by(self) -> Mapped[int | None]:
        """The account that created the row; none for the town's first one."""
        return mapped_column(ForeignKey("account.id"))

    @declared_attr
    def updated_by(self) -> Mapped[int | None]:
        """The account that last changed the row."""
        return mapped_column(ForeignKey("account.id"))


class StatusChange(Numbered):
    """One dated, authored change of state; never overwritten (domain § 1.5)."""

    at: Mapped[datetime]
    effective_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(String(200))

    @declared_attr
    def by_id(self) -> Mapped[int | None]:
        """The account that made the change."""
        return mapped_column(ForeignKey("account.id"))
