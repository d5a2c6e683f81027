"""Signalements: what waits to be qualified first, then the others."""

from app.services import intake_list
from app.services.changes import Change, Subject
from app.services.choices import (
    IntakeReason,
    IntakeStatus,
    PartnerType,
    Situation,
    labelled,
    member,
    members,
)
from app.services.exports import ListName
from app.services.intake_list import IntakeFilter, IntakeRow, IntakeSort
from app.services.intake_waiting import urgency
from app.services.keyset import Key
from app.services.rules.french import count, short_date
from app.services.rules.partial_dates import show_partial_date
from app.services.rules.rights import UseCase
from app.services.trash import trashed_reports
from app.ui.context import PageContext, Place
from app.ui.operations import case_words
from app.ui.operations.case_filters import (
    AGES,
    GROUP,
    NEIGHBOURHOOD,
    REASON,
    SITUATION,
    ages_asked,
)
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import Asked, EmptyWords, ListAction, ListFilter, ListSpec
from app.ui.viewmodels.columns import A_DAY, A_NUMBER, Column, longest
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice

BLANK_PREVIEW = "blank_preview"

_TONES = {
    IntakeStatus.DRAFT: "neutral",
    IntakeStatus.RECEIVED: "amber",
    IntakeStatus.ADMISSIBLE: "green",
    IntakeStatus.REDIRECTED: "accent",
    IntakeStatus.NOT_RETAINED: "neutral",
}


def _waiting(row: IntakeRow) -> str:
    if row.waiting_days is None:
        return ""
    return "aujourd’hui" if row.waiting_days == 0 else count(row.waiting_days, "jour", "jours")


def _birth(row: IntakeRow) -> str:
    """« 14/03/2011 (15) »: the age matters as much as the wait when one qualifies."""
    if row.birth is None:
        return ""
    years = f" ({case_words.age(row.ages).removesuffix('ans').strip()})" if row.ages else ""
    return f"{show_partial_date(row.birth)}{years}"


COLUMNS = (
    Column[IntakeRow]("youth", "Jeune", lambda row: row.youth, sort="youth", width=235,
                      strong=True),
    Column[IntakeRow]("status", "État", lambda row: row.status.label, sort="status", width=120,
                      whole=longest(one.label for one in IntakeStatus),
                      tone=lambda row: _TONES[row.status]),
    Column[IntakeRow]("waiting", "Attente", _waiting, sort="waiting", width=125,
                      whole="aujourd’hui",
                      tone=lambda row: urgency(row.waiting_days)),
    Column[IntakeRow]("received", "Reçu le", lambda row: short_date(row.received_on),
                      sort="received", width=110, whole=A_DAY),
    Column[IntakeRow]("birth", "Né(e) le (âge)", _birth, sort="birth", width=165,
                      whole=f"{A_DAY} (00)"),
    Column[IntakeRow]("origin", "Origine", lambda row: row.origin.label if row.origin else "",
                      sort="origin", width=190),
    Column[IntakeRow]("group", "Groupe", lambda row: row.group.removeprefix("Groupe territorial "),
        sort="group", tip=lambda row: row.group, width=130, whole="Centre"),
    Column[IntakeRow]("number", "Numéro", lambda row: row.number, sort="number",
                      whole=f"S{A_NUMBER}"),
)  # fmt: skip


def _kept(asked: Asked) -> IntakeFilter:
    return IntakeFilter(
        statuses=members(IntakeStatus, asked.all("status")),
        origin=member(PartnerType, asked.one("origin")),
        group_id=asked.number("group"),
        neighbourhood_ids=asked.numbers("neighbourhood"),
        ages=ages_asked(asked),
        reasons=members(IntakeReason, asked.all("reason")),
        situations=members(Situation, asked.all("situation")),
        text=asked.text,
        leaving=asked.leaving,
    )


def _opens(row: IntakeRow) -> Place:
    return Place("intake.edit" if row.status is IntakeStatus.DRAFT else "intake", row.id)


def _new(name: str) -> ListAction:
    return ListAction(
        "Nouveau signalement", name, "intake.new", icon="plus",
        allowed=lambda desk: bool(desk.actor.reach(UseCase.WRITE_INTAKE)),
    )  # fmt: skip


INTAKES = ListSpec[IntakeRow, IntakeFilter, Key](
    name="intakes",
    title="Signalements",
    noun="signalement",
    search="Nom du jeune",
    columns=COLUMNS,
    page=intake_list.intakes,
    count=intake_list.count_intakes,
    sorts=IntakeSort,
    kept=_kept,
    sorted_by="waiting",
    found_by="youth",
    subjects=(Subject.INTAKE, Subject.GROUP),
    opens=_opens,
    nothing="Aucun signalement ne correspond",
    empty=EmptyWords(
        "bell-ringing",
        "Les signalements adressés à la cellule arrivent ici",
        "Un établissement, un bailleur, la famille… vous alerte\u202f: saisissez ce qu’on vous "
        "dit, puis décidez de la suite.",
        _new("action.intake.first"),
    ),
    exported=ListName.INTAKES,
    filters=(
        ListFilter(
            "status", "État", "État",
            tuple(Choice(*one) for one in labelled(IntakeStatus)),
            chip=lambda label: f"État\u202f: {label.lower()}", adds_up=True,
        ),
        ListFilter(
            "origin", "Origine", "Origine",
            tuple(Choice(*one) for one in labelled(PartnerType)),
        ),
        GROUP,
        NEIGHBOURHOOD,
        AGES,
        REASON,
        SITUATION,
    ),
    action=_new("action.intake.new"),
    spare=frozenset({"received"}),
)  # fmt: skip


class IntakesPage(ListPage[IntakeRow, IntakeFilter, Key]):
    """The list, its filters as chips, the way to a new signalement; the corbeille, not empty."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__(context, INTAKES)
        self._trashed = 0
        self._set_actions()
        context.changes.changed.connect(self._count_trash)
        self._count_trash(None)

    def _count_trash(self, change: Change | None) -> None:
        desk = self._context.desk
        if change is None or change.touches(Subject.INTAKE):
            self._context.jobs.database(
                self, lambda: len(trashed_reports(desk)), self._show_trash, latest="trash"
            )

    def _show_trash(self, found: int) -> None:
        if found == self._trashed:
            return
        self._trashed = found
        self._set_actions()

    def _set_actions(self) -> None:
        """The blank fiche for partners, the corbeille when it holds something, a new one."""
        go, actions = self._context.go, list[Button](self._actions())
        if self._context.desk.actor.reach(UseCase.WRITE_INTAKE):
            blank = Place(BLANK_PREVIEW, 1)  # the town's one row
            actions.insert(
                0,
                Button("Fiche vierge", lambda: go(blank), name="action.intakes.blank",
                       icon="printer", tip="Imprimer la fiche à remettre aux partenaires"),
            )  # fmt: skip
        if self._trashed:
            to_trash = Place("intakes.trash")
            words = f"Corbeille ({self._trashed})"
            actions.insert(
                0, Button(words, lambda: go(to_trash), name="action.intakes.trash", icon="trash")
            )
        self.frame.header.set_actions(actions)
