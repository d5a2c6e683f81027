"""What was left unfinished, offered as what it is above its form: reprendre, comparer, jeter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject

from app.services import drafts
from app.services.draft_forms import NEW
from app.services.drafts import SavedDraft
from app.services.rules.french import NBSP, NNBSP
from app.ui.context import PageContext
from app.ui.forms.compare import Content
from app.ui.forms.compare_dialog import CompareDialog
from app.ui.forms.sheet import Sheet
from app.ui.widgets.draft_strip import DraftStrip

LEAD = (
    "Choisissez, question par question, ce que le formulaire doit dire. Rien n’est enregistré "
    "avant que vous ne le fassiez."
)


class DraftOffers(QObject):
    """Keeps the drafts that wait for a decision, newest first, and shows the first of them.

    Nothing is put into the form before one asks, and nothing that waits is lost by typing: it
    stays in `pending`, which the keeper writes beside the new draft. `changed` is called when
    `pending` is no longer what the vault holds.
    """

    def __init__(
        self,
        context: PageContext,
        sheet: Sheet,
        tell: Callable[[str], object],
        changed: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._sheet, self._tell, self._changed = context, sheet, tell, changed
        self.pending: list[SavedDraft] = []
        self._taken: SavedDraft | None = None
        self._before: Content = {}
        self.strip = DraftStrip(sheet.form.spec.name)
        self.strip.resumed.connect(self.resume)
        self.strip.compared.connect(self.compare)
        self.strip.dropped.connect(self.drop)
        sheet.put_on_top(self.strip)

    def propose(self, draft: SavedDraft, *, resume: bool = False) -> None:
        """Show that it is there; what says nothing that the record does not say goes at once.

        `resume`: one came for it. It is taken up, or compared when the record changed since.
        """
        here = self._sheet.stored()
        found = [replace(draft, earlier=()), *draft.earlier]
        self.pending = [one for one in found if self._sheet.differences(here, one.content)]
        if len(self.pending) != len(found):
            self._changed()
        if self.pending and resume and not self._must_compare(self.pending[0]):
            self.resume()
        else:
            self.refresh()
            if self.pending and resume:
                self.compare()

    def refresh(self) -> None:
        """Say what is possible now: once one has typed, a draft is only taken up by comparing."""
        if self.pending:
            draft = self.pending[0]
            words = f"Brouillon du {day_words(draft.saved_at)}"
            if draft.stale:
                words += f"{NNBSP}; la fiche a changé depuis"
            self.strip.say(words, resume=not self._must_compare(draft), compare=True)
        elif self._taken is not None and self._sheet.dirty:
            words = f"Brouillon du {day_words(self._taken.saved_at)} repris"
            self.strip.say(words, resume=False, compare=False)
        else:
            self._taken = None
            self.strip.hide()

    def forget(self) -> None:
        """Propose nothing any more."""
        self.pending, self._taken = [], None
        self.refresh()

    def resume(self) -> None:
        """« Reprendre »."""
        if self.pending and not self._must_compare(self.pending[0]):
            self._take(self.pending[0], self.pending[0].content)

    def compare(self) -> None:
        """« Comparer »."""
        if not self.pending:
            return
        draft, here = self.pending[0], self._sheet.snapshot()
        found = self._sheet.differences(here, draft.content)
        if not found:
            self._take(draft, here)
            return
        typed = self._sheet.dirty or draft.key.record == NEW
        words = day_words(draft.saved_at)
        self._context.dialogs.show(
            CompareDialog(
                f"Brouillon du {words}",
                LEAD,
                found,
                kept="À l’écran" if typed else "Enregistré",
                other="Brouillon",
                verb="Reprendre ces choix",
                chosen=lambda taken: self._merge(draft, taken),
            )
        )

    def drop(self) -> None:
        """« Jeter », which can be undone."""
        if self.pending:
            draft = self.pending.pop(0)
            self._thrown(draft, lambda: self._propose_again(draft))
        elif self._taken is not None:
            draft = replace(self._taken, content=self._sheet.snapshot())
            self._taken = None
            self._sheet.restore(self._before)
            self._thrown(draft, lambda: self._take(draft, draft.content))
        self._sheet.form.focus_first()

    def _must_compare(self, draft: SavedDraft) -> bool:
        return draft.stale or self._sheet.dirty

    def _merge(self, draft: SavedDraft, taken: frozenset[str]) -> None:
        self._take(draft, self._sheet.merged(self._sheet.snapshot(), draft.content, taken))

    def _take(self, draft: SavedDraft, content: Content) -> None:
        if draft in self.pending:
            self.pending.remove(draft)
        self._taken, self._before = draft, self._sheet.stored()
        self._sheet.restore(content)
        self.refresh()
        self._tell(f"Brouillon du {day_words(draft.saved_at)} repris")
        self._changed()

    def _thrown(self, draft: SavedDraft, undo: Callable[[], object]) -> None:
        self.refresh()
        self._changed()

        def undone() -> None:
            if shiboken6.isValid(self) and shiboken6.isValid(self._sheet.form):
                undo()
            else:
                bring_back(self._context, draft)

        self._context.messages.success("Brouillon jeté.", undo=undone)

    def _propose_again(self, draft: SavedDraft) -> None:
        self.pending.insert(0, draft)
        self.refresh()
        self._changed()


def throw_away(context: PageContext, draft: SavedDraft) -> None:
    """Throw a draft away from where its form is not open; it can be undone."""
    desk, jobs = context.desk, context.jobs
    jobs.database(
        jobs,
        lambda: drafts.drop_draft(desk, draft.key),
        lambda _change: context.messages.success(
            "Brouillon jeté.", undo=lambda: bring_back(context, draft)
        ),
    )


def bring_back(context: PageContext, draft: SavedDraft) -> None:
    """Put into the vault again a draft whose form is no longer open."""
    desk, jobs = context.desk, context.jobs
    words = f"Le brouillon est gardé{NNBSP}: il vous attend sur Accueil."
    jobs.database(
        jobs, lambda: drafts.put_back(desk, draft), lambda _change: context.messages.success(words)
    )


def clock_words(at: datetime) -> str:
    """« 14 h 07 », in the PC's own time."""
    local = at.astimezone()
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def day_words(at: datetime) -> str:
    """« 12/03 à 14 h 07 », in the PC's own time; with the year when it is another one."""
    local = at.astimezone()
    same = local.year == datetime.now().astimezone().year
    return f"{local:%d/%m}{'' if same else f'/{local.year}'} à {clock_words(at)}"
