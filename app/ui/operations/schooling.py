"""What a person does in the tab Scolarité: periods, thresholds of absence, a departure."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from app.services import attendance, cases, schooling
from app.services.attendance import AttendanceEntry, AttendanceRow, AttendanceView
from app.services.changes import Change
from app.services.choices import AbsenceThreshold, GradeLevel, PartnerType, Situation, member
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.rules.french import month_and_year
from app.services.schooling import SchoolingEntry, SchoolingRow
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.spec import FormSpec
from app.ui.forms.specs.schooling import attendance_spec, departure_spec, schooling_spec
from app.ui.operations.anew import still
from app.ui.operations.choosing import partner_finder
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.partners import create_partner
from app.ui.operations.reading import day, number, text
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]


def schooling_form(
    context: PageContext, case_id: int, row: SchoolingRow | None = None
) -> InlineForm:
    """A new situation, which ends the former one, or a period to correct."""
    form = _with_directory(context, schooling_spec(), "school")
    inline = InlineForm(
        context,
        "Corriger cette situation" if row else "Nouvelle situation",
        form,
        key=DraftKey(
            "schooling", f"{case_id}.{row.id}" if row else str(case_id), row.version if row else 0
        ),
        write=partial(_write_schooling, context.desk, case_id, row),
        said="Situation enregistrée.",
        again=partial(_fresh_schooling, context.desk, case_id, row.id) if row else None,
    )
    if row is None:
        inline.begin({"started_on": context.desk.clock.today()})
    else:
        inline.begin(_schooling_values(row))
    return inline


def _schooling_values(row: SchoolingRow) -> dict[str, object]:
    school = Choice(str(row.school_id), row.school) if row.school_id is not None else None
    return {
        "situation": row.situation,
        "started_on": row.started_on,
        "grade": row.grade,
        "school": school,
        "completed_3e": row.completed_3e,
        "ended_on": row.ended_on,
    }


def _fresh_schooling(desk: Desk, case_id: int, number: int) -> Fresh:
    row = still(_periods(desk, case_id), number)
    return Fresh(_schooling_values(row), partial(_write_schooling, desk, case_id, row), row.version)


def _write_schooling(
    desk: Desk, case_id: int, row: SchoolingRow | None, values: Values
) -> Callable[[], Change]:
    done = values["completed_3e"]
    entry = SchoolingEntry(
        situation=member(Situation, values["situation"]),
        started_on=day(values["started_on"]),
        grade=member(GradeLevel, values["grade"]),
        school_id=number(values["school"]),
        completed_3e=done if isinstance(done, bool) else None,
        ended_on=day(values["ended_on"]),
        ends=True,
        version=row.version if row else None,
    )
    if row is None:
        return partial(schooling.add_situation, desk, case_id, entry)
    return partial(schooling.correct_situation, desk, case_id, row.id, entry)


def _periods(desk: Desk, case_id: int) -> tuple[SchoolingRow, ...]:
    page = cases.read_case(desk, case_id, opening=False)
    return page.youth.schooling if page.youth is not None else ()


def fact_form(
    context: PageContext, case_id: int, view: AttendanceView, row: AttendanceRow | None = None
) -> InlineForm:
    """A threshold of absence, noted or corrected."""
    months = {one: month_and_year(one) for one in view.months}
    if row is not None:
        months.setdefault(row.month, month_and_year(row.month))
    offered = [Choice(one.isoformat(), words) for one, words in months.items()]
    inline = InlineForm(
        context,
        "Corriger ce seuil" if row else "Noter un seuil d’absence",
        _with_directory(context, attendance_spec(offered), "source"),
        key=DraftKey(
            "attendance", f"{case_id}.{row.id}" if row else str(case_id), row.version if row else 0
        ),
        write=partial(_write_fact, context.desk, case_id, row),
        said="Seuil d’absence enregistré.",
        again=partial(_fresh_fact, context.desk, case_id, row.id) if row else None,
    )
    inline.begin({} if row is None else _fact_values(row))
    return inline


def _fact_values(row: AttendanceRow) -> dict[str, object]:
    return {
        "threshold": row.threshold,
        "month": row.month.isoformat(),
        "reached_on": row.reached_on,
        "source": Choice(str(row.source_id), row.source),
    }


def _fresh_fact(desk: Desk, case_id: int, number: int) -> Fresh:
    row = still(attendance.attendance(desk, case_id).rows, number)
    return Fresh(_fact_values(row), partial(_write_fact, desk, case_id, row), row.version)


def _write_fact(
    desk: Desk, case_id: int, row: AttendanceRow | None, values: Values
) -> Callable[[], Change]:
    month = text(values["month"])
    entry = AttendanceEntry(
        threshold=member(AbsenceThreshold, values["threshold"]),
        month=date.fromisoformat(month) if month else None,
        reached_on=day(values["reached_on"]),
        source_partner_id=number(values["source"]),
        version=row.version if row else None,
    )
    return partial(
        attendance.save_fact, desk, case_id, entry, fact_id=row.id if row is not None else None
    )


def departure_form(context: PageContext, case_id: int, view: AttendanceView) -> InlineForm:
    """When the young person left the town, or that they did not."""
    inline = InlineForm(
        context,
        "Départ de la commune",
        bare_form(context, departure_spec()),
        key=DraftKey("departure", str(case_id), view.version),
        write=partial(_write_departure, context.desk, case_id, view.version),
        said="Départ enregistré.",
        again=partial(_fresh_departure, context.desk, case_id),
    )
    inline.begin({"moved_out_on": view.moved_out_on})
    return inline


def _fresh_departure(desk: Desk, case_id: int) -> Fresh:
    view = attendance.attendance(desk, case_id)
    write = partial(_write_departure, desk, case_id, view.version)
    return Fresh({"moved_out_on": view.moved_out_on}, write, view.version)


def _write_departure(
    desk: Desk, case_id: int, version: int, values: Values
) -> Callable[[], Change]:
    left = day(values["moved_out_on"])
    return partial(attendance.note_departure, desk, case_id, left, version=version)


def _with_directory(context: PageContext, spec: FormSpec, name: str) -> Form:
    """The form, whose field `name` finds a line of the directory, or creates it on the spot."""

    def create(typed: str) -> None:
        create_partner(context, typed, str(PartnerType.SCHOOL), form.cells[name].editor.load)

    form = bare_form(context, spec, {name: partner_finder(context)}, creators={name: create})
    return form
