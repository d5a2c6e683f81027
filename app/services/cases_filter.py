"""What the list of dossiers is limited to: filters that combine, under the rights of each.

One filter makes the list, its count, the figures and what is exported; the lists of orientations
and of families are limited by the dossiers they are about with the same one. Every condition reads
`LIST_INDEX` alone, or `WATCH_INDEX` for alerts, so that any combination costs one pass.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.models.case import LIST_INDEX, WATCH_INDEX, CaseFile
from app.models.enums import CaseKind, CaseStatus, IntakeReason, SharingScope, Situation
from app.models.intake import IntakeReport, IntakeReportReason
from app.services.access import named_on, visible_cases, visible_intakes, visible_scopes
from app.services.alerts import attention
from app.services.desk import Work
from app.services.keyset import bare
from app.services.rules.ages import born_by
from app.services.rules.alerts import AlertKind
from app.services.rules.names import search_key
from app.services.rules.rights import Record, UseCase
from app.services.rules.states import NOT_FOLLOWED

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is limited to; what is empty limits nothing, the rest adds up.

    Of `statuses`, `neighbourhood_ids`, `reasons`, `situations` and `alerts` one is enough, these
    being what Accueil watches (`alerts.WATCHED`). `ages` are full
    years today, both included; who may be of that age is kept. `followed`: neither closed nor at
    its term. `mine`: this account is référent or second. `review_late`, `action_late` and
    `step_late`: a bilan, an action of the plan, the next step of an orientation is past;
    `overdue`: any of them. `to_inform`: the persons are not informed yet. `text` begins the name
    or the number. `leaving`: what may be exported, under that right.
    """

    statuses: frozenset[CaseStatus] = frozenset()
    kind: CaseKind | None = None
    group_id: int | None = None
    lead_officer_id: int | None = None
    neighbourhood_ids: frozenset[int] = frozenset()
    ages: tuple[int, int] | None = None
    reasons: frozenset[IntakeReason] = frozenset()
    situations: frozenset[Situation] = frozenset()
    followed: bool = False
    mine: bool = False
    review_late: bool = False
    action_late: bool = False
    step_late: bool = False
    overdue: bool = False
    to_inform: bool = False
    alerts: frozenset[AlertKind] = frozenset()
    text: str = ""
    leaving: bool = False

    @property
    def numbered(self) -> bool:
        """Whether a number is looked for, and not a name."""
        return self.text.strip()[:1].isdigit()

    @property
    def sifts(self) -> bool:
        """Whether what it keeps may be so rare that no order finds it without reading all."""
        alone = replace(self, leaving=False)
        if alone.text.strip():
            return True
        given = {one.name for one in fields(alone) if getattr(alone, one.name)}
        return len(given) > 1 or bool(given - _COMMON)


#: Alone, each is either frequent in any order or read from its own index.
_COMMON = frozenset({"kind", "group_id", "followed", "mine", "review_late", "to_inform", "text"})


#: Limits nothing.
EVERY_CASE: Final = CaseFilter()

#: A list, « not in », would be looked up through memory taken and wiped at each row.
_FOLLOWED = and_(*(CaseFile.status != one for one in NOT_FOLLOWED))


