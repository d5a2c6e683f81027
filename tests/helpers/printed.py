"""What a printed document says, read by another implementation than the one that drew it."""

from io import BytesIO

from pypdf import PdfReader

from app.services.documents.layout import Rendered
from app.services.prints import PrintedDocument


def text_of(document: PrintedDocument | Rendered) -> str:
    """Its pages, line by line; a no-break space is drawn as a space, and reads back as one."""
    pages = PdfReader(BytesIO(document.content)).pages
    return "\n".join(page.extract_text() for page in pages)


def words_of(document: PrintedDocument | Rendered) -> str:
    """The same on one line, wherever its lines break."""
    return " ".join(text_of(document).split())
