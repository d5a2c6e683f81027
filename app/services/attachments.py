"""The documents of a dossier: added, read according to their scope, copied out on purpose.

Rights are those of observations, whose words say who can read (domain § 1.6.2). Opening a dossier
or listing its documents never reads their bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.account import Account
from app.models.attachment import Attachment
from app.models.case import CaseFile
from app.models.enums import AttachmentKind, JournalAction, SharingScope
from app.services import attachment_bytes
from app.services.access import demand_case, visible_scopes
from app.services.attachments_reading import TITLE_LIMIT, Document
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.documents.saving import save_document
from app.services.labels import account_label
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse

READERS = {
    SharingScope.COORDINATOR_ONLY: "Lu par le coordonnateur seul",
    SharingScope.CELL: "Lu par la cellule",
    SharingScope.GROUP: "Lu par la cellule, peut être montré au groupe",
}
_ENDS = {AttachmentKind.PDF: "pdf", AttachmentKind.JPEG: "jpg", AttachmentKind.PNG: "png"}


@dataclass(frozen=True, slots=True)
class AttachmentEntry:
    """What a person types of a document. `version` is none for a new one."""

    title: str
    sharing_scope: SharingScope = SharingScope.CELL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One document, as its reader sees it; `size` in bytes, `readers` says who else can.

    `may_copy`: this reader may take a copy of it out of the vault.
    """

    id: int
    version: int
    title: str
    kind: AttachmentKind
    size: int
    pages: int
    sharing_scope: SharingScope
    readers: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class OpenAttachment:
    """A document with its bytes, its dossier, and those before and after it in the list.

    `copies`: this reader may take a copy of it out of the vault.
    """

    row: AttachmentRow
    content: bytes = field(repr=False)
    case_id: int
    case_number: str
    place: int
    total: int
    before: int | None
    after: int | None
    copies: bool


def attachments(desk: Desk, case_id: int) -> tuple[AttachmentRow, ...]:
    """Those of the dossier that this actor may read, newest first."""
    with desk.read() as work:
        demand_case(work, UseCase.READ_DOCUMENT, case_id)
        rows = work.session.scalars(
            select(Attachment)
            .where(Attachment.case_id == case_id, _readable(work))
            .order_by(Attachment.id.desc())
        ).all()
        who = _people(work.session, rows)
        return tuple(_row(one, who) for one in rows)


def count_attachments(work: Work, case_id: int) -> int:
    """How many this actor may read, inside a unit of work that has asked for the right."""
    mine = select(func.count(Attachment.id)).where(Attachment.case_id == case_id, _readable(work))
    return work.session.scalar(mine) or 0


def add_attachment(desk: Desk, case_id: int, entry: AttachmentEntry, document: Document) -> Change:
    """Add a document that was read and checked (`attachments_reading`).

    Raises `Invalid` (no title; the same bytes are in the dossier already), `CaseClosed`,
    `Refused`, `DiskFull`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.WRITE_DOCUMENT, case_id))
        values = _checked(work, entry)
        same = work.session.scalar(
            select(Attachment.title).where(
                Attachment.case_id == case_id,
                Attachment.sha256 == document.sha256,
                _readable(work),
            )
        )
        if same is not None:
            refuse({"title": f"Ce document est déjà au dossier\u202f: «\u202f{same}\u202f»."})
        row = work.add(
            Attachment(
                case_id=case_id,
                kind=document.kind,
                size=document.size,
                pages=document.pages,
                sha256=document.sha256,
                **values,
            )
        )
        attachment_bytes.keep(work.session, row.id, document.content)
        work.journal(JournalAction.CREATE, "attachment", row.id, f"{row.kind} {row.sharing_scope}")
        return work.commit(Change(Subject.CASE, case_id))


def save_attachment(
    desk: Desk, case_id: int, entry: AttachmentEntry, *, attachment_id: int
) -> Change:
    """Correct the title of a document, or who may read it.

    Raises `Invalid`, `CaseClosed`, `Conflict` (stale version), `Refused`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.WRITE_DOCUMENT, case_id))
        row = _demand(work, attachment_id)
        if row.case_id != case_id:
            raise Refused
        values = _checked(work, entry)
        changed = work.correct(row, values, entry.version)
        work.journal(JournalAction.UPDATE, "attachment", row.id, changed)
        return work.commit(Change(Subject.CASE, case_id))