def one_of(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> Condition:
    """Whether it is one of them, each compared: a list takes memory at each row, wiped after."""
    return or_(*(column == one for one in sorted(values)))


#: Dossiers that are gathered before what hangs on them is sorted. Of more than these, any order
#: finds a page soon; to gather them takes longer than that.
FEW: Final = 3_000


def passing(kept: CaseFilter) -> Select[int]:
    """Numbers of dossiers through the index that holds all that is asked, for `conditions`.

    A number that is looked for has its own.
    """
    numbers = select(CaseFile.id).select_from(CaseFile)
    if kept.numbered:
        return numbers
    index = WATCH_INDEX if kept.alerts else LIST_INDEX
    return numbers.with_hint(CaseFile, f"INDEXED BY {index}")


def few_kept(work: Work, kept: CaseFilter, use_case: UseCase) -> Select[int] | None:
    """The dossiers it keeps, for « in », where they are so few that all are gathered first.

    What hangs on them (orientations, families) is then read from them; else, in its own order.
    """
    if kept == EVERY_CASE:
        return None
    wanted = passing(kept).where(*conditions(work, kept, use_case)).limit(FEW + 1)
    numbers = work.session.scalars(wanted).all()
    if len(numbers) > FEW:
        return None
    return select(column("value", Integer)).select_from(func.json_each(json.dumps(numbers)))


def conditions(
    work: Work, kept: CaseFilter, use_case: UseCase = UseCase.READ_CASE
) -> list[Condition]:
    """Everything the dossiers are limited to, rights included: those to do `use_case`."""
    found = [visible_cases(work, UseCase.EXPORT if kept.leaving else use_case)]
    found += [*_of_the_dossier(work, kept), *_of_the_youth(work, kept), *_late(work, kept)]
    if kept.reasons:
        found.append(_reported_for(work, kept.reasons))
    if kept.alerts:
        windows = attention(work)
        called = or_(false(), *(windows[kind] for kind in sorted(kept.alerts & windows.keys())))
        found.append(_within(work, UseCase.READ_PLAN, and_(_FOLLOWED, called)))
    if kept.text.strip():
        found.append(_begins(kept))
    return found


def _of_the_dossier(work: Work, kept: CaseFilter) -> list[Condition]:
    one, found = CaseFile, list[Condition]()
    if kept.statuses:
        found.append(one_of(one.status, kept.statuses))
    if kept.kind is not None:
        found.append(one.kind == kept.kind)
    if kept.group_id is not None:
        found.append(one.group_id == kept.group_id)
    if kept.lead_officer_id is not None:
        found.append(one.lead_officer_id == kept.lead_officer_id)
    if kept.followed:
        found.append(_FOLLOWED)
    if kept.mine:
        found.append(named_on(work))
    if kept.to_inform:
        found.append(and_(one.notice_sent_on.is_(None), _FOLLOWED))
    return found


def _of_the_youth(work: Work, kept: CaseFilter) -> list[Condition]:
    one, found = CaseFile, list[Condition]()
    if kept.neighbourhood_ids:
        found.append(one_of(one.youth_neighbourhood_id, kept.neighbourhood_ids))
    if kept.situations:
        found.append(one_of(one.youth_situation, kept.situations))
    if kept.ages is not None:
        born = (one.youth_birth_earliest, one.youth_birth_latest)
        found.append(of_ages(kept.ages, work.today, *born))
    return found


def of_ages(
    ages: tuple[int, int],
    day: date,
    earliest: InstrumentedAttribute[date | None],
    latest: InstrumentedAttribute[date | None],
) -> Condition:
    """Who may be of one of these ages on `day`, born between those two days."""
    youngest, oldest = ages
    turned = bare(earliest.expression) <= born_by(youngest, day)
    return and_(turned, bare(latest.expression) > born_by(oldest + 1, day))


def _late(work: Work, kept: CaseFilter) -> list[Condition]:
    """What is past in a dossier that is followed, as far as this actor may know of it."""
    one = CaseFile
    action = _past(work, one.action_due_on)
    if SharingScope.COORDINATOR_ONLY in visible_scopes(work):
        action = or_(action, _past(work, one.hidden_action_due_on))
    late = {
        "review_late": _past(work, one.next_review_on),
        "action_late": _within(work, UseCase.READ_PLAN, action),
        "step_late": _within(work, UseCase.READ_REFERRAL, _past(work, one.step_due_on)),
    }
    found = [condition for name, condition in late.items() if getattr(kept, name)]
    if kept.overdue:
        found.append(or_(*late.values()))
    return [*found, _FOLLOWED] if found else []


def _past(work: Work, column: InstrumentedAttribute[date | None]) -> Condition:
    return bare(column.expression) < work.today


def _within(work: Work, use_case: UseCase, condition: Condition) -> Condition:
    """`condition`, where this actor may know of it."""
    if work.actor.reach(use_case) >= work.actor.reach(UseCase.READ_CASE):
        return condition
    return and_(condition, visible_cases(work, use_case))


def _reported_for(work: Work, reasons: Iterable[IntakeReason]) -> Condition:
    """Some signalement of the dossier that this actor may read bears one of these motifs."""
    wanted = sorted(reasons)
    copied = or_(*(func.instr(CaseFile.reason_codes, f",{one},") > 0 for one in wanted))
    reach = work.actor.reach(UseCase.READ_INTAKE)
    if not reach:
        return false()
    if Record.OTHER in reach:
        return copied
    read = exists().where(
        IntakeReport.case_id == CaseFile.id,
        IntakeReportReason.report_id == IntakeReport.id,
        IntakeReportReason.reason.in_(wanted),
        visible_intakes(work),
    )
    return and_(copied, read.correlate(CaseFile))


def _begins(kept: CaseFilter) -> Condition:
    """The name or the number begins with the text: two ranges, each read from its index."""
    wanted, number = search_key(kept.text), kept.text.strip()
    if kept.numbered:
        return CaseFile.file_number.between(number, f"{number}\uffff")
    return CaseFile.sort_key.between(wanted, f"{wanted}\uffff")
