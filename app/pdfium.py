"""PDFium, which has one state for the whole process: one document is read at a time.

Whoever reads a PDF, to check it or to draw it, in whichever thread, passes by here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pypdfium2

from app.errors import UserFacingError

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_ALONE: Final = threading.Lock()


class UnreadablePdf(UserFacingError):
    """What claims to be a PDF does not open; `locked` when it asks for a password."""

    def __init__(self, *, locked: bool) -> None:
        super().__init__(
            "Ce PDF est protégé par un mot de passe\u202f: Vigie ne pourrait pas le montrer."
            if locked
            else "Ce PDF est abîmé ou incomplet\u202f: il ne s’ouvre pas.",
            remedy="Enregistrez-en une copie sans mot de passe, puis ajoutez-la\u202f: le coffre "
            "la chiffre."
            if locked
            else "Demandez-le de nouveau à qui vous l’a remis, ou numérisez le papier.",
            code="pdf_locked" if locked else "pdf_unreadable",
        )
        self.locked = locked


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, while no other thread reads one. Raises `UnreadablePdf`."""
    with _ALONE:
        document = _document(content)
        try:
            yield document
        finally:
            document.close()  # its pages with it


def _document(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf(locked=error.err_code == _PASSWORD) from None
