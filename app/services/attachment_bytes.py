"""The bytes of documents: written once, read when one is opened, gone with their last trace."""

from typing import Final

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.attachment import Attachment, AttachmentContent
from app.models.history import TrashItem

_NAME: Final = Attachment.__tablename__


def keep(session: Session, number: int, content: bytes) -> None:
    """Write the bytes of document `number`, past the session: it would hold them until its end."""
    session.execute(insert(AttachmentContent).values(attachment_id=number, content=content))


def read(session: Session, number: int) -> bytes:
    """The bytes of document `number`; `Refused` when there are none."""
    wanted = select(AttachmentContent.content).where(AttachmentContent.attachment_id == number)
    found = session.scalar(wanted)
    if found is None:
        raise Refused
    return found


def sweep(session: Session) -> int:
    """Erase the bytes whose document is neither in its dossier nor in the corbeille; how many."""
    number = AttachmentContent.attachment_id
    live = exists().where(Attachment.id == number)
    thrown = exists().where(TrashItem.object_type == _NAME, TrashItem.object_id == number)
    numbers = session.scalars(select(number).where(~live, ~thrown)).all()
    if numbers:
        session.execute(delete(AttachmentContent).where(number.in_(numbers)))
    return len(numbers)
