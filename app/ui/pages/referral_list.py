"""Orientations: the list across the dossiers, by state."""

from app.services import referrals
from app.services.changes import Subject
from app.services.choices import PartnerType, ReferralStatus, labelled, members
from app.services.desk import Desk
from app.services.exports import ListName
from app.services.keyset import Key
from app.services.partners_filter import bodies
from app.services.referrals import ReferralFilter, ReferralRow, ReferralSort
from app.services.rules.french import count, short_date
from app.ui.context import PageContext, Place
from app.ui.operations.case_filters import CASE_FILTERS, case_filter
from app.ui.operations.list_page import ListPage
from app.ui.operations.list_spec import (
    NEED,
    Asked,
    EmptyWords,
    ListAction,
    ListFilter,
    ListSpec,
)
from app.ui.operations.referral_words import TRAINING, next_step, silence, state, state_tone
from app.ui.viewmodels.columns import A_DAY, A_NUMBER, Column
from app.ui.widgets.choice import Choice


def _sent(row: ReferralRow) -> str:
    return short_date(row.sent_on) if row.sent_on is not None else ""


def _silent(row: ReferralRow) -> str:
    days = row.days_since_sent
    return "" if days is None else count(days, "jour", "jours") if days else "aujourd’hui"


def _step(row: ReferralRow) -> str:
    """The next step; that it is late is a word, not only a colour."""
    if row.late and row.next_step_on is not None:
        return f"en retard\u202f: {short_date(row.next_step_on)}"
    return next_step(row)


COLUMNS = (
    Column[ReferralRow]("youth", "Jeune", lambda row: row.youth, sort="youth", width=210,
                        strong=True),
    Column[ReferralRow]("partner", "Vers", lambda row: row.partner, sort="partner", width=215,
                        tip=lambda row: row.partner),
    Column[ReferralRow]("aim", "Formation visée", lambda row: row.aim, sort="aim", width=125,
                        tip=lambda row: row.aim),
    Column[ReferralRow]("status", "État", state, sort="status", width=150,
                        whole="Entretien réalisé", tip=state,
                        tone=state_tone),
    Column[ReferralRow]("next_step", "Prochaine étape", _step, sort="next_step", width=200,
                        whole="entretien le 00/00 à 00 h",
                        tip=next_step, tone=lambda row: "red" if row.late else ""),
    Column[ReferralRow]("sent", "Envoyée le", _sent, sort="sent", width=104, whole=A_DAY),
    # an unanswered orientation is the more silent the longer ago it was sent
    Column[ReferralRow]("silent", "Sans réponse", _silent, sort="silent", width=106,
                        tip=silence),
    Column[ReferralRow]("number", "Numéro", lambda row: row.number, sort="number",
                        whole=A_NUMBER),
)  # fmt: skip
NEEDS = (
    Choice("current", "Orientations en cours"),
    Choice("silent", "Sans réponse"),
    Choice("silent_30", "Sans réponse depuis 30 jours"),
    Choice("late", "Étape dépassée"),
    Choice("mine", "Mes dossiers"),
)


def _kept(asked: Asked) -> ReferralFilter:
    needs, to = asked.all(NEED), asked.all("partner")
    return ReferralFilter(
        statuses=members(ReferralStatus, asked.all("status")),
        partner_ids=frozenset(int(code) for code in to if code.isdigit()),
        partner_types=members(PartnerType, to),
        current="current" in needs,
        late="late" in needs,
        silent="silent" in needs,
        unanswered_days=30 if "silent_30" in needs else 0,
        of=case_filter(asked),
        text=asked.text,
        leaving=asked.leaving,
    )


def _towards(desk: Desk) -> tuple[Choice, ...]:
    """All the structures of a type, then each by its name."""
    types = (
        Choice(code, f"{words} (tous)", also)  # a structure may be called as its type is
        for code, words, also in labelled(PartnerType)
        if code in TRAINING
    )
    return (*types, *(Choice(str(number), name) for number, name in bodies(desk, TRAINING)))


REFERRALS = ListSpec[ReferralRow, ReferralFilter, Key](
    name="referrals",
    title="Orientations",
    noun="orientation",
    search="Jeune, structure ou numéro",
    columns=COLUMNS,
    page=referrals.referrals,
    count=referrals.count_referrals,
    sorts=ReferralSort,
    kept=_kept,
    sorted_by="next_step",
    subjects=(Subject.REFERRAL, Subject.CASE),
    opens=lambda row: Place("referral", row.id),
    nothing="Aucune orientation ne correspond",
    empty=EmptyWords(
        "compass",
        "Les jeunes adressés à un CFA ou à une Chambre de métiers",
        "Une orientation se prépare depuis le dossier du jeune, onglet Orientations. Elle se suit "
        "ici, de l’accord jusqu’à l’entrée en formation.",
        ListAction("Voir les dossiers", "action.referrals.cases", "cases"),
    ),
    exported=ListName.REFERRALS,
    filters=(
        ListFilter(
            "status", "État", "État",
            tuple(Choice(*one) for one in labelled(ReferralStatus)),
            chip=lambda label: f"État\u202f: {label.lower()}", adds_up=True,
        ),
        ListFilter(NEED, "À suivre", "Montrer…", NEEDS, adds_up=True),
        ListFilter(
            "partner", "Vers quelle structure, ou quel type", "Vers", read=_towards, adds_up=True,
            chip=lambda label: f"Vers\u202f: {label}",
        ),
        *CASE_FILTERS,
    ),
    spare=frozenset({"aim", "sent"}),
)  # fmt: skip


class ReferralsPage(ListPage[ReferralRow, ReferralFilter, Key]):
    """The list, its filters as chips. An orientation begins in its dossier."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__(context, REFERRALS)
