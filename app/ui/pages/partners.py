"""Partenaires: the directory as a list."""

from app.services import partners_filter, partners_list
from app.services.changes import Subject
from app.services.choices import PartnerType, labelled, members
from app.services.desk import Desk
from app.services.exports import ListName
from app.services.partners_list import Key, PartnerFilter, PartnerRow, PartnerSort
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.case_filters import GROUP
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import Asked, EmptyWords, ListAction, ListFilter, ListSpec
from app.ui.viewmodels.columns import Column
from app.ui.widgets.choice import Choice

COLUMNS = (
    Column[PartnerRow]("name", "Structure", lambda row: row.name, sort="name", width=320,
                       strong=True),
    Column[PartnerRow]("type", "Type", lambda row: row.partner_type.label, sort="partner_type",
                       width=230),
    Column[PartnerRow]("city", "Commune", lambda row: row.city, sort="city", width=160),
    Column[PartnerRow]("phone", "Téléphone", lambda row: row.phone, sort="phone", width=140,
                       whole="00 00 00 00 00"),
    Column[PartnerRow]("persons", "Interlocuteurs", lambda row: str(row.persons or "—"),
                       sort="persons", width=120, whole="00"),
    Column[PartnerRow]("active", "État", lambda row: "Active" if row.active else "Inactive",
                       sort="active", whole="Inactive",
                       tone=lambda row: "" if row.active else "neutral"),
)  # fmt: skip
ACTIVITY = (Choice("yes", "Structures actives"), Choice("no", "Structures inactives"))


NEEDS = (
    Choice("referred", "Orientations en cours"),
    Choice("no_person", "Sans interlocuteur"),
    Choice("no_coordinates", "Sans téléphone ni e-mail"),
)


def _kept(asked: Asked) -> PartnerFilter:
    needs = asked.all("need")
    return PartnerFilter(
        types=members(PartnerType, asked.all("type")),
        cities=asked.all("city"),
        group_id=asked.number("group"),
        active={"yes": True, "no": False}.get(asked.one("active")),
        no_person="no_person" in needs,
        no_coordinates="no_coordinates" in needs,
        referred="referred" in needs,
        text=asked.text,
    )


def _cities(desk: Desk) -> tuple[Choice, ...]:
    return tuple(Choice(one, one) for one in partners_filter.cities(desk))


def _new(name: str) -> ListAction:
    return ListAction(
        "Nouveau partenaire", name, "partner.new", icon="plus",
        allowed=lambda desk: desk.actor.may(UseCase.EDIT_PARTNER),
    )  # fmt: skip


PARTNERS = ListSpec[PartnerRow, PartnerFilter, Key](
    name="partners",
    title="Partenaires",
    noun="structure",
    search="Structure ou interlocuteur",
    columns=COLUMNS,
    page=partners_list.partners,
    count=partners_list.count_partners,
    sorts=PartnerSort,
    kept=_kept,
    sorted_by="name",
    subjects=(Subject.PARTNER, Subject.GROUP, Subject.REFERRAL),
    opens=lambda row: Place("partner", row.id),
    nothing="Aucune structure ne correspond",
    empty=EmptyWords(
        "building",
        "Le carnet d’adresses de la cellule",
        "Établissements, missions locales, CFA, bailleurs… et les personnes à qui l’on y parle.",
        _new("action.partner.first"),
    ),
    exported=ListName.PARTNERS,
    filters=(
        ListFilter(
            "type", "Type de structure", "Type",
            tuple(Choice(*one) for one in labelled(PartnerType)), adds_up=True,
        ),
        ListFilter(
            "city", "Commune", "Commune", read=_cities, adds_up=True,
            chip=lambda label: f"Commune\u202f: {label}",
        ),
        ListFilter("need", "Montrer", "Montrer…", NEEDS, adds_up=True),
        GROUP,
        ListFilter(
            "active", "Structures actives ou non", "Actives ou non", ACTIVITY, begins="yes"
        ),
    ),
    action=_new("action.partner.new"),
)  # fmt: skip


class PartnersPage(ListPage[PartnerRow, PartnerFilter, Key]):
    """The list, its filters as chips, and the way to a new partner."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__(context, PARTNERS)
