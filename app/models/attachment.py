"""The documents of a dossier: what is said of each in one table, its bytes in another.

Lists, searches and the opening of a dossier read the first only.
"""

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Edited
from app.models.enums import AttachmentKind, SharingScope


class Attachment(Edited, Base):
    """A document as it was added: `size` in bytes, `sha256` of what is kept, in hexadecimal.

    `pages` is 1 for an image. Who added it and when are the row's own signature.
    """

    __tablename__ = "attachment"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[AttachmentKind]
    size: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    sharing_scope: Mapped[SharingScope] = mapped_column(default=SharingScope.CELL)

    __table_args__ = (Index(None, "case_id", "id"), {"sqlite_autoincrement": True})


class AttachmentContent(Base):
    """The bytes of a document, under its number.

    No foreign key: they stay while the document is in the corbeille, whose rows are JSON, and
    leave with its last trace (`attachment_bytes.sweep`).
    """

    __tablename__ = "attachment_content"

    attachment_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
