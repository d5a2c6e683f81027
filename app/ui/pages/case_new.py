"""Opening a dossier without a signalement: « Déjà connu ? » beside the questions."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.changes import Change
from app.services.drafts import DraftKey
from app.services.rules.partial_dates import PartialDate
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.case import opening_spec
from app.ui.operations.archive_lookup import ArchiveLookup
from app.ui.operations.cases import Options, opening_work, read_options
from app.ui.operations.draft_page import DraftPage
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.intake_known import KnownLookup, Person, opened_apart
from app.ui.operations.reading import text
from app.ui.operations.resuming import resumes
from app.ui.operations.saving import Saver
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.proposals import Proposals


class CaseNewPage(QWidget, DraftPage):
    """A form that begins anew each time; what is typed is a draft within a second."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.case.new")
        self._context = context
        self._saver: Saver | None = None
        self.form: Form | None = None
        self.keeper: DraftKeeper | None = None
        self.place = place
        self.known = Proposals(yes="Voir son dossier")
        self.known.chosen.connect(self._see)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._skeleton = Skeleton(8, page=True)
        self._column.addWidget(self._skeleton)
        self.open_button = PrimaryButton("Ouvrir le dossier (Ctrl+Entrée)", name="action.case.open")
        self.abandon = Button("Abandonner", name="action.case.abandon")
        self.open_button.clicked.connect(lambda: self._save(self._went))
        self.abandon.clicked.connect(lambda: context.go(Place("cases")))
        desk = context.desk
        context.jobs.database(self, lambda: read_options(desk), self._opened)

    def _opened(self, options: Options) -> None:
        today = self._context.desk.clock.today
        self.form = form = Form(
            opening_spec(
                groups=options.groups,
                officers=options.officers,
                neighbourhoods=options.neighbourhoods,
            ),
            today=today,
        )
        head = PageHeader("Ouvrir un dossier")
        head.set_crumbs([("Dossiers", lambda: self._context.go(Place("cases"))), ("Ouvrir", None)])
        head.set_subtitle(
            "Sans signalement\u202f: le jeune ou sa famille s’adresse directement à la cellule."
        )
        side = Card("Déjà connu\u202f?", name="card.known")
        side.add(self.known)
        side.add(ArchiveLookup(self._context, self._person))
        self.frame = FormFrame(
            form, primary=self.open_button, others=(self.abandon,), head=head, side=side
        )
        self._column.replaceWidget(self._skeleton, self.frame)
        self._skeleton.deleteLater()
        me = self._context.desk.actor
        mine = next((one for one in options.officers if one.code == str(me.account_id)), None)
        mines = [one for one in options.groups if int(one.code) in me.group_ids]
        alone = mines if len(mines) == 1 else options.groups
        group = alone[0] if len(alone) == 1 else None
        form.binder.load({"received_on": today(), "lead_officer_id": mine, "group_id": group})
        sheet = Sheet(form)
        self.keeper = DraftKeeper(self._context, DraftKey("case.new"), sheet, self._tell, self)
        self.keeper.resume = resumes(self.place)
        self._saver = Saver(
            self._context, sheet, self, keeper=self.keeper,
            busy=lambda busy: self.open_button.setEnabled(not busy),
        )  # fmt: skip
        self.lookup = KnownLookup(self._context, self.known, self._person, self)
        form.binder.changed.connect(self.lookup.touch)
        self.keeper.look_up()
        form.focus_first()

    # -- Guarded and Drafting ---------------------------------------------------------------

    def has_changes(self) -> bool:
        """Whether something typed would be lost."""
        saving = self._saver is not None and self._saver.saving
        return self.form is not None and self.form.binder.dirty and not saving

    def save(self, then: Callable[[], object]) -> None:
        """Open the dossier, then call `then`."""
        self._save(lambda _ref: then())

    def _tell(self, sentence: str) -> None:
        self.frame.bar.show_state(sentence)

    def _person(self) -> Person:
        if self.form is None:
            return "", "", None
        values = self.form.binder.values()
        birth = values["birth"]
        born = birth if isinstance(birth, PartialDate) else None
        return text(values["last_name"]), text(values["first_name"]), born

    # -- saving -----------------------------------------------------------------------------

    def _save(self, then: Callable[[int], object]) -> None:
        form, saver = self.form, self._saver
        if form is None or saver is None or saver.saving or not form.binder.check_all():
            return

        def done(change: Change) -> None:
            self._context.messages.success("Dossier ouvert, en évaluation.")
            then(change.ref)

        saver.save(
            opened_apart(
                self._context.desk,
                opening_work(self._context.desk, form.binder.values()),
                self.known.dismissed_keys,
            ),
            done,
            retry=lambda: self._save(then),
        )

    def _see(self, case_id: int | None) -> None:
        if case_id is not None:
            self.known.take(None)  # nothing is joined here: the dossier is only opened
            self._context.go(Place("case", case_id))

    def _went(self, case_id: int) -> None:
        self._context.go(Place("case", case_id))
