"""How the values of a dossier are put into the words of a fiche de synthèse (domain § 5)."""

from datetime import date, datetime

from app.models.enums import ActionResult, ActionStatus, PartnerType, ReferralStatus
from app.services.documents.group_sheet import IdentityLevel
from app.services.rules.ages import age_band, ages_on
from app.services.rules.french import NBSP, local, short_date
from app.services.rules.names import display_name, given_name, initials
from app.services.rules.partial_dates import PartialDate

# To say that such a body reported would say police, justice or health (domain § 5).
_UNSAID_ORIGINS = frozenset(
    {
        PartnerType.POLICE_NATIONALE,
        PartnerType.POLICE_MUNICIPALE,
        PartnerType.PROSECUTOR,
        PartnerType.PJJ,
        PartnerType.HEALTH,
    }
)
_ANOTHER_ORIGIN = "Autre institution"


def identity(last_name: str, first_name: str, birth: PartialDate, level: IdentityLevel) -> str:
    """The identity at `level`: « MARTEL Yanis », « Y. M., né(e) en 2011 », or nothing."""
    match level:
        case IdentityLevel.NAME:
            return display_name(last_name, first_name)
        case IdentityLevel.INITIALS:
            years = dict.fromkeys((birth.earliest.year, birth.latest.year))
            born = " ou ".join(map(str, years))
            return f"{initials(last_name, first_name)}, né(e) en{NBSP}{born}"
        case IdentityLevel.CODE:
            return ""


def age(birth: PartialDate, today: date, level: IdentityLevel) -> str:
    """« 15 ans », « 14 ou 15 ans »; an age band at CODE."""
    ages = ages_on(birth, today)
    span = (ages.youngest, ages.oldest)
    shown = map(age_band, span) if level is IdentityLevel.CODE else map(str, span)
    return f"{' ou '.join(dict.fromkeys(shown))}{NBSP}ans"


def origin_label(origin: PartnerType) -> str:
    """The type of structure at the origin; silent on police, justice and health."""
    return _ANOTHER_ORIGIN if origin in _UNSAID_ORIGINS else origin.label


def officer(first_name: str | None, last_name: str | None) -> str | None:
    """« C. Delmas »; nothing for nobody."""
    return f"{first_name[:1]}. {given_name(last_name)}" if first_name and last_name else None


def when(start_on: date | None, due_on: date | None, ended_on: date | None) -> str:
    """When an action took place, or is to."""
    if ended_on and start_on and start_on < ended_on:
        first = short_date(start_on)
        same_year = start_on.year == ended_on.year
        return f"du {first[:5] if same_year else first} au {short_date(ended_on)}"
    if ended_on:
        return short_date(ended_on)
    if due_on:
        return f"échéance {short_date(due_on)}"
    return f"depuis le {short_date(start_on)}" if start_on else "sans échéance"


def outcome(status: ActionStatus, result: ActionResult | None) -> str:
    """What an action gave, or where it stands."""
    told = result is not None and result is not ActionResult.PARTIAL
    return result.label if result and told else status.label


def referral_state(status: ReferralStatus, interview_at: datetime | None) -> str:
    """Where an orientation stands; an interview that is set is said with its day."""
    if status is ReferralStatus.INTERVIEW_SET and interview_at is not None:
        return f"{status.label} le {short_date(local(interview_at).date())}"
    return status.label
