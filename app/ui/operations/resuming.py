"""What one can take up again: drafts and what one had open, with where each leads.

A place that leads to a form says which in its tab, after a slash: « identity/youth@12 »; one that
leads to a record listed in a tab says its number after a hash: « observations#12 ».
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.services.draft_forms import NEW, known_name
from app.services.drafts import DraftKey, SavedDraft
from app.services.intake_list import IntakeRow
from app.services.leaving import BEGUN_KEPT
from app.services.recent import Recent, RecentKind
from app.services.rules.french import ago, short_date
from app.ui.context import Place
from app.ui.operations.draft_offers import day_words

_FORM, _RECORD, _LINE = "/", "@", "#"


@dataclass(frozen=True, slots=True)
class Resumed:
    """The words, when it was left, where it leads; `draft` when it can be thrown away."""

    title: str
    when: str
    place: Place
    draft: SavedDraft | None = None


def with_form(place: Place, key: DraftKey | None) -> Place:
    """The same place, that form open in it."""
    if key is None:
        return place
    tab = place.tab.partition(_FORM)[0]
    return replace(place, tab=f"{tab}{_FORM}{key.form}{_RECORD}{key.record}")


def without_form(place: Place) -> tuple[str, DraftKey | None]:
    """The tab alone, and the form that one comes to take up in it (its version is not known)."""
    tab, slash, form = place.tab.partition(_FORM)
    if not slash:
        return tab, None
    name, _, record = form.partition(_RECORD)
    return tab, DraftKey(name, record)


def at_line(place: Place, number: int) -> Place:
    """The same place, at one of the records that its tab lists."""
    return replace(place, tab=f"{place.tab}{_LINE}{number}")


def without_line(tab: str) -> tuple[str, int | None]:
    """The tab alone, and the record that one comes to see in it."""
    tab, _, number = tab.partition(_LINE)
    return tab, _number(number)


def resumes(place: Place) -> bool:
    """Whether one comes to take a draft up, rather than to begin."""
    return without_form(place)[1] is not None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _of_case(tab: str) -> Callable[[str], Place]:
    """A form that stands in a dossier: its record begins with the dossier's number."""
    return lambda record: Place("case", _number(record.partition(".")[0]), tab)


def _of_family(record: str) -> Place:
    return Place("household", _number(record.partition(".")[0]))


def _of_record(new: str, known: str) -> Callable[[str], Place]:
    return lambda record: Place(new) if record == NEW else Place(known, _number(record))


_REFERRAL = _of_record("referrals", "referral")
_FORMS: dict[str, tuple[str, Callable[[str], Place]]] = {
    "intake": ("signalement", _of_record("intake.new", "intake.edit")),
    "intake.decision": ("suite d’un signalement", _of_record("intakes", "intake")),
    "partner": ("partenaire", _of_record("partner.new", "partner")),
    "case.new": ("ouverture de dossier", lambda _record: Place("case.new")),
    "case": ("suivi d’un dossier", _of_case("life")),
    "case.status": ("changement d’état", _of_case("life")),
    "youth": ("identité", _of_case("identity")),
    "guardian": ("représentant légal", _of_case("identity")),
    "household.new": ("famille", _of_case("identity")),
    "household.enter": ("famille", _of_case("identity")),
    "notice": (
        "information des personnes",
        lambda record: Place("notice_preview", _number(record)),
    ),
    "schooling": ("scolarité", _of_case("schooling")),
    "attendance": ("seuil d’absence", _of_case("schooling")),
    "departure": ("départ de la commune", _of_case("schooling")),
    "household": ("famille", _of_family),
    "household.case": ("dossier d’une famille", _of_family),
    "household.child": ("dossier d’un autre enfant", _of_family),
    "household.adult": ("adulte d’une famille", _of_family),
    "household.second": ("second foyer", _of_case("identity")),
    "contact": ("coordonnées", _of_case("identity")),
    "contact.guardian": ("coordonnées", _of_case("identity")),
    "observation": ("observation", _of_case("observations")),
    "attachment": ("document", _of_case("documents")),
    "objective": ("objectif", _of_case("plan")),
    "action": ("action", _of_case("plan")),
    "referral": ("orientation", _of_record("referrals", "referral.edit")),
    "agreements": ("accords d’une orientation", _REFERRAL),
    "move.": ("étape d’une orientation", _REFERRAL),
    "postpone": ("report d’une action", _of_case("plan")),
    "referral.new": (
        "nouvelle orientation",
        lambda record: Place("referral.new", _number(record)),
    ),
    "account": ("compte", _of_record("admin.account.new", "admin.account")),
    "organisation": ("organisation", lambda _record: Place("admin.organisation")),
    "watched_word": ("mot à surveiller", lambda _record: Place("admin.words")),
    "group": ("groupe de travail", lambda _record: Place("admin.territory")),
    "neighbourhood": ("quartier", lambda _record: Place("admin.territory")),
}


def resumed_draft(draft: SavedDraft) -> Resumed | None:
    """A draft as Accueil shows it; none when no page of this version takes it up."""
    key = draft.key
    form = _FORMS.get(known_name(key.form))
    if form is None:
        return None
    words, place = form
    title = f"Brouillon\u202f: {words}" + (f", {draft.about}" if draft.about else "")
    when = f"du {day_words(draft.saved_at)}"
    if key.record == NEW:
        # instead of the day it was left: the card is narrow, and this is what one must know
        when = f"gardé jusqu’au {draft.saved_at + BEGUN_KEPT:%d/%m}"
    return Resumed(title, when, with_form(place(key.record), key), draft)


def resumed_report(row: IntakeRow) -> Resumed:
    """A signalement that was kept as « Brouillon », for its form to be ended."""
    title = f"Brouillon\u202f: signalement, {row.youth}"
    return Resumed(title, f"reçu le {short_date(row.received_on)}", Place("intake.edit", row.id))


def resumed_recent(recent: Recent, now: datetime) -> Resumed:
    """A dossier or a family that was open."""
    family = recent.kind is RecentKind.HOUSEHOLD
    when = ago(recent.opened_at, now)
    opened = "ouverte" if family else "ouvert"
    place = Place("household" if family else "case", recent.ref)
    return Resumed(recent.title, f"{opened} {when}", place)
