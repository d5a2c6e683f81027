"""The pages of a PDF that exists in memory only, as images and as text. Nothing on the disk."""

from math import sqrt
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from app.pdfium import opened

POINTS = 72
#: Pixels of one page at most: a page as large as a wall is drawn coarser, not refused.
MOST_PIXELS: Final = 24_000_000
_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}


class PdfPages:
    """The pages of `content`, counted from 0; may be asked from any thread.

    The document is opened for each page asked for, which costs a fraction of drawing it: so
    nothing of PDFium's lives longer than a call, however the window ends. Raises `UnreadablePdf`.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        with opened(content) as document:
            self._sizes = [QSizeF(*document.get_page_size(at)) for at in range(len(document))]

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, number: int) -> QSizeF:
        """The size of a page, in points."""
        return QSizeF(self._sizes[number])

    def image(self, number: int, dpi: float) -> QImage:
        """A page as an image of `dpi` dots an inch, or fewer for a huge one, on white."""
        with opened(self._content) as document:
            scale = min(dpi / POINTS, _coarsest(self._sizes[number]))
            bitmap = document[number].render(scale=scale, rev_byteorder=True)
            shown = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                _FORMATS[bitmap.n_channels],
            ).copy()  # the bitmap's own memory goes with it
            bitmap.close()
            return shown

    def text(self, number: int) -> str:
        """What a page says, for assistive tools."""
        with opened(self._content) as document:
            return str(document[number].get_textpage().get_text_range())


def _coarsest(size: QSizeF) -> float:
    """Pixels a point above which a page of that size would hold more than `MOST_PIXELS`."""
    return sqrt(MOST_PIXELS / max(1.0, size.width() * size.height()))
