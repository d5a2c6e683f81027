"""What the history says, in words: each record's title, each value as a person reads it.

Names of linked rows are read once for a whole page of lines, one question a table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Date, inspect, select
from sqlalchemy.orm import Session

from app.models.account import Account, AccountRole
from app.models.base import Base, Code, UtcDateTime
from app.models.case import CaseFile
from app.models.intake import IntakeGuardian, IntakePriorStep, IntakeReportReason
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner, PartnerContact
from app.models.plan import Objective
from app.models.youth import Guardian, Household
from app.services.history_labels import field_label
from app.services.history_tracked import BY_KIND, Kind, Stored, columns_of
from app.services.labels import account_label
from app.services.rules.french import NNBSP, hour, local, short_date
from app.services.rules.identifiers import format_phone
from app.services.rules.names import display_name
from app.services.rules.partial_dates import PartialDate, show_partial_date

GONE: Final = "élément retiré depuis"
_YES_NO: Final = {True: "Oui", False: "Non"}
_MULTIPLE: Final = " · "

_NAMES: Final[Mapping[str, tuple[type[Any], Callable[[Any], str]]]] = {
    "account": (Account, account_label),
    "partner": (Partner, lambda row: row.name),
    "partner_contact": (
        PartnerContact,
        lambda row: f"{row.first_name or ''} {row.last_name}".strip(),
    ),
    "working_group": (WorkingGroup, lambda row: row.name),
    "neighbourhood": (Neighbourhood, lambda row: row.name),
    "household": (Household, lambda row: row.name),
    "objective": (Objective, lambda row: row.title),
    "case_file": (CaseFile, lambda row: row.file_number),
}
_LISTED: Final = {
    "contributors": "partner",
    "groups": "working_group",
    "contacts": "partner_contact",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field from what to what, in words; « » for nothing. `erased`: the values are gone."""

    name: str
    label: str
    before: str
    after: str
    erased: bool = False


class Words:
    """Puts the changes of a page into words: give it all of them first, then ask."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted: dict[str, set[int]] = defaultdict(set)
        self._names: dict[tuple[str, int], str] = {}

    def prepare(self, lines: Iterable[tuple[Kind, Mapping[str, list[Stored]]]]) -> None:
        """Read the names that these changes mention."""
        for kind, fields in lines:
            for name, pair in fields.items():
                table = _table(kind, name)
                if name.startswith("contacts."):
                    self._want("partner_contact", int(name.split(".")[1]))
                for value in pair if table else ():
                    for one in value if isinstance(value, list) else (value,):
                        self._want(table, one)
        self._read()

    def changes(self, kind: Kind, fields: Mapping[str, list[Stored]]) -> tuple[FieldChange, ...]:
        """The fields of one change, in the order of the record."""
        left = dict(fields)
        found: list[FieldChange] = []
        birth = [left.get(name) for name in ("birth_earliest", "birth_latest")]
        if all(birth):
            early, late = left.pop("birth_earliest"), left.pop("birth_latest")
            before, after = (_birth(early[at], late[at]) for at in (0, 1))
            found.append(FieldChange("birth", field_label(kind, "birth"), before, after))
        order = {name: at for at, name in enumerate(_names(kind))}
        names = sorted(left, key=lambda it: (order.get(it, len(order)), -it.count("."), it))
        found.extend(self._change(kind, name, left[name]) for name in names)
        return tuple(found)

    def account(self, number: int | None) -> str:
        """Who; nothing for the town's own first row."""
        return self._name("account", number) if number is not None else ""

    def want_accounts(self, numbers: Iterable[int | None]) -> None:
        """Read these authors' names too, at the next `prepare`."""
        for one in numbers:
            self._want("account", one)

    def value(self, kind: Kind, name: str, value: Stored) -> str:
        """One value as a person reads it."""
        if value is None or value in ([], ""):
            return ""
        if isinstance(value, list):
            return _MULTIPLE.join(self._item(kind, name, one) for one in value)
        table = _table(kind, name)
        if table:
            return self._name(table, value)
        return _plain(kind, name, value)

    def _change(self, kind: Kind, name: str, pair: list[Stored]) -> FieldChange:
        label = field_label(kind, name)
        parts = name.split(".")
        if len(parts) > 2:
            label = f"{label} de {self._name('partner_contact', int(parts[1]))}"
        if not pair:
            return FieldChange(name, label, "", "", erased=True)
        before, after = pair
        if isinstance(before, list) and isinstance(after, list) and kind is Kind.INTAKE:
            # what is on both sides says nothing: a list is long
            common = [one for one in before if one in after]
            before, after = ([one for one in side if one not in common] for side in (before, after))
        return FieldChange(
            name, label, self.value(kind, name, before), self.value(kind, name, after)
        )

    def _item(self, kind: Kind, name: str, value: Stored) -> str:
        if isinstance(value, int) and name in _LISTED:
            return self._name(_LISTED[name], value)
        if isinstance(value, dict):
            return _guardian(value) if name == "guardians" else _step(value)
        column = AccountRole.role if kind is Kind.ACCOUNT else IntakeReportReason.reason
        return _code(column.type, value)

    def _want(self, table: str, number: Stored) -> None:
        if isinstance(number, int) and (table, number) not in self._names:
            self._wanted[table].add(number)

    def _read(self) -> None:
        for table, numbers in self._wanted.items():
            model, label = _NAMES[table]
            for row in self._session.scalars(select(model).where(model.id.in_(sorted(numbers)))):
                self._names[table, row.id] = label(row)
        self._wanted.clear()

    def _name(self, table: str, number: Stored) -> str:
        return self._names.get((table, number), GONE) if isinstance(number, int) else ""


