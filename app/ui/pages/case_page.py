"""One dossier: its head, its parts as tabs, and the sheet for the group one press away."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import cases
from app.services.cases import CasePage
from app.services.changes import Change, Subject
from app.services.rules.rights import UseCase
from app.ui.context import Drafting, Guarded, PageContext, Place, TakesUp
from app.ui.operations import case_words
from app.ui.operations.history import history_icon
from app.ui.operations.restriction import RestrictionStrip
from app.ui.operations.resuming import with_form, without_form, without_line
from app.ui.panels.case_identity import IdentityTab
from app.ui.panels.case_life import LifeTab
from app.ui.panels.case_reports import ReportsTab
from app.ui.panels.case_schooling import SchoolingTab
from app.ui.panels.case_summary import SummaryTab
from app.ui.panels.case_timeline import TimelineTab
from app.ui.panels.documents import DocumentsTab
from app.ui.panels.observations import ObservationsTab
from app.ui.panels.plan import PlanTab
from app.ui.panels.referrals import ReferralsTab
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, IconButton, PrimaryButton
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.tabs import Tabs

SYNTHESIS_PREVIEW, NOTICE_PREVIEW = "synthesis_preview", "notice_preview"
FAMILY_PREVIEW = "family_preview"


#: The tabs that read for themselves: what one must be allowed to read, how it is built.
HOSTED: Mapping[str, tuple[UseCase, Callable[[PageContext, int], QWidget]]] = {
    "plan": (UseCase.READ_PLAN, PlanTab),
    "referrals": (UseCase.READ_REFERRAL, ReferralsTab),
    "observations": (UseCase.READ_OBSERVATION, ObservationsTab),
    "documents": (UseCase.READ_DOCUMENT, DocumentsTab),
}
#: What the dossier of a family has not.
_OF_A_YOUTH = frozenset({"identity", "schooling", "referrals", "attendance"})
#: In this order; a hosted tab stands at its place when this reader may read it.
ORDER = (
    ("synthesis", "Synthèse"),
    ("identity", "Identité et famille"),
    ("schooling", "Scolarité"),
    ("reports", "Signalements"),
    ("plan", "Plan d’actions"),
    ("referrals", "Orientations"),
    ("observations", "Observations"),
    ("documents", "Documents"),
    ("life", "Suivi"),
    ("timeline", "Chronologie"),
)


class CasePageView(ScrollPage):
    """Kept alive; reads again when the dossier changes. `place.tab` names the tab to show."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.case")
        self._context, self._case_id = context, place.ref or 0
        self._wanted, self._taken_up = without_form(place)
        self._opened = False
        self.page: CasePage | None = None
        self.header = PageHeader()
        self.tabs = Tabs(name="case.tabs")
        self.tabs.hide()
        self._stack = QVBoxLayout()  # as high as the tab shown, where a stack is as the highest
        self._built: dict[str, QWidget] = {}
        self.add(self.header)
        self.restriction = RestrictionStrip(context, self._case_id)
        self.add(self.restriction)
        self.add(self.tabs)
        self.add(self._stack, 1)
        self._shown: QWidget = Skeleton(10)
        self._stack.addWidget(self._shown)
        self.tabs.changed.connect(self._show_tab)
        context.changes.changed.connect(self._changed)
        self._read()

    # -- coming and leaving -----------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Shown again, maybe at another tab."""
        tab, self._taken_up = without_form(place)
        if tab and self.page is not None:
            self.show_tab(tab)
            self._take_up(tab)
        elif tab:
            self._wanted = tab

    def here(self) -> Place:
        """The tab shown, and the form open in it."""
        tab = self.tabs.current if self.page is not None else self._wanted
        shown: object = self._built.get(tab)
        key = shown.form_open() if isinstance(shown, TakesUp) else self._taken_up
        return with_form(Place("case", self._case_id, tab), key)

    def _take_up(self, tab: str) -> None:
        """Open again the form that one came for."""
        key = self._taken_up
        self._taken_up = None
        shown: object = self._built.get(tab)
        if key is not None and isinstance(shown, TakesUp):
            shown.take_up(key)

    def has_changes(self) -> bool:
        """Whether the form of a tab holds what is not saved."""
        return self._busy() is not None

    def save(self, then: Callable[[], object]) -> None:
        """Save the form that is open, then call `then`."""
        key = self._busy()
        if key is None:
            then()
        else:
            self.show_tab(key)  # what is missing is said where it can be seen and answered
            self._guards()[key].save(lambda: self.save(then))

    def discard(self) -> None:
        """Forget what the open forms hold."""
        for tab in self._guards().values():
            tab.discard()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that keeps as drafts what is typed in the tabs."""
        asked = (tab.snapshot() for tab in self._built.values() if isinstance(tab, Drafting))
        works = [work for work in asked if work is not None]
        if not works:
            return None
        return lambda: [work() for work in works]

    def _guards(self) -> dict[str, Guarded]:
        return {key: tab for key, tab in self._built.items() if isinstance(tab, Guarded)}

    def _busy(self) -> str | None:
        return next((key for key, tab in self._guards().items() if tab.has_changes()), None)

    # -- reading ----------------------------------------------------------------------------

    def _read(self) -> None:
        desk, case_id, opening = self._context.desk, self._case_id, not self._opened
        self._context.jobs.database(
            self, lambda: cases.read_case(desk, case_id, opening=opening), self._show,
            latest="read",
        )  # fmt: skip

    def _changed(self, change: Change) -> None:
        if self._concerns(change):
            self._read()

    def _concerns(self, change: Change) -> bool:
        if change.subject is Subject.CASE:
            return change.ref == self._case_id or change.touches(Subject.HOUSEHOLD)
        return change.subject in {Subject.REFERRAL, Subject.INTAKE, Subject.HOUSEHOLD}

    def _show(self, page: CasePage) -> None:
        first, self._opened = self.page is None, True
        self.page = page
        self._show_header(page)
        if first:
            self._make_tabs(page)
        self._count(page)
        for tab in self._built.values():
            self._feed(tab)
        if first:
            self.show_tab(self._wanted or "synthesis")
            self._take_up(self._wanted)

    def _show_header(self, page: CasePage) -> None:
        head = page.header
        self.restriction.show_case(head)
        self.header.set_title(head.name)
        self.header.set_crumbs(
            [("Dossiers", lambda: self._context.go(Place("cases"))), (head.number, None)]
        )
        self.header.set_badges(case_words.badges(page))
        self.header.set_subtitle(case_words.subline(page))
        actions: list[Button] = []
        for key, right, words, name in (
            ("observations", UseCase.WRITE_OBSERVATION, "Nouvelle observation", "observation"),
            ("plan", UseCase.EDIT_PLAN, "Nouvelle action", "action"),
        ):
            if head.follows(right) and key in HOSTED:
                begin = partial(self._begin_in, key)
                actions.append(Button(words, begin, name=f"action.case.new.{name}"))
        if head.to_inform and UseCase.INFORM_PERSONS in head.may:
            letters = Place(NOTICE_PREVIEW, self._case_id)
            actions.append(
                Button("Informer la famille", lambda: self._context.go(letters),
                       name="action.case.inform", icon="mail")
            )  # fmt: skip
        if head.household_id is not None:
            family = Place("household", head.household_id)
            actions.append(
                IconButton("users", "Voir la famille", partial(self._context.go, family),
                           name="action.case.household")
            )  # fmt: skip
        actions.append(history_icon(self._context, self._case_id))
        if UseCase.PRINT_SYNTHESIS in head.may:
            sheet = SYNTHESIS_PREVIEW if head.household_id is None else FAMILY_PREVIEW
            actions.append(
                PrimaryButton(
                    "Imprimer la fiche de synthèse",
                    lambda: self._context.go(Place(sheet, self._case_id)),
                    name="action.case.print",
                )
            )
        self.header.set_actions(actions)

    # -- the tabs ---------------------------------------------------------------------------

    def _make_tabs(self, page: CasePage) -> None:
        self._makers: dict[str, Callable[[], QWidget]] = {
            "synthesis": lambda: SummaryTab(self._context, self._case_id, self.show_tab),
            "identity": lambda: IdentityTab(self._context, self._case_id),
            "schooling": lambda: SchoolingTab(self._context, self._case_id),
            "life": lambda: LifeTab(self._context, self._case_id),
            "timeline": lambda: TimelineTab(self._context, self._case_id, self.show_tab),
        }
        if UseCase.READ_INTAKE in self._office_rights():
            self._makers["reports"] = lambda: ReportsTab(self._context)
        if page.youth is None:  # a family's own: each child's identity and school are theirs
            for key in _OF_A_YOUTH:
                self._makers.pop(key, None)
        for key, (right, build) in HOSTED.items():
            if right in page.header.may and (page.youth is not None or key not in _OF_A_YOUTH):
                self._makers[key] = partial(build, self._context, self._case_id)
        self.tabs.bar.blockSignals(True)
        for key, title in ORDER:
            if key in self._makers:
                self.tabs.add(key, title)
        self.tabs.bar.blockSignals(False)
        self.tabs.show()

    def _office_rights(self) -> frozenset[UseCase]:
        actor = self._context.desk.actor
        return frozenset(one for one in UseCase if actor.reach(one))

    def _count(self, page: CasePage) -> None:
        counts = {
            "reports": len(page.reports),
            "referrals": len(page.referrals),
            "observations": page.observation_count,
            "documents": page.document_count,
        }
        for key, number in counts.items():
            if key in self._makers:
                self.tabs.set_count(key, number or None)

    def show_tab(self, key: str) -> None:
        """Go to a tab, maybe at one of its records.

        One that this reader has not leaves the page where it is.
        """
        key, line = without_line(key)
        if key not in self._makers:
            return
        if self.tabs.current == key:
            self._show_tab(key)
        self.tabs.choose(key)
        reveal = getattr(self._built.get(key), "reveal", None)
        if line is not None and reveal is not None:
            reveal(line)

    def _show_tab(self, key: str) -> None:
        tab = self._built.get(key)
        if tab is None:
            tab = self._built[key] = self._makers[key]()
            self._stack.addWidget(tab)
            self._feed(tab)
        if tab is not self._shown:
            self._shown.hide()
            self._shown = tab
            tab.show()

    def _feed(self, tab: QWidget) -> None:
        show = getattr(tab, "show_case", None)
        if show is not None and self.page is not None:
            show(self.page)

    def _begin_in(self, key: str) -> None:
        self.show_tab(key)
        begin = getattr(self._built.get(key), "begin", None)
        if begin is not None:
            begin()
