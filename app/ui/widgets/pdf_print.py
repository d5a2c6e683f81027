"""Printing a PDF from memory through the system's own dialog, a page a turn of the event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo

from app.errors import UserFacingError
from app.ui.dialogs import Dialogs
from app.ui.widgets.pdf_pages import PdfPages

_MOST_DPI = 300  # a text of 7 points reads well, and a page takes 26 MB while it is drawn


class NoPrinter(UserFacingError):
    """The system knows no printer."""

    def __init__(self) -> None:
        super().__init__(
            "Aucune imprimante n’est installée sur ce PC.",
            remedy="Demandez à votre service informatique d’en ajouter une, puis recommencez.",
            code="no_printer",
        )


class PrinterRefused(UserFacingError):
    """The printer did not take the document."""

    def __init__(self) -> None:
        super().__init__(
            "L’imprimante n’a pas accepté le document\u202f: rien n’est imprimé, ou pas tout.",
            remedy="Vérifiez qu’elle est allumée et a du papier, puis recommencez.",
            code="printer_refused",
        )


def new_printer(title: str) -> QPrinter:
    """The default printer, set for an A4 sheet. `title` names the job: a kind and a number."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("Vigie")
    return printer


def ask_printer(
    dialogs: Dialogs, *, title: str, pages: int, chosen: Callable[[QPrinter], object]
) -> None:
    """Open the system's dialog; `chosen` gets the printer once accepted. Raises `NoPrinter`.

    Printing to a file is not offered: it would be a copy in clear without its warning.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = new_printer(title)
    dialog = QPrintDialog(printer)
    dialog.setObjectName("dialog.print")
    dialog.setWindowTitle("Imprimer")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: chosen(printer))
    dialogs.show(dialog)


class PrintRun(QObject):
    """Draws the pages asked for on a printer. `ended(done)` comes once, whether all went."""

    ended = Signal(bool)

    def __init__(self, content: bytes, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = PdfPages(content)
        self._printer = printer
        self._painter = QPainter()
        self._waiting = _order(printer, len(self._pages))
        self._begun = False
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._one)

    def start(self) -> None:
        """Begin; the first page is drawn at the next turn."""
        self._turn.start(0)

    def _one(self) -> None:
        ready = self._printer.newPage() if self._begun else self._painter.begin(self._printer)
        if not ready:
            self._end(done=False)
            return
        self._begun = True
        number = self._waiting.pop(0)
        dpi = min(_MOST_DPI, self._printer.resolution())
        image = self._pages.image(number, dpi)
        self._painter.drawImage(_within(QSizeF(image.size()), self._painter), image)
        if not self._waiting:
            self._end(done=True)

    def _end(self, *, done: bool) -> None:
        self._turn.stop()
        if self._painter.isActive():
            done = self._painter.end() and done
        self.ended.emit(done)


def _order(printer: QPrinter, pages: int) -> list[int]:
    """Which pages, from 0, in which order: the range asked for, and copies it cannot make."""
    first, last = printer.fromPage() or 1, min(printer.toPage() or pages, pages)
    wanted = list(range(first - 1, last)) or list(range(pages))
    times = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return wanted * times


def _within(size: QSizeF, painter: QPainter) -> QRectF:
    """The largest place of that shape on the paper, centred: A4 on A4 fills it exactly."""
    paper = QRectF(painter.viewport())
    size.scale(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = paper.left() + (paper.width() - size.width()) / 2
    top = paper.top() + (paper.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height())
