"""What one was typing, kept inside the vault: it outlives a lock, a crash, a kill.

A draft belongs to an account, a form and a record; its content is the raw text of the fields,
as JSON, half-typed answers included. What was left before it and is not decided yet (« reprendre,
comparer, jeter ») stays beside it, under `_EARLIER`, so that typing anew loses neither.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select

from app.errors import Refused
from app.models.case import CaseFile
from app.models.desk import Draft
from app.models.partner import Partner
from app.models.youth import Household, Youth
from app.services import seats
from app.services.access import demand_case, demand_household, demand_intake
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.draft_forms import FORMS, NEW, known_name
from app.services.persons import name_of
from app.services.referrals import demand_referral
from app.services.rules.names import display_name
from app.services.rules.rights import UseCase
from app.services.seats import Seat

MOST_EARLIER = 5  # left undecided beside one draft; a sixth pushes the oldest out
_EARLIER = "earlier"
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
    """A draft as it was left; `stale` when the record has changed since it was begun.

    `about` names whom it is about, in the list of all of them only.
    `earlier` are those that were left before it, newest first, without any of their own.
    """

    key: DraftKey
    saved_at: datetime
    content: Content
    stale: bool
    earlier: "tuple[SavedDraft, ...]" = ()
    about: str = ""


def keep_draft(
    desk: Desk,
    key: DraftKey,
    content: Content,
    *,
    earlier: Sequence[SavedDraft] = (),
    unseen: bool = False,
    seat: Seat | None = None,
) -> datetime:
    """Keep `content` in place of the former draft; answers the instant it was kept.

    `earlier` are the drafts that wait for a decision. `unseen`: whoever writes has not read what
    was there, which is then kept as an earlier one. `seat`: where this person is, kept with it.
    """
    with desk.work() as work:
        row = _find(work, key)
        left = list(earlier)
        if row is not None and unseen:
            found = _saved(row, key.version)
            left = [replace(found, earlier=()), *found.earlier]
        at = work.now
        _write(work, row, SavedDraft(key, at, content, stale=False, earlier=tuple(left)))
        if seat is not None:
            seats.write(work, seat)
        work.commit_reading()
        return at


def put_back(desk: Desk, draft: SavedDraft) -> Change:
    """Put a draft back as it was, its instant included: it was thrown away by mistake.

    What may have been begun since under the same key is kept with it, as an earlier one.
    """
    with desk.work() as work:
        row = _find(work, draft.key)
        if row is not None:
            found = _saved(row, draft.key.version)
            others = [replace(found, earlier=()), *found.earlier, *draft.earlier]
            unlike = [one for one in others if one.content != draft.content]
            draft = replace(draft, earlier=tuple(unlike))
        _write(work, row, draft)
        work.commit_reading()
        return Change(Subject.DRAFT, work.actor.account_id)


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
        told = ((row, _about(work, row)) for row in rows)
        return tuple(
            replace(_saved(row, row.record_version), about=about)
            for row, about in told
            if about is not None
        )


def drop_draft(desk: Desk, key: DraftKey, *, left: Sequence[SavedDraft] = ()) -> Change:
    """Forget a draft: it was saved for good, or thrown away.

    `left` are those that still wait for a decision: the newest takes its place.
    """
    with desk.work() as work:
        settle(work, key, left)
        work.commit_reading()
        return Change(Subject.DRAFT, work.actor.account_id)


def settle(work: Work, key: DraftKey, left: Sequence[SavedDraft] = ()) -> None:
    """Forget a draft in the unit of work that saves what it held; `left` as in `drop_draft`."""
    if left:
        newest = replace(left[0], earlier=tuple(left[1:]))
        _write(work, _find(work, newest.key), newest)
    if not left or left[0].key.record != key.record:
        work.session.execute(
            delete(Draft).where(
                Draft.account_id == work.actor.account_id,
                Draft.form == key.form,
                Draft.record_key == key.record,
            )
        )


def _about(work: Work, row: Draft) -> str | None:
    """Whom the draft is about, "" when it names nobody; None once that is out of reach."""
    form = FORMS.get(known_name(row.form))
    if row.record_key == NEW or form is None:
        return None if form is None else ""
    if not form.table:  # the town's, which has no number
        return "" if work.actor.may(UseCase.EDIT_ORGANISATION) else None
    try:
        return _named(work, form.table, int(row.record_key.partition(".")[0]))
    except (Refused, ValueError):  # ValueError: not a number, so no record
        return None


def _named(work: Work, table: str, number: int) -> str:
    """Whom that record is about; raises `Refused` when it is out of reach."""
    match table:
        case "case_file":
            return _youth(work, demand_case(work, UseCase.READ_CASE, number))
        case "intake_report":
            report = demand_intake(work, UseCase.READ_INTAKE, number)
            return display_name(
                report.usage_name or report.last_name or "", report.first_name or ""
            )
        case "household":
            demand_household(work, UseCase.READ_CASE, number)
            return work.get(Household, number).name
        case "referral":
            referral = demand_referral(work, UseCase.READ_REFERRAL, number)
            return _youth(work, work.get(CaseFile, referral.case_id))
        case "partner":
            work.demand_office(UseCase.READ_PARTNER)
            return work.get(Partner, number).name
        case "account":
            work.demand_office(UseCase.MANAGE_ACCOUNTS)
        case "working_group" | "neighbourhood":
            work.demand_office(UseCase.EDIT_ORGANISATION)
        case _:
            raise Refused
    return ""


def _youth(work: Work, case: CaseFile) -> str:
    youth = None if case.youth_id is None else work.session.get(Youth, case.youth_id)
    return name_of(youth) if youth else ""


def _find(work: Work, key: DraftKey) -> Draft | None:
    return work.session.scalar(
        select(Draft).where(
            Draft.account_id == work.actor.account_id,
            Draft.form == key.form,
            Draft.record_key == key.record,
        )
    )


def _write(work: Work, row: Draft | None, draft: SavedDraft) -> None:
    key = draft.key
    if row is None:
        row = Draft(account_id=work.actor.account_id, form=key.form, record_key=key.record)
        work.session.add(row)
    content = dict(draft.content)
    if draft.earlier:
        content[_EARLIER] = [
            {
                "saved_at": one.saved_at.isoformat(),
                "version": one.key.version,
                "content": one.content,
            }
            for one in draft.earlier[:MOST_EARLIER]
        ]
    row.record_version, row.saved_at = key.version, draft.saved_at
    row.content = json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _saved(row: Draft, version: int) -> SavedDraft:
    content = json.loads(row.content)
    earlier = tuple(
        SavedDraft(
            key=DraftKey(row.form, row.record_key, one["version"]),
            saved_at=datetime.fromisoformat(one["saved_at"]),
            content=one["content"],
            stale=one["version"] != version,
        )
        for one in content.pop(_EARLIER, ())
    )
    return SavedDraft(
        key=DraftKey(row.form, row.record_key, row.record_version),
        saved_at=row.saved_at,
        content=content,
        stale=row.record_version != version,
        earlier=earlier,
    )
