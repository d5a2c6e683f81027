"""A signalement is kept whole, asks what the table requires, and leaves a line at each step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Conflict, Invalid, Refused
from app.models.desk import Draft, JournalEntry
from app.models.enums import IntakeReason, IntakeStatus, PartnerType, Role
from app.services.drafts import DraftKey, keep_draft
from app.services.intake import read_intake
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import FORM, save_intake
from app.services.rules.partial_dates import PartialDate
from tests.helpers.office import Office

REQUIRED = {
    "received_on", "origin_type", "reporter", "last_name", "first_name", "sex", "birth",
    "situation", "reasons", "family_informed", "danger_answer", "group_id",
}  # fmt: skip


@pytest.mark.parametrize(
    ("born", "accepted"), [(date(2010, 9, 1), True), (date(2010, 8, 31), False)]
)
def test_an_absence_is_not_entered_past_the_school_year_of_sixteen(
    office: Office, entry: IntakeEntry, born: date, *, accepted: bool
) -> None:
    """16 on 31 August 2026: its term was that day; on 1 September: 31 August 2027."""
    late = replace(entry, birth=PartialDate.exactly(born))
    if accepted:
        assert save_intake(office.desk(), late).ref
        return
    with pytest.raises(Invalid) as stopped:
        save_intake(office.desk(), late)
    assert stopped.value.problems.keys() == {"reasons"}
    save_intake(office.desk(), replace(late, reasons=frozenset({IntakeReason.DROPOUT_RISK})))


def test_a_received_signalement_comes_back_whole(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    page = read_intake(desk, save_intake(desk, entry).ref)
    kept = replace(
        page.entry,
        version=None,
        phone=entry.phone,
        guardians=tuple(replace(one, phone="0612345679") for one in page.entry.guardians),
    )
    assert kept == entry
    assert page.entry.phone.replace("\u00a0", " ") == "06 12 34 56 78"
    assert page.status is IntakeStatus.RECEIVED
    assert page.youth == "MARTEL Yanis"
    assert page.reporter == "Lycée Paul-Langevin — Hélène AUBRY, CPE"
    assert page.number == "S2026-0001"
    assert page.waiting_days == 3
    assert page.information_due_on == date(2026, 12, 20)
    assert page.elimination_due_on == date(2036, 3, 14)
    assert [step.status for step in page.history] == [IntakeStatus.DRAFT, IntakeStatus.RECEIVED]


def test_names_are_kept_tidy_whatever_was_typed(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    typed = replace(entry, last_name="  n'guessan  ", first_name="JEAN - BAPTISTE")
    page = read_intake(desk, save_intake(desk, typed).ref)
    assert page.youth == "N’GUESSAN Jean-Baptiste"


def test_every_required_answer_is_asked_before_it_is_received(office: Office) -> None:
    with pytest.raises(Invalid) as said:
        save_intake(office.desk(), IntakeEntry())
    assert set(said.value.problems) == REQUIRED


@pytest.mark.parametrize("origin", [PartnerType.FAMILY, PartnerType.YOUTH])
def test_a_family_or_a_young_person_who_reports_names_no_body(
    office: Office, entry: IntakeEntry, origin: PartnerType
) -> None:
    own = replace(entry, origin_type=origin, reporter_partner_id=None, reporter_contact_id=None)
    page = read_intake(office.desk(), save_intake(office.desk(), own).ref)
    assert page.reporter == origin.label


def test_another_reason_demands_its_note(office: Office, entry: IntakeEntry) -> None:
    other = replace(entry, reasons=frozenset({IntakeReason.OTHER}), reason_note="  ")
    with pytest.raises(Invalid) as said:
        save_intake(office.desk(), other)
    assert set(said.value.problems) == {"reason_note"}


def test_a_brouillon_keeps_what_is_typed_and_is_received_once_complete(
    office: Office, entry: IntakeEntry
) -> None:
    desk = office.desk()
    number = save_intake(desk, IntakeEntry(last_name="Martel"), complete=False).ref
    page = read_intake(desk, number)
    assert page.status is IntakeStatus.DRAFT
    assert not page.decidable
    with pytest.raises(Invalid):
        save_intake(desk, IntakeEntry(last_name="Martel", version=1), report_id=number)
    save_intake(desk, replace(entry, version=page.version), report_id=number)
    after = read_intake(desk, number)
    assert after.status is IntakeStatus.RECEIVED
    assert after.number == page.number


def test_a_received_one_never_loses_a_required_answer(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    number = save_intake(desk, entry).ref
    hollow = replace(entry, first_name="", version=1)
    with pytest.raises(Invalid) as said:
        save_intake(desk, hollow, report_id=number, complete=False)
    assert set(said.value.problems) == {"first_name"}


def test_lists_are_replaced_and_not_doubled(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    number = save_intake(desk, entry).ref
    changed = replace(
        entry,
        version=1,
        reasons=frozenset({IntakeReason.ABSENTEEISM, IntakeReason.NO_PLACE}),
        prior_steps=entry.prior_steps[:1],
        guardians=(),
    )
    save_intake(desk, changed, report_id=number)
    after = read_intake(desk, number).entry
    assert (after.reasons, after.prior_steps, after.guardians) == (
        changed.reasons, changed.prior_steps, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("reason_note", {"reason_note": "x" * 201}),
        ("reason_note", {"reason_note": "n° 2 69 05 49 588 157 80"}),
        ("received_on", {"received_on": date(2026, 11, 24)}),
        ("family_informed_on", {"family_informed": True, "family_informed_on": date(2027, 1, 1)}),
        ("phone", {"phone": "12"}),
        ("postal_code", {"postal_code": "9"}),
        ("reporter", {"reporter_contact_id": 999}),
        ("reporter", {"reporter_partner_id": None, "reporter_contact_id": None}),
        ("guardians.0.relationship_kind", {"guardians": (IntakeGuardianEntry("A", None),)}),
    ],
)
def test_what_is_ill_formed_is_said_at_its_field(
    office: Office, entry: IntakeEntry, field: str, change: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as said:
        save_intake(office.desk(), replace(entry, **change))  # type: ignore[arg-type]  # idem
    assert set(said.value.problems) == {field}


def test_a_stale_version_is_a_conflict(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    number = save_intake(desk, entry).ref
    save_intake(desk, replace(entry, version=1), report_id=number)
    with pytest.raises(Conflict):
        save_intake(desk, replace(entry, version=1), report_id=number)


def test_saving_forgets_the_draft_of_that_form_alone(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    for key in (DraftKey(FORM), DraftKey(FORM, "7"), DraftKey("partner")):
        keep_draft(desk, key, {"a": "b"})
    save_intake(desk, entry)
    with desk.read() as work:
        left = work.session.scalars(select(Draft).order_by(Draft.id)).all()
        assert [(one.form, one.record_key) for one in left] == [(FORM, "7"), ("partner", "new")]


def test_an_officer_writes_their_own_and_their_groups_and_no_other(
    office: Office, entry: IntakeEntry, received: Callable[..., int]
) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    own = received(officer, group_id=office.south)
    group = received(group_id=office.north)
    other = received(group_id=office.south)
    for number in (own, group):
        assert read_intake(officer, number).writable
        save_intake(officer, replace(entry, version=1), report_id=number)
    for attempt in (
        lambda: read_intake(officer, other),
        lambda: save_intake(officer, replace(entry, version=1), report_id=other),
    ):
        with pytest.raises(Refused):
            attempt()


def test_roles_without_signalements_neither_read_nor_write(
    office: Office, entry: IntakeEntry, received: Callable[..., int]
) -> None:
    number = received()
    for role in (Role.CLERK, Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        desk = office.desk(role, groups=(office.north,))
        with pytest.raises(Refused):
            save_intake(desk, entry)
        with pytest.raises(Refused):
            read_intake(desk, number)


def test_the_journal_tells_steps_and_fields_never_values(
    office: Office, entry: IntakeEntry
) -> None:
    desk = office.desk()
    number = save_intake(desk, entry).ref
    save_intake(desk, replace(entry, last_name="Zorglub", version=1), report_id=number)
    read_intake(desk, number)
    with desk.read() as work:
        lines = [
            (str(one.action), one.detail)
            for one in work.session.scalars(
                select(JournalEntry)
                .where(JournalEntry.object_type == "intake")
                .order_by(JournalEntry.id)
            )
        ]
    assert lines == [
        ("CREATE", ""), ("STATUS", "RECEIVED"), ("UPDATE", "last_name sort_key"), ("READ", ""),
    ]  # fmt: skip


def test_the_cell_tells_the_family_within_a_month_even_if_the_author_told_it(
    office: Office, received: Callable[..., int]
) -> None:
    desk = office.desk()
    assert read_intake(desk, received()).information_due_on == date(2026, 12, 20)
    told = received(family_informed=True, family_informed_on=office.clock.today())
    assert read_intake(desk, told).information_due_on == date(2026, 12, 20)
    office.clock.advance(timedelta(days=2))
    assert read_intake(desk, received()).waiting_days == 5
