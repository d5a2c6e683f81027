"""An image that exists in memory only, shown as a document of one page. Nothing on the disk."""

from math import sqrt
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.ui.widgets.pdf_pages import MOST_PIXELS, POINTS

_DPI: Final = 96.0  # a point of the picture is a point of the screen at 100 %
_TURNS: Final = QImageIOHandler.Transformation.TransformationRotate90


class PicturePages:
    """The image of `content`, in the format that was found in its bytes (« jpeg », « png »).

    Decoded at each size asked for, straight to that size; may be asked from any thread. Raises
    `LookupError` for what no longer decodes.
    """

    def __init__(self, content: bytes, format_: str, *, title: str = "") -> None:
        self._content, self._format, self._title = content, format_, title
        reader, _held = self._reader()
        size = reader.size()
        if size.isEmpty():
            raise LookupError("no picture")
        self._size = size.transposed() if reader.transformation() & _TURNS else size

    def __len__(self) -> int:
        return 1

    def size(self, _number: int) -> QSizeF:
        """The size of the picture, in points of 1/72 inch, at 96 dots an inch."""
        return QSizeF(self._size) * (POINTS / _DPI)

    def image(self, _number: int, dpi: float) -> QImage:
        """The picture the right way up, at `dpi` dots an inch, no finer than it is."""
        pixels = self._size.width() * self._size.height()
        scale = min(1.0, dpi / _DPI, sqrt(MOST_PIXELS / pixels))
        reader, _held = self._reader()
        reader.setAutoTransform(True)
        if scale < 1.0:
            whole = reader.size()  # as it is stored: it is turned after it is scaled
            reader.setScaledSize(
                QSize(max(1, round(whole.width() * scale)), max(1, round(whole.height() * scale)))
            )
        found = reader.read()
        if found.isNull():
            raise LookupError("no picture")
        return found

    def text(self, _number: int) -> str:
        """What it is called: a picture says nothing by itself."""
        return self._title

    def _reader(self) -> tuple[QImageReader, QBuffer]:
        """A reader of that format and no other, with what it reads from."""
        held = QBuffer()
        held.setData(QByteArray(self._content))
        held.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(held, QByteArray(self._format.encode()))
        reader.setDecideFormatFromContent(False)
        return reader, held


def decodes(content: bytes, format_: str) -> bool:
    """Whether the whole image decodes. Its size is known to be reasonable: the caller asked."""
    try:
        return not PicturePages(content, format_).image(0, _DPI).isNull()
    except LookupError:
        return False
