"""The life of a dossier in words: who may take which way out, and what a closure came to."""

from collections.abc import Mapping
from typing import Final

from app.services.balance import Balance
from app.services.case_endings import Ending
from app.services.case_moves import Move
from app.services.choices import CaseStatus, Role
from app.services.rules.french import count, listing, short_date, typeset

Fact = tuple[str, str]

_WHO: Final[Mapping[Role, str]] = {
    Role.COORDINATOR: "le coordonnateur",
    Role.CASE_OFFICER: "le référent du dossier",
}
_BY_ITSELF: Final[Mapping[CaseStatus, str]] = {
    CaseStatus.PRESENTED: "Noté par la séance du groupe où le dossier est présenté",
    CaseStatus.DUE: "De lui-même, le jour de son terme de conservation",
}


def move_note(before: CaseStatus, move: Move) -> str:
    """Who may take that way out, and what they are asked."""
    if not move.by:
        return f"{_BY_ITSELF.get(move.after, 'De lui-même')}."
    who = listing([_WHO[one] for one in move.by if one in _WHO], last="ou")
    asked = _asked(before, move.after)
    return f"Par {who}{asked}."


def _asked(before: CaseStatus, after: CaseStatus) -> str:
    if after is CaseStatus.CLOSED:
        return ", avec le motif et le bilan du suivi"
    if before is CaseStatus.CLOSED:
        return ", avec le motif\u202f; la clôture et son bilan restent"
    if after is CaseStatus.SUSPENDED:
        return ", avec le motif"
    return ", avec le bilan écrit" if before is CaseStatus.REVIEW else ""


def ending_facts(one: Ending) -> list[Fact]:
    """What was written and counted that day."""
    found: list[Fact] = [("Par", one.by)]
    if one.reason is not None:
        found.append(("Motif", one.reason.label))
    found.append(("Bilan", typeset(one.review)))
    if one.balance is not None:
        found += balance_facts(one.balance)
    if one.reopened_on is not None:
        why = f"\u202f: {one.reopened_why}" if one.reopened_why else ""
        found.append(("Rouvert", f"le {short_date(one.reopened_on)}{why}"))
    return found


def balance_facts(kept: Balance) -> list[Fact]:
    """The balance sheet: nothing is left out for being none (peers, row 41)."""
    reached = (
        f"{kept.reached} sur {count(kept.objectives, 'atteint', 'atteints')}"
        if kept.objectives
        else "Aucun n’avait été fixé"
    )
    actions = [f"{one.label} ({number})" for one, number in kept.results.items()]
    actions += [f"{one.label} ({number})" for one, number in kept.unfinished.items()]
    referrals = [f"{one.label} ({number})" for one, number in kept.referrals.items()]
    return [
        ("Objectifs", reached),
        ("Actions", " · ".join(actions) or "Aucune"),
        ("Orientations", " · ".join(referrals) or "Aucune"),
    ]