def open_attachment(desk: Desk, attachment_id: int) -> OpenAttachment:
    """A document with its bytes; journalled as read. Raises `Refused`."""
    with desk.work() as work:
        row = _demand(work, attachment_id)
        case = demand_case(work, UseCase.READ_DOCUMENT, row.case_id)
        numbers = work.session.scalars(
            select(Attachment.id)
            .where(Attachment.case_id == case.id, _readable(work))
            .order_by(Attachment.id.desc())
        ).all()
        at = numbers.index(row.id)
        opened = OpenAttachment(
            row=_row(row, _people(work.session, [row])),
            content=attachment_bytes.read(work.session, row.id),
            case_id=case.id,
            case_number=case.file_number,
            place=at + 1,
            total=len(numbers),
            before=numbers[at - 1] if at else None,
            after=numbers[at + 1] if at + 1 < len(numbers) else None,
            copies=_copies(work, case),
        )
        hidden = row.sharing_scope is SharingScope.COORDINATOR_ONLY or case.processing_restricted
        action = JournalAction.READ_RESTRICTED if hidden else JournalAction.READ
        work.journal(action, "attachment", row.id)
        work.commit_reading()
        return opened


def copy_name(opened: OpenAttachment) -> str:
    """What a copy is called: numbers, never a name."""
    return f"document_{opened.case_number}_{opened.row.id}.{_ENDS[opened.row.kind]}"


def copy_attachment(desk: Desk, attachment_id: int, path: Path) -> None:
    """Write a copy in clear to `path`, once the journal says so.

    Raises `NotSaved`, `Refused`: also for a dossier whose processing is restricted, of which
    nothing leaves (RGPD art. 18.2).
    """
    with desk.work() as work:
        row = _demand(work, attachment_id)
        demand_case(work, UseCase.COPY_DOCUMENT, row.case_id)
        content = attachment_bytes.read(work.session, row.id)
        work.journal(JournalAction.EXPORT, "attachment", row.id, "copies=1")
        work.commit_reading()
    save_document(path, content)


def _copies(work: Work, case: CaseFile) -> bool:
    try:
        demand_case(work, UseCase.COPY_DOCUMENT, case.id)
    except Refused:
        return False
    return True


def _readable(work: Work) -> ColumnElement[bool]:
    return Attachment.sharing_scope.in_(visible_scopes(work))


def _demand(work: Work, attachment_id: int) -> Attachment:
    """The document, when its scope lets this actor read it; the right on its dossier is asked."""
    row = work.session.get(Attachment, attachment_id)
    if row is None or row.sharing_scope not in visible_scopes(work):
        raise Refused
    demand_case(work, UseCase.READ_DOCUMENT, row.case_id)
    return row


def _checked(work: Work, entry: AttachmentEntry) -> dict[str, object]:
    problems: dict[str, str] = {}
    title = bounded(problems, "title", " ".join(entry.title.split()), TITLE_LIMIT)
    if title is None:
        problems["title"] = "Dites en quelques mots ce qu’est ce document."
    if entry.version is not None and entry.sharing_scope not in visible_scopes(work):
        problems["sharing_scope"] = (
            "Vous ne pourriez plus l’ouvrir\u202f: demandez au coordonnateur de le restreindre."
        )
    refuse(problems)
    return {"title": title, "sharing_scope": entry.sharing_scope}


def _people(session: Session, rows: Sequence[Attachment]) -> dict[int, str]:
    numbers = {one.created_by for one in rows if one.created_by is not None}
    found = session.scalars(select(Account).where(Account.id.in_(sorted(numbers))))
    return {one.id: account_label(one) for one in found}


def _row(one: Attachment, who: dict[int, str]) -> AttachmentRow:
    return AttachmentRow(
        id=one.id,
        version=one.version,
        title=one.title,
        kind=one.kind,
        size=one.size,
        pages=one.pages,
        sharing_scope=one.sharing_scope,
        readers=READERS[one.sharing_scope],
        added_at=one.created_at,
        added_by=who.get(one.created_by or 0, ""),
    )
