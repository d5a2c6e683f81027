"""What one was typing, kept inside the vault: it outlives a lock, a crash, a kill.

A draft belongs to an account, a form and a record; its content is the raw text of the fields,
as JSON, half-typed answers included.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.errors import Refused
from app.models.desk import Draft
from app.services.access import demand_case, demand_household, demand_intake
from app.services.desk import Desk, Work
from app.services.referrals import demand_referral
from app.services.rules.rights import UseCase

NEW = "new"
Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Which form, about which record (« new » for one that begins), read at which version.

    A part of a record is written after it: « 12.34 » for observation 34 of dossier 12.
    """

    form: str
    record: str = NEW
    version: int = 0


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it was left; `stale` when the record has changed since it was begun."""

    key: DraftKey
    saved_at: datetime
    content: Content
    stale: bool


def keep_draft(desk: Desk, key: DraftKey, content: Content) -> datetime:
    """Keep `content` in place of the former draft; answers the instant it was kept."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    with desk.work() as work:
        row = _find(work, key)
        if row is None:
            row = Draft(account_id=work.actor.account_id, form=key.form, record_key=key.record)
            work.session.add(row)
        row.record_version, row.saved_at, row.content = key.version, work.now, text
        work.commit_reading()
        return work.now


def find_draft(desk: Desk, key: DraftKey) -> SavedDraft | None:
    """The draft of that form and record, if this account left one."""
    with desk.read() as work:
        row = _find(work, key)
        return None if row is None else _saved(row, key.version)


def drafts(desk: Desk) -> tuple[SavedDraft, ...]:
    """Every draft of this account, newest first, for Accueil.

    A draft repeats what its record says: it is not listed once the record is out of reach.
    """
    with desk.read() as work:
        rows = work.session.scalars(
            select(Draft)
            .where(Draft.account_id == work.actor.account_id)
            .order_by(Draft.saved_at.desc())
        )
        return tuple(_saved(row, row.record_version) for row in rows if _in_reach(work, row))


def drop_draft(desk: Desk, key: DraftKey) -> None:
    """Forget a draft: it was saved for good, or thrown away."""
    with desk.work() as work:
        work.session.execute(
            delete(Draft).where(
                Draft.account_id == work.actor.account_id,
                Draft.form == key.form,
                Draft.record_key == key.record,
            )
        )
        work.commit_reading()


def _in_reach(work: Work, row: Draft) -> bool:
    """Whether this actor still reaches what the draft is about; most forms are of a dossier."""
    if row.record_key == NEW:
        return True
    number = row.record_key.partition(".")[0]
    form = "move" if row.form.startswith("move.") else row.form
    try:
        match form:
            case "partner":
                work.demand_office(UseCase.READ_PARTNER)
            case "intake":
                demand_intake(work, UseCase.READ_INTAKE, int(number))
            case "household":
                demand_household(work, UseCase.READ_CASE, int(number))
            case "referral" | "agreements" | "move":
                demand_referral(work, UseCase.READ_REFERRAL, int(number))
            case _:
                demand_case(work, UseCase.READ_CASE, int(number))
    except (Refused, ValueError):  # ValueError: not a number, so no record
        return False
    return True


def _find(work: Work, key: DraftKey) -> Draft | None:
    return work.session.scalar(
        select(Draft).where(
            Draft.account_id == work.actor.account_id,
            Draft.form == key.form,
            Draft.record_key == key.record,
        )
    )


def _saved(row: Draft, version: int) -> SavedDraft:
    return SavedDraft(
        key=DraftKey(row.form, row.record_key, row.record_version),
        saved_at=row.saved_at,
        content=json.loads(row.content),
        stale=row.record_version != version,
    )
