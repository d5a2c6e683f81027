"""A dossier put into words, for the pages that show it."""

from collections.abc import Sequence
from datetime import date

from app.services.cases import CaseHeader, CasePage, YouthView
from app.services.choices import AgreementStatus, CaseStatus, FamilyPosition
from app.services.coordinates import CoordinatesEntry
from app.services.rules.ages import AgeSpan
from app.services.rules.french import NNBSP, count, short_date
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.services.rules.rights import UseCase
from app.services.schooling import SchoolingRow
from app.ui.widgets.badge import Tone

Fact = tuple[str, str]

STATUS_TONES: dict[CaseStatus, Tone] = {
    CaseStatus.ASSESSMENT: "amber",
    CaseStatus.PRESENTED: "accent",
    CaseStatus.ACTIVE: "green",
    CaseStatus.SUSPENDED: "amber",
    CaseStatus.REVIEW: "accent",
    CaseStatus.CLOSED: "neutral",
    CaseStatus.DUE: "red",
    CaseStatus.ELIMINATED: "neutral",
}


def age(span: AgeSpan) -> str:
    """« 15 ans », « 14 ou 15 ans » when the birth date is not sure."""
    if span.is_sure:
        return count(span.youngest, "an", "ans")
    return f"{span.youngest} ou {count(span.oldest, 'an', 'ans')}"


def subline(page: CasePage) -> str:
    """« 15 ans (14/03/2011) · 2de pro, lycée… · Quartier · Référent : C. Delmas · Groupe »."""
    head, youth = page.header, page.youth
    parts = []
    if youth is not None and youth.identity.birth is not None:
        parts.append(f"{age(youth.facts.ages)} ({show_partial_date(youth.identity.birth)})")
        current = current_schooling(youth)
        parts.append(current.words if current else "")
        parts.append(youth.neighbourhood)
    parts.append(f"Référent{NNBSP}: {head.lead}" if head.lead else "Sans référent")
    parts.append(head.group)
    return " · ".join(part for part in parts if part)


def badges(page: CasePage) -> list[tuple[str, Tone]]:
    """The state, then what calls for attention."""
    head = page.header
    found: list[tuple[str, Tone]] = [(head.status.label, STATUS_TONES[head.status])]
    current = current_schooling(page.youth) if page.youth is not None else None
    if current is not None and current.grade is not None:
        return _alerts(head, found)
    if current is not None:
        found.append((current.situation.label, "amber"))
    return _alerts(head, found)


def _alerts(head: CaseHeader, found: list[tuple[str, Tone]]) -> list[tuple[str, Tone]]:
    if head.restricted:
        found.append(("Traitement limité", "red"))
    if head.review_late:
        found.append(("Bilan en retard", "red"))
    if head.to_inform:
        found.append(("Famille à informer", "amber"))
    return found


def current_schooling(youth: YouthView) -> SchoolingRow | None:
    """The period without an end."""
    return next((one for one in youth.schooling if one.ended_on is None), None)


def identity(youth: YouthView) -> list[Fact]:
    """Who the young person is, and how to reach them."""
    known = youth.identity
    return [
        ("Nom", known.last_name.upper()),
        ("Nom d’usage", known.usage_name.upper()),
        ("Prénom", known.first_name),
        ("Prénom usuel", known.known_as),
        ("Sexe", known.sex.label if known.sex else ""),
        ("Né(e) le", f"{born(known.birth)} ({age(youth.facts.ages)})"),
        ("Quartier", youth.neighbourhood),
        *coordinates(known.coordinates),
    ]


def coordinates(known: CoordinatesEntry) -> list[Fact]:
    """How to reach someone."""
    town = " ".join(part for part in (known.postal_code, known.city) if part)
    return [
        ("Adresse", ", ".join(part for part in (known.address, town) if part)),
        ("Téléphone", known.phone),
        ("Courriel", known.email),
    ]


def born(birth: PartialDate | None) -> str:
    """The birth date as it is known."""
    return show_partial_date(birth) if birth else ""


