"""Two dossiers side by side: told apart, or made one, field by field, with the proof."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.services import merging, merging_view, told_apart
from app.services.changes import Change
from app.services.merging import Merged, MergeEntry
from app.services.merging_counts import Counted
from app.services.merging_view import MergeView
from app.services.rules.french import number
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.duplicates import KEPT, OTHER, merge_spec
from app.ui.widgets.badge import Badge
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import clear, label

LIST = "duplicates"
_ALL_FOLLOWS = (
    "Tout ce qui tient à l’autre dossier rejoint celui-ci\u202f: signalements, observations, plan, "
    "orientations, famille, scolarité, états, historique, corbeille. La fusion peut se défaire."
)


class DuplicatePage(QWidget):
    """`place.ref` is one dossier, `place.tab` the number of the other."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.duplicate")
        self._context = context
        self._ids = (place.ref or 0, int(place.tab) if place.tab.isdigit() else 0)
        self.view: MergeView | None = None
        self.form: Form | None = None
        self.proof: Card | None = None
        self.merge: Button | None = None
        self.apart: Button | None = None
        self.header = PageHeader("Deux dossiers, une personne\u202f?")
        self.header.set_crumbs(
            [("Doublons probables", lambda: context.go(Place(LIST))), ("Comparer", None)]
        )
        self._page = ScrollPage()
        self._page.add(self.header)
        self._holder = QWidget()
        self._parts = QVBoxLayout(self._holder)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(12)
        self._parts.addWidget(Skeleton(8))
        self._page.add(self._holder)
        self._page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        desk, ids = context.desk, self._ids
        context.jobs.database(self, lambda: merging_view.compare_cases(desk, *ids), self._show)

    def _show(self, view: MergeView) -> None:
        self.view = view
        clear(self._parts)
        self._parts.addWidget(self._likeness(view))
        self._parts.addWidget(self._fields(view))
        self._parts.addWidget(self._counts(view.counts, view))
        self.merge = PrimaryButton("Réunir les deux dossiers", self._merge, name="action.merge")
        self.apart = Button(
            "Ce n’est pas la même personne", self._tell_apart, name="action.apart", icon="user-off"
        )
        buttons = QWidget()
        line = FlowLayout(buttons, spacing=8, line_spacing=6)
        line.add(self.merge)
        line.add(self.apart)
        numbers = {view.kept_id: view.kept_number, view.other_id: view.other_number}
        for case_id, words in numbers.items():
            see = Button(f"Voir {words}", self._goes(case_id), name=f"action.case.see.{case_id}")
            line.add(see)
        self._parts.addWidget(buttons)
        self.setFocusProxy(self.apart)

    def _goes(self, case_id: int) -> Callable[[], object]:
        return lambda: self._context.go(Place("case", case_id))

    def _likeness(self, view: MergeView) -> Card:
        card = Card("Pourquoi ces deux-là", name="card.likeness")
        head = QWidget()
        line = FlowLayout(head, spacing=8, line_spacing=4)
        line.add(Badge(f"{view.match.percent}\u00a0%", "neutral"))
        line.add(label(view.match.why, "strong", wrap=True))
        card.add(head)
        stays = (
            f"Le dossier {view.kept_number} reste\u202f: son numéro est le plus ancien. "
            f"Il sera à l’état «\u202f{view.status.label}\u202f»."
        )
        told = [stays, _ALL_FOLLOWS]
        if view.restricted:
            told.append("L’un des deux est limité\u202f: le dossier réuni le sera.")
        for one in told:
            card.add(label(one, wrap=True))
        return card

    def _fields(self, view: MergeView) -> Card:
        title = (
            f"À gauche {view.kept_number}, à droite {view.other_number}\u202f: que garder\u202f?"
        )
        card = Card(title, name="card.merge.fields")
        if not view.fields:
            card.add(label("Les deux fiches disent la même chose.", "muted", wrap=True))
            return card
        self.form = Form(
            merge_spec([(_plain(o.name), o.label, o.kept, o.other) for o in view.fields]),
            cards=False,
        )
        self.form.binder.load(
            {_plain(one.name): OTHER if one.other_proposed else KEPT for one in view.fields}
        )
        card.add(self.form)
        return card

    def _counts(self, counts: Sequence[Counted], view: MergeView, *, done: bool = False) -> Card:
        card = Card("Ce que contient chacun" if not done else "La preuve", name="card.merge.counts")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        heads = ["", view.kept_number, view.other_number]
        heads += ["Réuni", "Mis de côté"] if done else []
        rows = [heads] + [
            [
                one.words[1].capitalize(), number(one.kept), number(one.other),
                *([number(one.after), number(one.aside)] if done else []),
            ]
            for one in counts
        ]  # fmt: skip
        for at, cells in enumerate(rows):
            for place, words in enumerate(cells):
                part = label(words, "label" if at == 0 or place == 0 else "")
                grid.addWidget(part, at, place, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(heads), 1)
        card.add(grid)
        if done:
            said = "Aux éléments réunis s’ajoute la ligne d’état qui raconte la fusion."
            card.add(label(said, "muted", wrap=True))
        if done and any(one.aside for one in counts):
            said = "Mis de côté\u202f: ce qui était dans les deux, et reviendrait avec chacun."
            card.add(label(said, "muted", wrap=True))
        return card

    # -- deciding -------------------------------------------------------------------------

    def _merge(self) -> None:
        view = self.view
        if view is None:
            return
        values = self.form.binder.values() if self.form is not None else {}
        chosen = frozenset(one.name for one in view.fields if values[_plain(one.name)] == OTHER)
        entry, desk, ids = MergeEntry(chosen, view.versions), self._context.desk, self._ids
        self._busy(busy=True)
        self._context.jobs.database(
            self,
            lambda: merging.merge(desk, *ids, entry),
            lambda done: self._merged(view, done),
            ended=lambda: self._busy(busy=False),
        )

    def _merged(self, view: MergeView, done: Merged) -> None:
        clear(self._parts)
        self.form = self.merge = self.apart = None
        self.header.set_title(f"{view.other_number} est réuni à {view.kept_number}")
        self.proof = self._counts(done.proof, view, done=True)
        self._parts.addWidget(self.proof)
        self.see = PrimaryButton(
            "Ouvrir le dossier", self._goes(view.kept_id), name="action.merged.open"
        )
        back = Button(
            "Revenir aux doublons", lambda: self._context.go(Place(LIST)), name="action.merged.list"
        )
        buttons = QWidget()
        line = FlowLayout(buttons, spacing=8, line_spacing=6)
        line.add(self.see)
        line.add(back)
        self._parts.addWidget(buttons)
        self._context.messages.success(
            f"Dossiers réunis\u202f: {view.kept_number} contient tout ce qu’avait "
            f"{view.other_number}."
        )

    def _tell_apart(self) -> None:
        desk, ids = self._context.desk, self._ids
        self._busy(busy=True)
        self._context.jobs.database(
            self,
            lambda: told_apart.tell_apart(desk, *ids),
            self._told,
            ended=lambda: self._busy(busy=False),
        )

    def _told(self, _change: Change) -> None:
        self._context.messages.success("Noté\u202f: cette paire ne sera plus proposée.")
        self._context.go(Place(LIST))

    def _busy(self, *, busy: bool) -> None:
        if self.view is not None and self.merge is not None and self.apart is not None:
            self.merge.setEnabled(not busy)
            self.apart.setEnabled(not busy)


def _plain(name: str) -> str:
    """The name of a field in the form: « youth_last_name »."""
    return name.replace(".", "_")
