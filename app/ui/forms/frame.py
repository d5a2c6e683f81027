"""A form as a page: it scrolls, the bar stays at the bottom, Ctrl+Entrée saves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.forms.builder import Form
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.scroll import ScrollPage, TwoColumns


class FormFrame(QWidget):
    """`head` stands above the form, `side` beside it (below it in a narrow window).

    `primary` is the action of Ctrl+Entrée; `others` come before it in the bar. Whoever connects
    `primary` calls `form.binder.check_all()` first.
    """

    def __init__(
        self,
        form: Form,
        *,
        primary: QPushButton,
        others: Sequence[QPushButton] = (),
        head: QWidget | None = None,
        side: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.page = ScrollPage()
        if head is not None:
            self.page.add(head)
        if side is None:
            self.page.add(form)
        else:
            columns = TwoColumns(main=2, side=1)
            columns.main.addWidget(form)
            columns.side.addWidget(side)
            columns.fill()
            self.page.add(columns)
        self.page.fill()
        self.bar = ActionBar((*others, primary))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)
        form.binder.missing_changed.connect(self.bar.show_missing)
        self.bar.show_missing(form.binder.missing_count)
        self.bar.go_to_missing.connect(form.binder.go_to_missing)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(primary.click)
