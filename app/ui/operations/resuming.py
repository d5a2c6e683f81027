"""What one can take up again: drafts and what one had open, with where each leads."""

from collections.abc import Callable
from datetime import datetime

from app.services.drafts import SavedDraft
from app.services.recent import Recent, RecentKind
from app.services.rules.french import ago
from app.ui.context import Place

Resumed = tuple[str, str, Place]
"""The words, when it was left, where it leads."""


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _of_case(tab: str) -> Callable[[str], Place]:
    """A form that stands in a dossier: its record begins with the dossier's number."""
    return lambda record: Place("case", _number(record.partition(".")[0]), tab)


def _of_record(new: str, known: str) -> Callable[[str], Place]:
    return lambda record: Place(new) if record == "new" else Place(known, _number(record))


_FORMS: dict[str, tuple[str, Callable[[str], Place]]] = {
    "intake": ("signalement", _of_record("intake.new", "intake.edit")),
    "partner": ("partenaire", _of_record("partner.new", "partner")),
    "case.new": ("ouverture de dossier", lambda _record: Place("case.new")),
    "case": ("suivi d’un dossier", _of_case("life")),
    "case.status": ("changement d’état", _of_case("life")),
    "youth": ("identité", _of_case("identity")),
    "guardian": ("représentant légal", _of_case("identity")),
    "household.new": ("famille", _of_case("identity")),
    "household.enter": ("famille", _of_case("identity")),
    "schooling": ("scolarité", _of_case("schooling")),
    "household": ("famille", lambda record: Place("household", _number(record))),
    "observation": ("observation", _of_case("observations")),
    "objective": ("objectif", _of_case("plan")),
    "action": ("action", _of_case("plan")),
    "referral": ("orientation", _of_record("referrals", "referral.edit")),
    "agreements": ("accords d’une orientation", _of_record("referrals", "referral")),
    "postpone": ("report d’une action", _of_case("plan")),
    "referral.new": (
        "nouvelle orientation",
        lambda record: Place("referral.new", _number(record)),
    ),
}


def resumed_draft(draft: SavedDraft, now: datetime) -> Resumed | None:
    """A draft as Accueil shows it; none when no page of this version takes it up."""
    form = _FORMS.get(draft.key.form)
    if form is None:
        return None
    words, place = form
    return f"Brouillon\u202f: {words}", ago(draft.saved_at, now), place(draft.key.record)


def resumed_recent(recent: Recent, now: datetime) -> Resumed:
    """A dossier or a family that was open."""
    family = recent.kind is RecentKind.HOUSEHOLD
    when = ago(recent.opened_at, now)
    opened = "ouverte" if family else "ouvert"
    return recent.title, f"{opened} {when}", Place("household" if family else "case", recent.ref)
