"""Situation and class over time: a new situation ends the former one (domain §§ 3.3 and 3.4)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from sqlalchemy import bindparam, func, select

from app.errors import Conflict, Refused
from app.models.enums import GradeLevel, JournalAction, Situation
from app.models.partner import Partner
from app.models.youth import Schooling, Youth
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.text import refuse
from app.services.youths import demand_youth


@dataclass(frozen=True, slots=True)
class SchoolingEntry:
    """A situation as typed. `completed_3e` opens apprenticeship at 15 (domain § 3.6).

    A new one with `ended_on` is a past period, added whatever came since. A correction that
    `ends` says the end too (none: it still runs); else the end is kept as it is.
    `version` is that of the row that is corrected, as it was read.
    """

    situation: Situation | None
    started_on: date | None
    grade: GradeLevel | None = None
    school_id: int | None = None
    completed_3e: bool | None = None
    ended_on: date | None = None
    ends: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolingRow:
    """A period as read; the one without an end is the current one.

    `overlaps`: it runs on into the one that follows, which one of the two dates must explain.
    """

    id: int
    situation: Situation
    grade: GradeLevel | None
    school_id: int | None
    school: str
    completed_3e: bool | None
    started_on: date
    ended_on: date | None
    overlaps: bool = False

    @property
    def version(self) -> int:
        """Another number once anything of the period changed: the row itself counts no changes."""
        told = (self.situation, self.grade, self.school_id, self.completed_3e,
                self.started_on, self.ended_on)  # fmt: skip
        return crc32("|".join(map(str, told)).encode())

    @property
    def words(self) -> str:
        """« 2de professionnelle, lycée Paul-Langevin », or the situation alone."""
        first = self.grade.label if self.grade else self.situation.label
        return f"{first}, {self.school}" if self.school else first


def read_schooling(work: Work, youth: Youth) -> tuple[SchoolingRow, ...]:
    """The periods, newest first, inside a unit of work that has already asked for the right."""
    found: list[SchoolingRow] = []
    for one in work.rows(_PERIODS, {"youth": youth.id}):
        number, situation, grade, school_id, school, completed, started_on, ended_on = one
        row = SchoolingRow(
            id=number, situation=situation, grade=grade, school_id=school_id, school=school,
            completed_3e=completed, started_on=started_on, ended_on=ended_on,
        )  # fmt: skip
        later = found[-1].started_on if found else None
        runs_on = later is not None and (row.ended_on is None or row.ended_on >= later)
        found.append(replace(row, overlaps=runs_on))
    return tuple(found)


_PERIODS: Final = (
    select(
        Schooling.id, Schooling.situation, Schooling.grade, Schooling.school_id,
        func.coalesce(Partner.name, ""), Schooling.completed_3e, Schooling.started_on,
        Schooling.ended_on,
    )
    .outerjoin(Partner, Partner.id == Schooling.school_id)
    .where(Schooling.youth_id == bindparam("youth"))
    .order_by(Schooling.started_on.desc(), Schooling.id.desc())
)  # fmt: skip


def _read(one: Schooling) -> SchoolingRow:
    return SchoolingRow(
        id=one.id,
        situation=one.situation,
        grade=one.grade,
        school_id=one.school_id,
        school=one.school.name if one.school else "",
        completed_3e=one.completed_3e,
        started_on=one.started_on,
        ended_on=one.ended_on,
    )


def completed_3e(rows: tuple[SchoolingRow, ...]) -> bool | None:
    """What the newest period that says it says; none when nobody ever said."""
    return next((one.completed_3e for one in rows if one.completed_3e is not None), None)


def add_situation(desk: Desk, case_id: int, entry: SchoolingEntry) -> Change:
    """A new situation from `started_on`; the former one ends the day before.

    With `ended_on` it is a past one, and the current one goes on.

    Raises `Invalid`, `CaseClosed`, `Refused`.
    """
    with desk.work() as work:
        case, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        demand_open(case)
        current = next((one for one in youth.schooling if one.ended_on is None), None)
        if entry.ended_on is not None:
            current = None
        values = _checked(work, entry, after=current.started_on if current else None)
        values["ended_on"] = entry.ended_on
        row = Schooling(youth_id=youth.id, **values)
        work.session.add(row)
        if current is not None:
            current.ended_on = max(current.started_on, row.started_on - timedelta(days=1))
        work.session.flush()
        work.journal(JournalAction.CREATE, "schooling", row.id, " ".join(sorted(values)))
        return work.commit(Change(Subject.CASE, case.id))


def correct_situation(desk: Desk, case_id: int, row_id: int, entry: SchoolingEntry) -> Change:
    """Correct a period that was wrongly typed, and its end when the entry `ends` it.

    Raises `Invalid`, `Refused`, and `Conflict` when it was corrected since it was read.
    """
    with desk.work() as work:
        case, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        demand_open(case)
        row = next((one for one in youth.schooling if one.id == row_id), None)
        if row is None:
            raise Refused
        if entry.version is not None and _read(row).version != entry.version:
            raise Conflict
        others = (one for one in youth.schooling if one is not row)
        if entry.ends and entry.ended_on is None and any(one.ended_on is None for one in others):
            refuse({"ended_on": "Une autre situation est en cours\u202f: celle-ci a une fin."})
        values = _checked(work, entry, until=None if entry.ends else row.ended_on)
        if entry.ends:
            values["ended_on"] = entry.ended_on
        changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, values[name])
        work.journal(JournalAction.UPDATE, "schooling", row.id, " ".join(changed))
        return work.commit(Change(Subject.CASE, case.id))


def _checked(
    work: Work, entry: SchoolingEntry, *, after: date | None = None, until: date | None = None
) -> dict[str, object]:
    problems: dict[str, str] = {}
    if entry.situation is None:
        problems["situation"] = "Choisissez la situation."
    if entry.started_on is None:
        problems["started_on"] = "Indiquez depuis quand."
    elif entry.started_on > work.today:
        problems["started_on"] = "Cette date est à venir\u202f: vérifiez-la."
    elif after is not None and entry.started_on < after:
        problems["started_on"] = "La situation précédente a commencé après cette date."
    elif until is not None and entry.started_on > until:
        problems["started_on"] = "Cette situation a pris fin avant cette date."
    if entry.ended_on is not None and entry.ended_on > work.today:
        problems["ended_on"] = "Cette date est à venir\u202f: vérifiez-la."
    elif entry.ended_on and entry.started_on and entry.ended_on < entry.started_on:
        problems["ended_on"] = "La fin est avant le début."
    if entry.school_id is not None and work.session.get(Partner, entry.school_id) is None:
        problems["school"] = "Choisissez une ligne de la liste."
    refuse(problems)
    return {
        "situation": entry.situation,
        "grade": entry.grade,
        "school_id": entry.school_id,
        "completed_3e": entry.completed_3e,
        "started_on": entry.started_on,
    }
