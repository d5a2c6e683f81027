"""Familles: the foyers of the young people one follows."""

from app.services import households_export, households_list
from app.services.changes import Subject
from app.services.exports import ListName
from app.services.households_export import MemberRow
from app.services.households_list import HouseholdFilter, HouseholdRow, HouseholdSort
from app.services.keyset import Key
from app.services.rules.french import listing, short_date
from app.services.rules.partial_dates import show_partial_date
from app.ui.context import PageContext, Place
from app.ui.operations.case_filters import CASE_FILTERS, case_filter
from app.ui.operations.case_words import age
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import (
    NEED,
    Asked,
    EmptyWords,
    Leaves,
    ListAction,
    ListFilter,
    ListSpec,
)
from app.ui.viewmodels.columns import Column
from app.ui.widgets.choice import Choice


def _members(row: HouseholdRow) -> str:
    pairs = zip(row.members, row.ages, strict=True)
    return listing([f"{name} ({age(span)})" for name, span in pairs])


COLUMNS = (
    Column[HouseholdRow]("name", "Famille", lambda row: row.name, sort="name", width=320,
                         strong=True),
    # in the order of the eldest, whose age is read first
    Column[HouseholdRow]("members", "Jeunes suivis", _members, sort="eldest"),
)  # fmt: skip

#: A spreadsheet sorts and counts young people: each has a row.
MEMBERS = (
    Column[MemberRow]("family", "Famille", lambda row: row.family),
    Column[MemberRow]("youth", "Jeune", lambda row: row.youth),
    Column[MemberRow]("birth", "Né(e) le", lambda row: show_partial_date(row.birth)),
    Column[MemberRow]("age", "Âge", lambda row: age(row.ages)),
    Column[MemberRow]("since", "Dans la famille depuis le", lambda row: short_date(row.since)),
    Column[MemberRow]("number", "Dossier", lambda row: row.number),
)

NEEDS = (
    Choice("siblings", "Fratries (2 jeunes suivis ou plus)"),
    Choice("large", "3 jeunes suivis ou plus"),
    Choice("own", "Dossier familial"),
    Choice("none_open", "Sans dossier en cours"),
    Choice("mine", "Mes dossiers"),
    Choice("overdue", "En retard (action, étape ou bilan)"),
    Choice("to_inform", "Famille à informer"),
)


def _kept(asked: Asked) -> HouseholdFilter:
    needs = asked.all(NEED)
    return HouseholdFilter(
        asked.text,
        asked.leaving,
        of=case_filter(asked),
        members=3 if "large" in needs else 2 if "siblings" in needs else 0,
        own_case="own" in needs,
        none_open="none_open" in needs,
    )


HOUSEHOLDS = ListSpec[HouseholdRow, HouseholdFilter, Key](
    name="households",
    title="Familles",
    noun="famille",
    search="Nom de la famille",
    columns=COLUMNS,
    page=households_list.households,
    count=households_list.count_households,
    sorts=HouseholdSort,
    kept=_kept,
    sorted_by="name",
    subjects=(Subject.HOUSEHOLD, Subject.CASE),
    opens=lambda row: Place("household", row.id),
    nothing="Aucune famille ne correspond",
    empty=EmptyWords(
        "users-group",
        "Les familles réunissent les jeunes suivis d’un même foyer",
        "Une famille se crée dans le dossier d’un jeune, à l’onglet Identité et famille.",
        ListAction("Voir les dossiers", "action.household.first", "cases"),
    ),
    exported=ListName.HOUSEHOLDS,
    filters=(ListFilter(NEED, "Montrer", "Montrer…", NEEDS, adds_up=True), *CASE_FILTERS),
    leaves=Leaves(
        MEMBERS, households_export.household_members, households_export.count_household_members
    ),
)


class HouseholdsPage(ListPage[HouseholdRow, HouseholdFilter, Key]):
    """A family is founded from a dossier: there is nothing to create here."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__(context, HOUSEHOLDS)
