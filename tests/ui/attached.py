"""A document added to a dossier."""

from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.attachments_reading import Document
from app.services.desk import Desk
from app.ui.context import Place
from app.ui.pages.document import DocumentPage
from tests.helpers.documents import document
from tests.helpers.seats import Seat


def page(seat: Seat, number: int) -> DocumentPage:
    shown = seat.show(lambda context: DocumentPage(context, Place("document", number)))
    assert isinstance(shown, DocumentPage)
    return shown


def add(desk: Desk, case_id: int, title: str, what: Document | None = None) -> int:
    add_attachment(desk, case_id, AttachmentEntry(title), what or document(title))
    return attachments(desk, case_id)[0].id
