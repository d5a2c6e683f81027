"""What one was typing, kept inside the vault: it outlives a lock, a crash, a kill.

A draft belongs to an account, a form and a record; its content is the raw text of the fields,
as JSON, half-typed answers included.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.models.desk import Draft
from app.services.desk import Desk, Work

Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Which form, about which record (« new » for one that begins), read at which version."""

    form: str
    record: str = "new"
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
    """Every draft of this account, newest first, for Accueil."""
    with desk.read() as work:
        rows = work.session.scalars(
            select(Draft)
            .where(Draft.account_id == work.actor.account_id)
            .order_by(Draft.saved_at.desc())
        )
        return tuple(_saved(row, row.record_version) for row in rows)


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
