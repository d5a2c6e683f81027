"""The form of an orientation: everything of it may be sent, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.changes import Change
from app.services.choices import PartnerType
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.referral_moves import save_referral
from app.services.referral_opening import ReferralCase, referral_case
from app.services.referrals import ReferralPage
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.referral import referral_spec
from app.ui.operations.choosing import partner_finder
from app.ui.operations.draft_page import DraftPage
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history_undo import undo_of
from app.ui.operations.partners import create_partner
from app.ui.operations.referral_words import TRAINING
from app.ui.operations.referrals import (
    OpenReferral,
    first_values,
    open_referral,
    to_entry,
    to_values,
)
from app.ui.operations.resuming import resumes
from app.ui.operations.saving import Again, Saver
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.header import PageHeader

SCHOOLS = frozenset({PartnerType.SCHOOL, PartnerType.CFA, PartnerType.TRAINING_ORG})


@dataclass(frozen=True, slots=True)
class _Opening:
    case: ReferralCase
    page: ReferralPage | None


class ReferralFormPage(QWidget, DraftPage):
    """`referral.new` is about the dossier `place.ref`, `referral.edit` about an orientation."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.referral.form")
        self._context, self.place = context, place
        self._page: ReferralPage | None = None
        self._case: ReferralCase | None = None
        self.form: Form | None = None
        self.frame: FormFrame | None = None
        self.keeper: DraftKeeper | None = None
        self._saver: Saver | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(Skeleton(10, page=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        desk, ref, new = context.desk, place.ref or 0, place.kind == "referral.new"
        context.jobs.database(self, lambda: _open(desk, ref, new=new), self._opened)

    # -- opening --------------------------------------------------------------------------

    def _opened(self, opening: _Opening) -> None:
        case, page = opening.case, opening.page
        self._case, self._page = case, page
        partners = partner_finder(self._context, types=lambda: TRAINING, with_persons=True)
        schools = partner_finder(self._context, types=lambda: SCHOOLS)
        form = Form(
            referral_spec(guardian=case.needs_guardian),
            today=self._context.desk.clock.today,
            providers={"partner": partners, "last_school": schools},
            creators={"partner": self._create},
        )
        partners.serve(form, "partner")
        schools.serve(form, "last_school")
        self.form = form
        self.primary = PrimaryButton("Enregistrer l’orientation (Ctrl+Entrée)", self._save_and_go,
                                     name="action.referral.save")  # fmt: skip
        leave = Button("Abandonner", self._context.back, name="action.referral.leave")
        self.frame = FormFrame(form, primary=self.primary, others=(leave,), head=self._head())
        self._stack.addWidget(self.frame)
        self._stack.setCurrentWidget(self.frame)
        form.binder.load(to_values(page) if page else first_values(case))
        if page is None:
            key = DraftKey("referral.new", str(case.case_id))
        else:
            key = DraftKey("referral", str(page.row.id), page.version)
        tell = self.frame.bar.show_state
        sheet = Sheet(form)
        self.keeper = DraftKeeper(self._context, key, sheet, tell, self)
        self.keeper.resume = resumes(self.place)
        self._saver = Saver(
            self._context, sheet, self, keeper=self.keeper, show=self._show_problems,
            busy=lambda busy: self.primary.setEnabled(not busy),
        )  # fmt: skip
        self.keeper.look_up()
        first = form.cells["partner"].editor.targets[0]
        self.setFocusProxy(first)
        first.setFocus()

    def _head(self) -> PageHeader:
        page, case = self._page, self._case
        header = PageHeader("Nouvelle orientation" if page is None else "Modifier l’orientation")
        if case is not None:
            go, number = self._context.go, case.case_id
            header.set_crumbs(
                [
                    ("Orientations", lambda: go(Place("referrals"))),
                    (case.youth, lambda: go(Place("case", number, "referrals"))),
                    (f"n°\u00a0{page.row.number}" if page else "Nouvelle orientation", None),
                ]
            )
            words = f"{case.youth} · dossier {case.file_number}"
            if case.is_closed:
                words += "\u202f: l’orientation s’enregistre quand il est rouvert"
                header.set_badges([("Dossier clos", "amber")])
            header.set_subtitle(words)
        return header

    def _create(self, typed: str) -> None:
        form = self.form
        if form is not None:
            create_partner(self._context, typed, PartnerType.CFA, form.cells["partner"].editor.load)

    # -- Guarded and Drafting -------------------------------------------------------------

    def has_changes(self) -> bool:
        return self.form is not None and self.form.binder.dirty and not self._saving

    def save(self, then: Callable[[], object]) -> None:
        self._save(lambda _ref: then())

    # -- saving ---------------------------------------------------------------------------

    def _save_and_go(self) -> None:
        self._save(lambda ref: self._context.go(Place("referral", ref)))

    def _save(self, then: Callable[[int], object]) -> None:
        form, case, page, saver = self.form, self._case, self._page, self._saver
        if form is None or case is None or saver is None or saver.saving:
            return
        if not form.binder.check_all():
            return
        entry, desk = to_entry(form.binder.values(), page), self._context.desk
        referral_id = page.row.id if page else None

        def done(change: Change) -> None:
            self._context.messages.success(
                "Orientation enregistrée.", undo=undo_of(self._context, change)
            )
            then(change.ref)

        again = None
        if referral_id is not None:
            again = Again(lambda: open_referral(desk, referral_id), self._show_again, self._adopt)
        saver.save(
            lambda: save_referral(desk, case.case_id, entry, referral_id=referral_id),
            done,
            retry=lambda: self._save(then),
            again=again,
        )

    @property
    def _saving(self) -> bool:
        return self._saver is not None and self._saver.saving

    def _show_problems(self, problems: Mapping[str, str]) -> Mapping[str, str]:
        if self.form is None:
            return problems
        return self.form.binder.show_problems(
            {_FIELDS.get(name, name): words for name, words in problems.items()}
        )

    def _show_again(self, one: OpenReferral) -> bool:
        if self.form is not None:
            self.form.binder.load(to_values(one.page))
        return True

    def _adopt(self, one: OpenReferral) -> None:
        self._page = one.page
        if self.keeper is not None:
            self.keeper.read_at(one.page.version)


_FIELDS = {"partner_id": "partner", "contact_id": "partner", "last_school_id": "last_school"}


def _open(desk: Desk, ref: int, *, new: bool) -> _Opening:
    if new:
        return _Opening(referral_case(desk, ref), None)
    one = open_referral(desk, ref)
    return _Opening(one.case, one.page)
