"""What the tests of documents share."""

from app.models.enums import SharingScope
from app.services.attachments import (
    AttachmentEntry,
    add_attachment,
    attachments,
)
from app.services.desk import Desk
from tests.helpers.documents import document


def add(
    desk: Desk, case_id: int, title: str = "Convention", scope: SharingScope = SharingScope.CELL
) -> int:
    add_attachment(desk, case_id, AttachmentEntry(title, scope), document(title))
    return attachments(desk, case_id)[0].id
