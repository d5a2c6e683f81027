"""A signalement put into words, block by block, for the page that shows it."""

from datetime import date

from app.services.choices import DangerAnswer, IntakeStatus
from app.services.intake import IntakePage
from app.services.intake_entry import IntakeGuardianEntry
from app.services.rules.french import short_date, typeset
from app.services.rules.partial_dates import show_partial_date
from app.ui.widgets.timeline import Event

Fact = tuple[str, str]

_ICONS = {
    "DRAFT": "pencil", "RECEIVED": "bell-ringing", "ADMISSIBLE": "folder-plus",
    "REDIRECTED": "transfer", "NOT_RETAINED": "ban",
}  # fmt: skip

_STEPS = {IntakeStatus.DRAFT: "Saisi", IntakeStatus.RECEIVED: "Reçu, à qualifier"}


def source(page: IntakePage) -> list[Fact]:
    """Who reports."""
    entry = page.entry
    return [
        ("Origine", entry.origin_type.label if entry.origin_type else ""),
        ("Auteur", page.reporter),
        ("Sa référence", entry.author_reference),
        ("Reçu le", _day(entry.received_on)),
    ]


def youth(page: IntakePage) -> list[Fact]:
    """The young person."""
    entry = page.entry
    address = " ".join(one for one in (entry.postal_code, entry.city) if one)
    return [
        ("Lieu", entry.place),
        ("Nom d’usage", entry.usage_name),
        ("Né(e) le", show_partial_date(entry.birth) if entry.birth else ""),
        ("Sexe", entry.sex.label if entry.sex else ""),
        ("Situation", _joined(entry.situation.label if entry.situation else "",
                              entry.grade.label if entry.grade else "")),
        ("Établissement", page.school),
        ("Quartier", page.neighbourhood),
        ("Groupe territorial", page.group),
        ("Adresse", _joined(entry.address, address)),
        ("Téléphone", entry.phone),
        ("Courriel", entry.email),
    ]  # fmt: skip


def reasons(page: IntakePage) -> list[Fact]:
    """What is observed, what was tried, what is expected."""
    entry = page.entry
    told = entry.danger_answer is DangerAnswer.TRANSMITTED
    danger = "Non" if entry.danger_answer is DangerAnswer.NO else ""
    labels = sorted(one.label for one in entry.reasons)
    steps = [
        f"{step.label}, le {short_date(day)}" if day else step.label
        for step, day in entry.prior_steps
    ]
    return [
        ("Constaté", "\n".join(labels)),
        ("Précision", typeset(entry.reason_note)),
        ("Danger", "Transmission faite, récit effacé" if told else danger),
        ("Démarches de l’auteur", "\n".join(steps)),
        ("Attente", entry.expected_support.label if entry.expected_support else ""),
    ]


def family(page: IntakePage) -> list[Fact]:
    """What the family knows, and who represents the young person."""
    entry = page.entry
    informed = {True: "Oui", False: "Non", None: ""}[entry.family_informed]
    if entry.family_informed and entry.family_informed_on:
        informed = f"Oui, le {short_date(entry.family_informed_on)}"
    by = f", par {entry.family_informed_by}" if entry.family_informed_by else ""
    return [
        ("Informée", f"{informed}{by}" if informed else ""),
        ("Position", entry.family_position.label if entry.family_position else ""),
        *(_guardian(one) for one in entry.guardians),
    ]


def still_to_tell(due: str, *, by_author: bool) -> str:
    """By when the cell itself tells the family; what its author told is not that (art. 14)."""
    when = f"avant le {due} et avant toute présentation en groupe territorial."
    if by_author:
        return f"La cellule l’informe à son tour {when}"
    return f"À faire {when}"


def decision(page: IntakePage) -> list[Fact]:
    """What was decided."""
    reason = page.not_retained_reason
    return [
        ("Suite", page.status.label),
        ("Dossier", page.file_number),
        ("Vers", page.redirected_to),
        ("Motif", reason.label if reason else ""),
        ("Le", _day(page.decision_on)),
        ("Par", page.decision_by),
    ]


def history(page: IntakePage) -> list[Event]:
    """What happened, latest first."""
    return [
        Event(
            short_date(one.on),
            _ICONS[one.status.value],
            _STEPS.get(one.status, one.status.label),
            _joined(one.by, one.reason or ""),
        )
        for one in reversed(page.history)
    ]


def _guardian(one: IntakeGuardianEntry) -> Fact:
    relation = one.relationship_kind.label if one.relationship_kind else "Représentant légal"
    name = " ".join(part for part in (one.last_name.upper(), one.first_name) if part)
    authority = "" if one.parental_authority else "sans autorité parentale"
    return relation, _joined(name, authority, one.phone, one.email, one.address)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return short_date(day) if day else ""