def _names(kind: Kind) -> tuple[str, ...]:
    """The fields of a record, in the order of its table."""
    person = columns_of(Guardian) if kind is Kind.GUARDIANSHIP else ()
    return (*person, *columns_of(BY_KIND[kind].model), *BY_KIND[kind].lists)


def _column(kind: Kind, name: str) -> Any:  # noqa: ANN401 - SQLAlchemy's column, of any type
    """The column of a field; none for a collection."""
    models: list[type[Base]] = [BY_KIND[kind].model]
    if kind is Kind.GUARDIANSHIP:
        models.append(Guardian)
    if name.startswith("contacts."):
        models, name = [PartnerContact], name.rsplit(".", maxsplit=1)[-1]
    for model in models:
        if name in inspect(model).columns:
            return inspect(model).columns[name]
    return None


def _table(kind: Kind, name: str) -> str:
    """The table a field refers to, if it does."""
    if name in _LISTED:
        return _LISTED[name]
    if name.startswith("contacts.") and name.rsplit(".", maxsplit=1)[-1].isdigit():
        return "partner_contact"
    column = _column(kind, name)
    keys = column.foreign_keys if column is not None else ()
    return next((one.column.table.name for one in keys), "")


def _plain(kind: Kind, name: str, value: Stored) -> str:
    type_ = getattr(_column(kind, name), "type", None)
    if isinstance(type_, Code):
        return _code(type_, value)
    if isinstance(type_, Boolean):
        return _YES_NO.get(bool(value), "")
    if isinstance(type_, Date) and isinstance(value, str):
        return short_date(date.fromisoformat(value))
    if isinstance(type_, UtcDateTime) and isinstance(value, str):
        at = local(datetime.fromisoformat(value))
        return f"{short_date(at.date())} à {hour(at.time())}"
    if name.rpartition(".")[2].endswith("phone") or name == "value":
        return format_phone(str(value))
    return str(value)


def _code(type_: object, value: Stored) -> str:
    known = type_.members.get(str(value)) if isinstance(type_, Code) else None
    return known.label if known is not None else str(value)


def _birth(earliest: Stored, latest: Stored) -> str:
    if not isinstance(earliest, str) or not isinstance(latest, str):
        return ""
    days = date.fromisoformat(earliest), date.fromisoformat(latest)
    return show_partial_date(PartialDate(*days))


def _guardian(one: Mapping[str, Any]) -> str:
    name = display_name(one["last_name"], one["first_name"] or "")
    link = _code(IntakeGuardian.relationship_kind.type, one["relationship_kind"])
    authority = "" if one["parental_authority"] else "sans autorité parentale"
    phone = format_phone(one["phone"] or "")
    more = (link, authority, phone, one["email"], one["address"])
    return f"{name} ({', '.join(part for part in more if part)})"


def _step(one: Mapping[str, Any]) -> str:
    words = _code(IntakePriorStep.step.type, one["step"])
    day = one["done_on"]
    return f"{words}{NNBSP}: {short_date(date.fromisoformat(day))}" if day else words
