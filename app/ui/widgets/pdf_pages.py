"""The pages of a PDF that exists in memory only, as images and as text. Nothing on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS = 72
_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}


class PdfPages:
    """The pages of `content`, counted from 0. One thread at a time: PDFium has one state.

    The document is opened for each page asked for, which costs a fraction of drawing it: so
    nothing of PDFium's lives longer than a call, however the window ends.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        with self._open() as document:
            self._sizes = [QSizeF(*document.get_page_size(at)) for at in range(len(document))]

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, number: int) -> QSizeF:
        """The size of a page, in points."""
        return QSizeF(self._sizes[number])

    def image(self, number: int, dpi: float) -> QImage:
        """A page as an image of `dpi` dots an inch, on white."""
        with self._open() as document:
            bitmap = document[number].render(scale=dpi / POINTS, rev_byteorder=True)
            shown = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                _FORMATS[bitmap.n_channels],
            )
            return shown.copy()  # the bitmap's own memory goes with it

    def text(self, number: int) -> str:
        """What a page says, for assistive tools."""
        with self._open() as document:
            return str(document[number].get_textpage().get_text_range())

    @contextmanager
    def _open(self) -> Iterator[pypdfium2.PdfDocument]:
        document = pypdfium2.PdfDocument(self._content)
        try:
            yield document
        finally:
            document.close()  # its pages with it
