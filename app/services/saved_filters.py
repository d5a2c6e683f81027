"""The filters an account keeps under a name, one list at a time: its own, and nobody else's.

What is kept is codes and numbers of records; never the words typed in the search field, which may
name somebody and would outlive the dossier. A record that has gone since is left out and named
by its filter, so that the rest still opens.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from app.errors import Refused
from app.models.account import Account
from app.models.base import Base
from app.models.filters import SavedFilter
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.exports import ListName
from app.services.labels import account_label, body_words
from app.services.rules.names import search_key
from app.services.text import bounded, refuse

_LONGEST = 80
_RECORDS: Mapping[str, type[Base]] = {
    "neighbourhood": Neighbourhood,
    "group": WorkingGroup,
    "lead": Account,
    "partner": Partner,
}
#: The towns of the directory, chosen among those there are: public names, as the code of a type.
_TOWN: Final = "city"
Codes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FilterEntry:
    """What is in force above a list: the codes of each filter by its key, and the order."""

    name: str | None
    codes: Codes = field(default_factory=dict)
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A filter as kept; `gone` are the keys of those that named a record that is no more.

    `words` names each record it limits to, by key and code: « C. Delmas (parti) » for one whom the
    list of choices no longer offers.
    """

    id: int
    name: str
    codes: Codes
    sort: str
    descending: bool
    gone: tuple[str, ...]
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)


def saved_filters(desk: Desk, listed: ListName) -> tuple[FilterRow, ...]:
    """One's own filters of that list, in French order."""
    with desk.read() as work:
        rows = work.session.scalars(
            select(SavedFilter).where(
                SavedFilter.account_id == work.actor.account_id, SavedFilter.page == str(listed)
            )
        )
        return tuple(sorted((_read(work, one) for one in rows), key=lambda it: search_key(it.name)))


def save_filter(desk: Desk, listed: ListName, entry: FilterEntry) -> Change:
    """Keep it under its name, in place of the one that bore it. Raises `Invalid`."""
    with desk.work() as work:
        name = _named(entry.name)
        row = _find(work, listed, name)
        content = {
            "codes": {key: sorted(codes) for key, codes in sorted(entry.codes.items()) if codes},
            "sort": entry.sort,
            "descending": entry.descending,
        }
        text = json.dumps(content, separators=(",", ":"))
        if row is None:
            row = SavedFilter(account_id=work.actor.account_id, page=str(listed), name=name)
            work.session.add(row)
        row.content, row.saved_at = text, work.now
        work.session.flush()
        return work.commit(Change(Subject.FILTER, row.id))


def rename_filter(desk: Desk, filter_id: int, name: str) -> Change:
    """Give it another name. Raises `Invalid` when one's own already bears it, `Refused`."""
    with desk.work() as work:
        row = _own(work, filter_id)
        kept = _named(name)
        other = _find(work, ListName(row.page), kept)
        if other is not None and other.id != row.id:
            refuse({"name": "Un de vos filtres porte déjà ce nom."})
        row.name = kept
        return work.commit(Change(Subject.FILTER, row.id))


def delete_filter(desk: Desk, filter_id: int) -> Change:
    """Forget it. Raises `Refused` when it is not one's own."""
    with desk.work() as work:
        work.session.delete(_own(work, filter_id))
        return work.commit(Change(Subject.FILTER, filter_id))


def _named(name: str | None) -> str:
    problems: dict[str, str] = {}
    kept = bounded(problems, "name", name, _LONGEST)
    if kept is None:
        problems["name"] = "Donnez un nom à ce filtre."
    refuse(problems)
    return kept or ""


def _find(work: Work, listed: ListName, name: str) -> SavedFilter | None:
    return work.session.scalar(
        select(SavedFilter).where(
            SavedFilter.account_id == work.actor.account_id,
            SavedFilter.page == str(listed),
            SavedFilter.name == name,
        )
    )


def _own(work: Work, filter_id: int) -> SavedFilter:
    row = work.session.get(SavedFilter, filter_id)
    if row is None or row.account_id != work.actor.account_id:
        raise Refused
    return row


def _read(work: Work, row: SavedFilter) -> FilterRow:
    content = json.loads(row.content)
    codes: dict[str, tuple[str, ...]] = {}
    gone: list[str] = []
    words: dict[tuple[str, str], str] = {}
    for key, kept in content["codes"].items():
        # « Vers » takes a type of body too, whose code is no number
        named = {one: _record_words(work, key, one) for one in kept if _refers(key, one)}
        words |= {(key, one): said for one, said in named.items() if said}
        known = tuple(one for one in kept if one not in named or named[one])
        if known:
            codes[key] = known
        if len(known) < len(kept):
            gone.append(key)
    order = (content["sort"], content["descending"])
    return FilterRow(row.id, row.name, codes, *order, tuple(gone), words)


def _refers(key: str, code: str) -> bool:
    return key == _TOWN or (key in _RECORDS and code.isdigit())


def _record_words(work: Work, key: str, code: str) -> str:
    """The name of the record, as the list offers it; empty when it is no more."""
    if key == _TOWN:
        town = select(Partner.city).where(Partner.city == code).limit(1)
        return work.session.scalar(town) or ""
    record = work.session.get(_RECORDS[key], int(code))
    match record:
        case Account():
            words = account_label(record)
            return f"{words} (parti)" if record.revoked_on is not None else words
        case WorkingGroup():
            return body_words(record.name, active=record.active)
        case Partner():
            return body_words(record.name, active=record.active)
        case Neighbourhood():
            return record.name
    return ""
