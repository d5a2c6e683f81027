"""The filters by which several lists are limited, each written once.

Dossiers, orientations and families are all limited by the dossiers they are about (`CASE_FILTERS`,
`case_filter`); signalements have some of them.
"""

import re

from app.services import accounts, territory
from app.services.cases_filter import CaseFilter
from app.services.choices import IntakeReason, Situation, labelled, members
from app.services.desk import Desk
from app.services.rules.french import count
from app.services.rules.rights import UseCase
from app.ui.operations.list_spec import NEED, Asked, ListFilter
from app.ui.widgets.choice import Choice


def _groups(desk: Desk) -> tuple[Choice, ...]:
    found = territory.groups(desk, active_only=True)
    return tuple(Choice(str(one.id), one.name) for one in found)


def _neighbourhoods(desk: Desk) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), one.name) for one in territory.neighbourhoods(desk))


_AGES = ((3, 10), (11, 12), (13, 15), (16, 17), (18, 25))
_AGE = re.compile(r"\D*(\d{1,2})(?:\D+(\d{1,2}))?\D*")


def _age_choice(typed: str) -> Choice | None:
    """« entre 12 et 14 », « 12-14 », « 12 » as a choice of ages; none when it is none."""
    found = _AGE.fullmatch(typed)
    if found is None:
        return None
    first, last = sorted((int(found[1]), int(found[2] or found[1])))
    words = count(first, "an", "ans") if first == last else f"entre {first} et {last} ans"
    return Choice(f"{first}-{last}", words)


def ages_asked(asked: Asked) -> tuple[int, int] | None:
    """The ages that `AGES` chose, both included."""
    first, _, last = asked.one("age").partition("-")
    return (int(first), int(last)) if first.isdigit() and last.isdigit() else None


AGES = ListFilter(
    "age", "Âge, par exemple entre 12 et 14 ans", "Âge (12-14)",
    tuple(Choice(f"{first}-{last}", f"entre {first} et {last} ans") for first, last in _AGES),
    chip=lambda label: f"Âge\u202f: {label}",
    typed=_age_choice,
)  # fmt: skip

GROUP = ListFilter("group", "Groupe territorial", "Groupe", read=_groups)
NEIGHBOURHOOD = ListFilter(
    "neighbourhood", "Quartier", "Quartier", read=_neighbourhoods, adds_up=True,
    chip=lambda label: f"Quartier\u202f: {label}",
)  # fmt: skip
REASON = ListFilter(
    "reason", "Motif de signalement", "Motif",
    tuple(Choice(*one) for one in labelled(IntakeReason)), adds_up=True,
    chip=lambda label: f"Motif\u202f: {label.lower()}",
    allowed=lambda desk: bool(desk.actor.reach(UseCase.READ_INTAKE)),
)  # fmt: skip
SITUATION = ListFilter(
    "situation", "Situation", "Situation",
    tuple(Choice(*one) for one in labelled(Situation)), adds_up=True,
    chip=lambda label: f"Situation\u202f: {label.lower()}",
)  # fmt: skip


def _leads(desk: Desk) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), one.name) for one in accounts.officers(desk))


LEAD = ListFilter(
    "lead", "Référent", "Référent", read=_leads, chip=lambda label: f"Référent\u202f: {label}"
)
CASE_FILTERS = (GROUP, LEAD, NEIGHBOURHOOD, AGES, REASON, SITUATION)


def case_filter(asked: Asked) -> CaseFilter:
    """The dossiers that `CASE_FILTERS` and the needs of a list ask for.

    What each list asks by itself (its words typed, its own states) is not there.
    """
    needs = asked.all(NEED)
    return CaseFilter(
        group_id=asked.number("group"),
        lead_officer_id=asked.number("lead"),
        neighbourhood_ids=asked.numbers("neighbourhood"),
        ages=ages_asked(asked),
        reasons=members(IntakeReason, asked.all("reason")),
        situations=members(Situation, asked.all("situation")),
        followed="followed" in needs,
        mine="mine" in needs,
        review_late="review_late" in needs,
        action_late="action_late" in needs,
        step_late="step_late" in needs,
        overdue="overdue" in needs,
        to_inform="to_inform" in needs,
    )
