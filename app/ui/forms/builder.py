"""Builds the form that a spec declares: the one place where a field becomes widgets."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.ui.forms.binder import Binder
from app.ui.forms.cell import FieldCell, RowLayout
from app.ui.forms.choosing import ChecksEditor, ComboEditor, RadioEditor, YesNoEditor
from app.ui.forms.editors import Editor
from app.ui.forms.fields import (
    DateEditor,
    IntegerEditor,
    LongTextEditor,
    PasswordEditor,
    ReadOnlyEditor,
    TextEditor,
    Today,
)
from app.ui.forms.spec import FEW, Field, FormSpec, Kind, Section
from app.ui.widgets.cards import Card
from app.ui.widgets.choice import Provider
from app.ui.widgets.password import Advice
from app.ui.widgets.style import label

Advise = Callable[[str], Advice]


class Form(QWidget):
    """A built form. `cells` and `sections` are there for layouts that need more.

    `today` dates the shortcuts and the ages. `providers` finds the records of reference fields by
    field name; `creators` is called with what was typed when one asks to create a record;
    `advisers` comments passwords. `cards` is False in a dialog, where sections stand bare.
    """

    def __init__(
        self,
        spec: FormSpec,
        *,
        today: Today = date.today,
        providers: Mapping[str, Provider] | None = None,
        creators: Mapping[str, Callable[[str], object]] | None = None,
        advisers: Mapping[str, Advise] | None = None,
        cards: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setObjectName(f"form.{spec.name}")
        self.cells: dict[str, FieldCell] = {}
        self.sections: list[QWidget] = []
        self._today = today
        self._providers = providers or {}
        self._advisers = advisers or {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for number, section in enumerate(spec.sections, start=1):
            built = self._section(number if spec.numbered else 0, section, cards=cards)
            self.sections.append(built)
            column.addWidget(built)
        self.binder = Binder(spec, self.cells, parent=self)
        self._order_tabs()
        for name, create in (creators or {}).items():
            self.cells[name].editor.create_requested.connect(create)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.binder.follow_focus)

    def put_on_top(self, notice: QWidget) -> None:
        """Place above the questions what concerns all of them; reached by going back from them."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, notice)
            self._order_before_first(notice.findChildren(QPushButton))

    def _order_before_first(self, buttons: list[QPushButton]) -> None:
        first = next((c.editor.targets[0] for c in self.cells.values() if c.editor.targets), None)
        before = first.previousInFocusChain() if first is not None else None
        if before is None:
            return
        for button in buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def focus_first(self) -> None:
        """Start at the first question, as a page does when it opens."""
        self.binder.go_to(self.spec.fields()[0].name)

    def _section(self, number: int, section: Section, *, cards: bool) -> QWidget:
        title = f"{number}. {section.title}" if number and section.title else section.title
        box: QWidget
        if cards:
            card = Card(title)
            box, column = card, card.body
        else:
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            if title:
                column.addWidget(label(title, "heading", wrap=True))
        column.setSpacing(10)
        if section.help:
            column.addWidget(label(section.help, "muted", wrap=True))
        for row in section.rows:
            line = QWidget()
            layout = RowLayout(line)
            for field in row:
                cell = FieldCell(self._editor(field))
                self.cells[field.name] = cell
                layout.add(cell, cell.stretch, basis=cell.basis)
            column.addWidget(line)
        return box

    def _editor(self, field: Field) -> Editor:  # noqa: PLR0911 - one line a kind
        name = f"field.{self.spec.name}.{field.name}"
        match field.kind:
            case Kind.LONG_TEXT:
                return LongTextEditor(field, name)
            case Kind.DATE | Kind.BIRTH_DATE:
                return DateEditor(field, name, self._today)
            case Kind.CHOICE if 0 < len(field.choices) <= FEW and field.name not in self._providers:
                return RadioEditor(field, name, field.choices)
            case Kind.CHOICE | Kind.REFERENCE:
                return ComboEditor(field, name, self._providers.get(field.name))
            case Kind.CHOICES:
                return ChecksEditor(field, name)
            case Kind.YES_NO:
                return YesNoEditor(field, name)
            case Kind.INTEGER:
                return IntegerEditor(field, name)
            case Kind.PASSWORD:
                return PasswordEditor(field, name, self._advisers.get(field.name))
            case Kind.READ_ONLY:
                return ReadOnlyEditor(field, name)
            case _:
                return TextEditor(field, name)

    def _order_tabs(self) -> None:
        targets = [t for field in self.spec.fields() for t in self.cells[field.name].editor.targets]
        for before, after in pairwise(targets):
            QWidget.setTabOrder(before, after)