def age_facts(page: CasePage) -> list[Fact]:
    """What the law draws from the age: information, never a refusal (domain § 3.6)."""
    youth = page.youth
    if youth is None:
        return []
    facts = youth.facts
    contract = f"possible à partir du {short_date(facts.contract_from)}"
    if facts.contract_from_if_3e is not None:
        sooner = short_date(facts.contract_from_if_3e)
        contract += f" (du {sooner} si la classe de 3e est achevée)"
    majority = "majeur(e) depuis le" if facts.adult else "le"
    schooled = []
    if facts.school_status_in is not None:
        year = f"possible en {facts.school_status_in.label}"
        unsure = " si la classe de 3e est achevée" if facts.contract_from_if_3e else ""
        schooled.append(("CFA sous statut scolaire", year + unsure))
    return [
        ("Majorité", f"{majority} {short_date(facts.majority_on)}"),
        ("Contrat d’apprentissage", contract),
        *schooled,
        ("25 ans", f"le {short_date(facts.age_limit_on)}"),
    ]


def author_told(page: CasePage) -> str:
    """« informée par l’auteur du signalement le 20/11/2026 »; empty when no author did."""
    told = [one for one in page.reports if one.family_informed]
    if not told:
        return ""
    on = next((one.family_informed_on for one in told if one.family_informed_on), None)
    when = f" le {short_date(on)}" if on else ""
    return f"famille informée par l’auteur du signalement{when}"


def _agreement(page: CasePage) -> str:
    """What was agreed to the cell; before that, what the family told the author."""
    status = page.header.agreement_status
    said = next((one.family_position for one in page.reports if one.family_position), None)
    if status is not AgreementStatus.NOT_ASKED or said in {None, FamilyPosition.NOT_ASKED}:
        return status.label
    return f"{status.label} par la cellule (à l’auteur du signalement{NNBSP}: {said.label.lower()})"


def follow_up(page: CasePage) -> list[Fact]:
    """Who follows, when it is reviewed, who was told."""
    head, told = page.header, ""
    if head.notice_sent_on is not None:
        who = head.notice_to.label.lower() if head.notice_to else ""
        how = head.notice_channel.label.lower() if head.notice_channel else ""
        told = f"le {short_date(head.notice_sent_on)}" + "".join(
            f", {part}" for part in (who, how) if part
        )
    elif head.information_due_on is not None and head.to_inform:
        due = f"à donner par la cellule avant le {short_date(head.information_due_on)}"
        told = "\u202f; ".join(part for part in (author_told(page), due) if part)
    return [
        ("Référent de parcours", head.lead or "à désigner"),
        ("Second", head.second),
        ("Groupe", head.group),
        ("Dispositif", head.programme),
        ("Ouvert le", f"{short_date(head.opened_on)} · {head.origin_type.label}"),
        ("Prochain bilan", day(head.next_review_on)),
        ("Information", told),
        ("Adhésion au suivi", _agreement(page)),
        ("Question au groupe", head.group_question),
        ("Proposition", head.proposed_decision),
    ]


def closed_note(head: CaseHeader) -> str:
    """Why a tab of a closed dossier offers nothing to write; empty while it is followed."""
    if not head.is_closed:
        return ""
    if UseCase.REOPEN_CASE in head.may:
        return "Dossier clos\u202f: rouvrez-le, dans l’onglet Suivi, pour y écrire."
    return "Dossier clos\u202f: on n’y écrit plus, à moins que le coordonnateur ne le rouvre."


def conservation(head: CaseHeader) -> str:
    """By when the dossier must be gone, and why."""
    if head.elimination_due_on is None:
        return ""
    why = {
        "AGE": "c’est son 25e anniversaire",
        "CLOSURE": "c’est trois ans après la clôture",
        "LINKED": "c’est le terme du dernier dossier de ses jeunes",
    }.get(head.elimination_rule, "")
    due = f"Conservé jusqu’au {short_date(head.elimination_due_on)} au plus tard"
    return f"{due}{NNBSP}: {why}." if why else f"{due}."


def schooling_period(row: SchoolingRow) -> str:
    """« depuis le 01/09/2026 », « du 01/09/2025 au 31/08/2026 »."""
    start = short_date(row.started_on)
    if row.ended_on is None:
        return f"depuis le {start}"
    return f"du {start} au {short_date(row.ended_on)}"


def day(value: date | None) -> str:
    """A day, or nothing."""
    return short_date(value) if value else ""


def joined(parts: Sequence[str]) -> str:
    """The parts that say something, with a middle dot between."""
    return " · ".join(part for part in parts if part)
