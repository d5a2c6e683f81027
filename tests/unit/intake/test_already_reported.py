"""« Déjà signalé »: a signalement that waits is told to who types the same child."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import event

from app.models.enums import IntakeStatus, PartnerType, ReportSubject, Role
from app.models.intake import IntakeReport
from app.services.choices import DangerAnswer, IntakeReason
from app.services.intake_alike import waiting_alike
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from tests.helpers.office import Office

BORN = PartialDate.exactly(date(2011, 3, 14))
YANIS = Identity("Martel", "Yanis", BORN)


def reported(office: Office, last: str = "Martel", first: str = "Yanis", **more: object) -> int:
    entry = IntakeEntry(
        received_on=date(2026, 11, 3), origin_type=PartnerType.FAMILY, last_name=last,
        first_name=first, birth=BORN, reasons=frozenset({IntakeReason.PARENTING_SUPPORT}),
        family_informed=True, danger_answer=DangerAnswer.NO, group_id=office.north,
    )  # fmt: skip
    entry = replace(entry, **more)  # type: ignore[arg-type]  # fields by name
    return save_intake(office.desk(Role.COORDINATOR), entry, complete=False).ref


def test_the_same_child_typed_again_is_told_with_a_reason(office: Office) -> None:
    first = reported(office)
    desk = office.desk(Role.COORDINATOR)
    for typed in (YANIS, Identity("MARTELL", "yanis", None), Identity("", "", BORN)):
        (told,) = waiting_alike(desk, typed)
        assert (told.id, told.name, told.why != "") == (first, "MARTEL Yanis", True)


def test_nobody_alike_or_too_little_typed_tells_nothing(office: Office) -> None:
    reported(office)
    desk = office.desk(Role.COORDINATOR)
    assert waiting_alike(desk, Identity("m", "", None)) == ()
    assert waiting_alike(desk, Identity("Bensaïd", "Lina", None)) == ()


def test_it_is_not_its_own_double_and_the_other_is(office: Office) -> None:
    first, second = reported(office), reported(office)
    desk = office.desk(Role.COORDINATOR)
    assert [one.id for one in waiting_alike(desk, YANIS, report_id=second)] == [first]


def test_a_decided_one_and_one_of_a_family_are_not_told(office: Office) -> None:
    decided = reported(office)
    reported(office, subject=ReportSubject.FAMILY, first_name="")
    with office.desk(Role.COORDINATOR).work() as work:
        work.get(IntakeReport, decided).status = IntakeStatus.NOT_RETAINED
        work.session.commit()
    assert waiting_alike(office.desk(Role.COORDINATOR), YANIS) == ()


def test_who_may_not_open_it_is_told_nothing(office: Office) -> None:
    reported(office)
    for desk in (
        office.desk(Role.CLERK, groups=(office.north,)),
        office.desk(Role.AUDITOR),
        office.desk(Role.ADMIN),
        office.desk(Role.CASE_OFFICER, groups=(office.south,)),
    ):
        assert waiting_alike(desk, YANIS) == ()
    assert waiting_alike(office.desk(Role.CASE_OFFICER, groups=(office.north,)), YANIS)


def test_those_that_wait_are_read_in_the_order_of_an_index(office: Office) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(
        office.engine, "before_cursor_execute",
        lambda _c, _u, sql, given, *_: asked.append((sql, given)),
    )  # fmt: skip
    waiting_alike(office.desk(Role.COORDINATOR), YANIS)
    sql, given = next(one for one in asked if "intake_report.sort_key" in one[0])
    with office.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        plan = "\n".join(row[-1] for row in rows)
    assert "ix_intake_report_status" in plan
    assert "TEMP B-TREE" not in plan
