"""Dossiers: the list, its filters as chips, the way to a new dossier."""

from dataclasses import replace

from app.services import cases_list
from app.services.alerts import WATCHED
from app.services.cases_list import CaseFilter, CaseRow, CaseSort
from app.services.changes import Subject
from app.services.choices import CaseStatus, members
from app.services.exports import ListName
from app.services.keyset import Key
from app.services.rules.french import short_date
from app.services.rules.partial_dates import show_partial_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.alert_words import kind_words
from app.ui.operations.case_filters import CASE_FILTERS, case_filter
from app.ui.operations.case_words import STATUS_TONES
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import Asked, EmptyWords, ListAction, ListFilter, ListSpec
from app.ui.viewmodels.columns import A_DAY, A_NUMBER, Column, longest
from app.ui.widgets.choice import Choice

#: What is asked of the list besides state, group and référent, by the word a link uses.
SIFTED = (
    Choice("followed", "Dossiers en cours"),
    Choice("mine", "Mes dossiers"),
    Choice("overdue", "En retard (action, étape ou bilan)"),
    Choice("action_late", "Action en retard"),
    Choice("step_late", "Étape d’orientation dépassée"),
    Choice("review_late", "Bilan en retard"),
    Choice("to_inform", "Famille à informer"),
)
#: What Accueil watches: the word a link uses is the code.
ALERTS = tuple(Choice(one.value, kind_words(one)) for one in WATCHED)
_SHOWN = tuple(
    one for one in CaseStatus if one not in {CaseStatus.DUE, CaseStatus.ELIMINATED}
)  # at their term, dossiers are no longer in reach
_LATE = "en retard\u202f: "


def _review(row: CaseRow) -> str:
    if row.next_review_on is None:
        return ""
    day = short_date(row.next_review_on)
    return f"{_LATE}{day}" if row.review_late else day


COLUMNS = (
    Column[CaseRow]("name", "Jeune", lambda row: row.name, sort="name", width=240, strong=True,
                    tip=lambda row: row.name),
    Column[CaseRow]("status", "État", lambda row: row.status.label, sort="status", width=170,
                    whole=longest(one.label for one in _SHOWN),
                    tone=lambda row: STATUS_TONES[row.status]),
    Column[CaseRow]("birth", "Né(e) le",
                    lambda row: show_partial_date(row.birth) if row.birth else "", sort="birth",
                    width=105, whole=A_DAY),
    Column[CaseRow]("lead", "Référent", lambda row: row.lead or "à désigner", sort="lead",
                    width=130, whole="à désigner"),
    Column[CaseRow]("group", "Groupe", lambda row: row.group.removeprefix("Groupe territorial "),
                    sort="group", tip=lambda row: row.group, width=110, whole="Centre"),
    Column[CaseRow]("review", "Prochain bilan",
                    _review, sort="review", width=190, whole=_LATE + A_DAY,
                    tone=lambda row: "red" if row.review_late else ""),
    Column[CaseRow]("opened", "Ouvert le", lambda row: short_date(row.opened_on), sort="opened",
                    width=105, whole=A_DAY),
    Column[CaseRow]("number", "Numéro", lambda row: row.number, sort="number", whole=A_NUMBER),
)  # fmt: skip


def _kept(asked: Asked) -> CaseFilter:
    return replace(
        case_filter(asked),
        statuses=members(CaseStatus, asked.all("status")),
        alerts=frozenset(one for one in WATCHED if one in asked.all("alert")),
        text=asked.text,
        leaving=asked.leaving,
    )


def _new(name: str) -> ListAction:
    return ListAction(
        "Ouvrir un dossier", name, "case.new", icon="folder-plus",
        allowed=lambda desk: bool(desk.actor.reach(UseCase.OPEN_CASE)),
    )  # fmt: skip


CASES = ListSpec[CaseRow, CaseFilter, Key](
    name="cases",
    title="Dossiers",
    noun="dossier",
    search="Nom ou numéro",
    columns=COLUMNS,
    page=cases_list.cases,
    count=cases_list.count_cases,
    sorts=CaseSort,
    kept=_kept,
    sorted_by="name",
    subjects=(Subject.CASE, Subject.GROUP),
    opens=lambda row: Place("case", row.id),
    nothing="Aucun dossier ne correspond",
    empty=EmptyWords(
        "folder",
        "Les dossiers des jeunes que la cellule suit",
        "Un dossier s’ouvre en retenant un signalement, ou directement quand un jeune ou sa "
        "famille vient d’elle-même.",
        _new("action.case.first"),
    ),
    exported=ListName.CASES,
    filters=(
        ListFilter("need", "Montrer", "Montrer…", SIFTED, adds_up=True),
        ListFilter(
            "status", "État", "État",
            tuple(Choice(one.value, one.label) for one in _SHOWN),
            chip=lambda label: f"État\u202f: {label.lower()}",
            adds_up=True,
        ),
        ListFilter(
            "alert", "À surveiller", "À surveiller", ALERTS, adds_up=True,
            allowed=lambda desk: bool(desk.actor.reach(UseCase.READ_PLAN)),
        ),
        *CASE_FILTERS,
    ),
    action=_new("action.case.new"),
    spare=frozenset({"opened"}),
)  # fmt: skip


class CasesPage(ListPage[CaseRow, CaseFilter, Key]):
    """Typing in the list goes on in its search field; a link may ask some of `SIFTED`."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__(context, CASES)
