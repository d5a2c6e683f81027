"""What stands above a `PdfView`: where one is, how large it is drawn, what fits it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.pdf_view import PdfView
from app.ui.widgets.style import label


class PdfBar(QWidget):
    """`left`, what the page adds, then the place in `view` and its zoom, under it when narrow."""

    def __init__(self, view: PdfView, left: QWidget, *, name: str) -> None:
        super().__init__()
        self._view = view
        self.where = label("", "muted")
        right = QWidget()
        zoom = QHBoxLayout(right)
        zoom.setContentsMargins(0, 0, 0, 0)
        zoom.setSpacing(6)
        zoom.addWidget(self.where)
        for icon, words, act, action in (
            ("minus", "Réduire (Ctrl+-)", view.zoom_out, "zoom_out"),
            ("plus", "Agrandir (Ctrl++)", view.zoom_in, "zoom_in"),
        ):
            zoom.addWidget(IconButton(icon, words, act, name=f"action.{name}.{action}"))
        for text, act, action in (
            ("Largeur", view.fit_width, "fit_width"),
            ("Page entière", view.fit_page, "fit_page"),
        ):
            zoom.addWidget(Button(text, act, name=f"action.{name}.{action}"))
        flow = FlowLayout(self, fill=Fill.STRETCH, spacing=16, line_spacing=6)
        flow.add(left, 1)
        flow.add(right, 0)
        view.moved.connect(lambda *_: self._say_where())
        view.zoomed.connect(lambda *_: self._say_where())

    def _say_where(self) -> None:
        percent = f"{round(self._view.zoom * 100)}\u202f%"
        page, pages = self._view.page, self._view.pages
        place = f"Page {page} sur {pages} · {percent}" if pages > 1 else percent
        self.where.setText(place if pages else "")
