"""Partenaires: the directory as a list."""

from app.services import partners_list
from app.services.changes import Subject
from app.services.choices import PartnerType, labelled, member
from app.services.exports import ListName
from app.services.partners_list import Key, PartnerFilter, PartnerRow, PartnerSort
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import (
    Asked,
    EmptyWords,
    ListAction,
    ListFilter,
    ListSpec,
    group_choices,
)
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


def _kept(asked: Asked) -> PartnerFilter:
    return PartnerFilter(
        partner_type=member(PartnerType, asked.one("type")),
        group_id=asked.number("group"),
        active={"yes": True, "no": False}.get(asked.one("active")),
        text=asked.text,
    )


def _new(name: str) -> ListAction:
    return ListAction(
        "Nouveau partenaire", name, "partner.new", icon="plus",
        allowed=lambda desk: desk.actor.may(UseCase.EDIT_PARTNER),
    )  # fmt: skip


PARTNERS = ListSpec[PartnerRow, PartnerFilter, Key](
    name="partners",
    title="Partenaires",
    noun="structure",
    search="Nom, commune ou interlocuteur",
    columns=COLUMNS,
    page=partners_list.partners,
    count=partners_list.count_partners,
    sorts=PartnerSort,
    kept=_kept,
    sorted_by="name",
    subjects=(Subject.PARTNER, Subject.GROUP),
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
            tuple(Choice(*one) for one in labelled(PartnerType)),
        ),
        ListFilter("group", "Groupe de travail", "Groupe", read=group_choices),
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
