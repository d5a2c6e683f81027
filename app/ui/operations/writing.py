"""The writing control of a form: what is pointed out under each text, what is confirmed at saving.

Nothing is ever blocked nor lost: saving asks for a reason, once for the same words of a text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from app.services import writing, writing_confirmations
from app.services.choices import WritingCategory, WritingReason
from app.services.rules.folding import fold
from app.services.rules.forbidden_numbers import find_nir
from app.services.rules.writing import WHY, Finding, Vocabulary, findings, vocabulary
from app.services.writing_confirmations import Confirmed
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.cell import FieldCell
from app.ui.forms.editors import as_text
from app.ui.forms.sheet import Sheet
from app.ui.operations.writing_dialog import Pointed, WritingDialog
from app.ui.widgets.scroll import show_whole
from app.ui.widgets.style import NNBSP, focus_within

T = TypeVar("T")
PAUSE_MS = 350
"""After the last key: a word half typed is not pointed out."""
_NIR = f"Un numéro de sécurité sociale ne peut pas être gardé ici{NNBSP}: retirez-le."
_Key = tuple[str, str, WritingCategory, str]
"""Words confirmed: those of a category in a field of a form."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A free text as it stands, and as it was loaded or saved."""

    form: Form
    field: str
    text: str
    stored: str

    @property
    def cell(self) -> FieldCell:
        return self.form.cells[self.field]

    def key(self, finding: Finding) -> _Key:
        words = " ".join(fold(finding.words).split())
        return self.form.spec.name, self.field, finding.category, words


class WritingControl(QObject):
    """Reads every watched text of `sheet`; the lists are the town's as the form opens."""

    def __init__(self, context: PageContext, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._sheet = context, sheet
        self._lists: Vocabulary | None = None
        self._waiting: Callable[[], object] | None = None
        self._reasons: dict[_Key, WritingReason] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.point_out)
        sheet.on_change(lambda: self._timer.start(PAUSE_MS))
        # a block that is added later may hold a text
        self._watches = bool(sheet.blocks) or any(True for _ in self._texts())
        if self._watches:
            desk = context.desk
            context.jobs.database(
                self, lambda: writing.lists(desk), self._ready, failed=lambda _e: self._ready(None)
            )

    def point_out(self) -> None:
        """Say under each text what its reader may not need."""
        if self._lists is None:
            return
        for one in self._texts():
            found = findings(one.text, self._lists)
            numbers = find_nir(one.text)
            words = "\n".join([*_sentences(found), *([_NIR] if numbers else [])])
            here = focus_within(one.cell, one.form.window().focusWidget())
            grows = here and len(words) > len(one.cell.notice)
            one.cell.show_notice(words)
            if grows:
                show_whole(one.cell)  # it comes under the text, maybe below what is in view
            places = [(it.start, it.end) for it in found] + [(it.start, it.end) for it in numbers]
            one.cell.editor.mark_words(places)

    def ask(self, proceed: Callable[[], object], *, again: Callable[[], object]) -> None:
        """Go on with the saving: at once, or when what is pointed out has been confirmed.

        `again` saves anew, when the lists come only after the button was pressed.
        """
        if not self._watches:
            proceed()
            return
        if self._lists is None:
            self._waiting = again
            return
        self.point_out()
        asked = list(self._unconfirmed())
        if not asked:
            proceed()
            return

        def chosen(reason: WritingReason) -> None:
            for text, found in asked:
                self._reasons.update({text.key(one): reason for one in found})
            proceed()

        first = asked[0][0]
        self._context.dialogs.show(
            WritingDialog(
                [
                    Pointed(text.form.spec.field(text.field).label, tuple(_sentences(found)))
                    for text, found in asked
                ],
                chosen=chosen,
                back=lambda: first.form.binder.go_to(first.field),
            )
        )

    def confirming(self, work: Callable[[], T]) -> Callable[[], T]:
        """`work`, what was confirmed of its texts kept in the same transaction."""
        said = tuple(self._confirmed())
        if not said:
            return work
        desk = self._context.desk

        def both() -> T:
            with desk.along(partial(writing_confirmations.keep, confirmed=said)):
                return work()

        return both

    def saved(self) -> None:
        """What was confirmed is kept: the texts as they stand are asked about no more."""
        self._reasons.clear()

    def _ready(self, lists: Vocabulary | None) -> None:
        # without the town's own words, those of the program are still worth something
        self._lists = lists if lists is not None else vocabulary()
        self.point_out()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _texts(self) -> Iterator[_Text]:
        for form in self._sheet.forms():
            watched = [field for field in form.spec.fields() if field.is_watched]
            if not watched:
                continue
            stored = form.binder.stored().get("fields")
            for field in watched:
                cell = form.cells[field.name]
                text = "" if cell.isHidden() else as_text(cell.editor.raw())
                before = stored.get(field.name) if isinstance(stored, dict) else None
                yield _Text(form, field.name, text, before if isinstance(before, str) else "")

    def _unconfirmed(self) -> Iterator[tuple[_Text, tuple[Finding, ...]]]:
        for text, found in self._new():
            left = tuple(one for one in found if text.key(one) not in self._reasons)
            if left:
                yield text, left

    def _confirmed(self) -> Iterator[Confirmed]:
        for text, found in self._new():
            by_reason: dict[WritingReason, set[WritingCategory]] = {}
            for one in found:
                reason = self._reasons.get(text.key(one))
                if reason is not None:
                    by_reason.setdefault(reason, set()).add(one.category)
            for reason, categories in by_reason.items():
                yield Confirmed(text.field, text.text, frozenset(categories), reason)

    def _new(self) -> Iterator[tuple[_Text, tuple[Finding, ...]]]:
        """What each text says that it did not say as it was stored."""
        for text in self._texts():
            if self._lists is None or text.text == text.stored:
                continue
            known = {text.key(one) for one in findings(text.stored, self._lists)}
            found = findings(text.text, self._lists)
            yield text, tuple(one for one in found if text.key(one) not in known)


def _sentences(found: Iterable[Finding]) -> Iterator[str]:
    """One line a category: its words, each once, and why they are pointed out."""
    words: dict[WritingCategory, list[str]] = {}
    for one in found:
        said = words.setdefault(one.category, [])
        shown = f"«{NNBSP}{' '.join(one.words.split())}{NNBSP}»"
        if shown not in said:
            said.append(shown)
    for category, said in words.items():
        yield f"{', '.join(said)}{NNBSP}: {WHY[category]}"
