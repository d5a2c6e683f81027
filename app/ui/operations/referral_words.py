"""How an orientation is said: its state as a colour, its next step, what the structure receives."""

from collections.abc import Sequence
from datetime import date

from app.services.choices import Labelled, PartnerType, ReferralStatus
from app.services.referrals import ENDS, ReferralPage, ReferralRow
from app.services.rules.french import NBSP, count, hour, local, short_date
from app.ui.widgets.badge import Tone

# Who trains, advises on training or takes someone in to learn (domain § 3.7).
TRAINING = frozenset({
    PartnerType.CFA, PartnerType.CMA, PartnerType.CCI, PartnerType.TRAINING_ORG,
    PartnerType.MISSION_LOCALE, PartnerType.EMPLOYER, PartnerType.CIO,
})  # fmt: skip
S = ReferralStatus
_GREEN = {S.ADMITTED, S.CONTRACT_SIGNED, S.STARTED, S.HELD_3M, S.HELD_6M, S.COMPLETED}
_AMBER = {S.CONSENT_PENDING, S.NO_SHOW, S.WAITLISTED, S.NO_ANSWER, S.REMINDED}
_RED = {S.BROKEN, S.DECLINED, S.DROPPED}


def tone(status: ReferralStatus) -> Tone:
    """The colour that repeats the word."""
    if status in _GREEN:
        return "green"
    if status in _AMBER:
        return "amber"
    if status in _RED:
        return "red"
    return "neutral" if status in {S.DRAFT, S.CANCELLED, S.CLOSED} else "accent"


def state(row: ReferralRow) -> str:
    """The state in words; once every agreement is noted nothing is waited for any more."""
    return "Prête à envoyer" if _ready(row) else row.status.label


def state_tone(row: ReferralRow) -> Tone:
    """The colour that repeats `state`."""
    return "accent" if _ready(row) else tone(row.status)


def _ready(row: ReferralRow) -> bool:
    return row.status is S.CONSENT_PENDING and row.agreed


def silence(row: ReferralRow) -> str:
    """« sans réponse depuis 12 jours », "" when an answer came or nothing was sent."""
    days = row.days_since_sent
    if days is None:
        return ""
    sent = {0: "envoyée aujourd’hui", 1: "envoyée hier"}
    return sent.get(days) or f"sans réponse depuis {count(days, 'jour', 'jours')}"


def next_step(row: ReferralRow) -> str:
    """What comes next, and when."""
    if row.status in ENDS:
        return ""
    if row.status is S.INTERVIEW_SET and row.interview_at is not None:
        at = local(row.interview_at)
        return f"entretien le {short_date(at.date())[:5]} à{NBSP}{hour(at.time())}"
    if row.next_step_on is not None:
        return f"{'relance' if row.status is S.SENT else 'point'} le {short_date(row.next_step_on)}"
    if _ready(row):
        return "envoyer"
    return {S.DRAFT: "demander l’accord", S.CONSENT_PENDING: "recueillir l’accord"}.get(
        row.status, ""
    )


def sheet_lines(page: ReferralPage) -> Sequence[tuple[str, str]]:
    """What the structure receives, question by question; what is empty is left out."""
    lines = (
        ("Interlocuteur", page.contact),
        ("Objet de la demande", page.request.label),
        ("Réponse souhaitée avant le", _day(page.reply_by)),
        ("Métier ou diplôme visé", _coded(page.first_trade, page.first_trade_code)),
        ("Second choix", _coded(page.second_trade, page.second_trade_code)),
        ("Dernière classe", _label(page.last_grade)),
        ("Dernier établissement", page.last_school or ""),
        ("Diplôme obtenu", _label(page.diploma)),
        ("Stages et immersions", page.internships or ""),
        ("Recherche d’employeur", _label(page.employer_search)),
        ("Mobilité", _label(page.mobility)),
        ("Disponible à partir du", _day(page.available_from)),
        ("Sexe indiqué sur la fiche", "oui" if page.include_sex else ""),
    )
    return [(name, words) for name, words in lines if words]


def _day(value: date | None) -> str:
    return short_date(value) if value is not None else ""


def _label(value: Labelled | None) -> str:
    return value.label if value is not None else ""


def _coded(trade: str | None, code: str | None) -> str:
    return f"{trade} ({code})" if trade and code else trade or ""
