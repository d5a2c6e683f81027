"""Whom a signalement is about: what each holds, what is asked, what a dossier then wants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import Invalid
from app.models.case import CaseFile
from app.models.enums import (
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PartnerType,
    ReportSubject,
    Sex,
)
from app.models.intake import IntakeReport
from app.models.youth import Youth
from app.services.intake import read_intake
from app.services.intake_decide import not_retain, retain_into, retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_list import IntakeFilter, IntakeSort, intakes
from app.services.intake_naming import NamedYouth
from app.services.intake_subject import missing_answers
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from app.services.trash import throw_away, trashed_reports
from tests.helpers.office import Office

Receive = Callable[..., int]
FAMILY, UNKNOWN = ReportSubject.FAMILY, ReportSubject.UNKNOWN
INES = NamedYouth("Martel", "Inès", Sex.FEMALE, PartialDate.in_year(2012))


def test_a_family_is_reported_without_a_birth_date_and_keeps_nothing_of_one_child(
    office: Office, received: Receive
) -> None:
    page = read_intake(office.desk(), received(subject=FAMILY))
    assert (page.youth, page.status) == ("Famille MARTEL", IntakeStatus.RECEIVED)
    one = page.entry
    assert one.first_name == ""
    assert {one.sex, one.birth, one.situation, one.school_id} == {None}
    assert [guardian.last_name for guardian in one.guardians] == ["MARTEL"]
    assert page.information_due_on == date(2026, 12, 20)


def test_a_young_person_nobody_can_name_has_a_place_and_a_school_only(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    number = received(subject=UNKNOWN, place="Hall du 12, allée des Tilleuls")
    page = read_intake(desk, number)
    assert page.youth == "Jeune inconnu, Hall du 12, allée des Tilleuls"
    one = page.entry
    assert (one.last_name, one.phone, one.guardians, one.birth) == ("", "", (), None)
    assert one.school_id is not None
    assert page.information_due_on is None
    with desk.read() as work:
        row = work.session.get_one(IntakeReport, number)
        assert (row.last_name, row.family_informed, row.family_position) == (None, None, None)


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        (ReportSubject.YOUTH, {"last_name", "first_name", "sex", "birth", "situation",
                               "family_informed"}),
        (FAMILY, {"last_name", "family_informed"}),
        (UNKNOWN, {"place"}),
    ],
)  # fmt: skip
def test_each_subject_asks_what_concerns_it(subject: ReportSubject, wanted: set[str]) -> None:
    every = {"received_on", "origin_type", "reporter", "reasons", "danger_answer", "group_id"}
    assert missing_answers(IntakeEntry(subject=subject)).keys() == wanted | every


def test_a_school_is_enough_to_say_where_someone_unknown_is_seen(entry: IntakeEntry) -> None:
    unknown = replace(entry, subject=UNKNOWN, place="")
    assert "place" not in missing_answers(unknown)
    assert "place" in missing_answers(replace(unknown, school_id=None))


def test_the_list_shows_each_readably_and_finds_it_by_its_first_letters(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    for changes in ({"subject": FAMILY}, {"subject": UNKNOWN, "place": "Gare"}, {}):
        received(**changes)
    rows, _ = intakes(desk, sort=IntakeSort.YOUTH)
    assert [row.youth for row in rows] == ["Jeune inconnu, Gare", "Famille MARTEL", "MARTEL Yanis"]
    rows, _ = intakes(desk, IntakeFilter(text="jeune inc"))
    assert [row.youth for row in rows] == ["Jeune inconnu, Gare"]


def test_a_family_opens_the_dossier_of_a_young_person_once_named(
    office: Office, received: Receive
) -> None:
    desk, number = office.desk(), received(subject=FAMILY)
    with pytest.raises(Invalid) as stopped:
        retain_new(desk, number, lead_officer_id=None)
    assert stopped.value.problems.keys() == {"last_name", "first_name", "sex", "birth"}
    retain_new(desk, number, lead_officer_id=None, named=INES)
    page = read_intake(desk, number)
    assert page.youth == "Famille MARTEL"  # what its author said stays
    with desk.read() as work:
        case = work.session.get_one(CaseFile, page.case_id)
        youth = work.session.get_one(Youth, case.youth_id)
        assert (youth.last_name, youth.first_name, youth.birth_earliest) == (
            "Martel", "Inès", date(2012, 1, 1),
        )  # fmt: skip
        assert [one.guardian.last_name for one in youth.guardianships] == ["MARTEL"]


def test_the_month_to_inform_someone_unknown_runs_from_the_day_they_are_named(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    number = received(subject=UNKNOWN, place="Gare", received_on=date(2026, 10, 1))
    retain_new(desk, number, lead_officer_id=None, named=INES)
    with desk.read() as work:
        case = work.session.get_one(CaseFile, read_intake(desk, number).case_id)
        assert case.information_due_on == date(2026, 12, 23)


def test_who_is_named_at_25_or_more_opens_no_dossier(office: Office, received: Receive) -> None:
    number = received(subject=FAMILY)
    older = replace(INES, birth=PartialDate.in_year(2000))
    with pytest.raises(Invalid) as stopped:
        retain_new(office.desk(), number, lead_officer_id=None, named=older)
    assert "25 ans" in stopped.value.problems["status"]


def test_a_signalement_that_names_its_young_person_is_never_renamed_when_qualified(
    office: Office, received: Receive
) -> None:
    desk, number = office.desk(), received()
    retain_new(desk, number, lead_officer_id=None, named=INES)
    with desk.read() as work:
        assert list(work.session.scalars(select(Youth.first_name))) == ["Yanis"]


def test_a_family_in_the_corbeille_is_called_as_it_was(office: Office, received: Receive) -> None:
    desk, number = office.desk(), received(subject=FAMILY)
    throw_away(desk, "intake_report", number, "Doublon")
    (found,) = trashed_reports(desk)
    assert found.title == "N° S2026-0001, Famille MARTEL"


def test_several_signalements_on_one_young_person_stay_apart(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    first = received()
    second = received(
        origin_type=PartnerType.FAMILY, reporter_partner_id=None, reporter_contact_id=None,
        reasons=frozenset({IntakeReason.NO_ACTIVITY}), reason_note="Ne sort plus.",
    )  # fmt: skip
    third = received(received_on=date(2026, 11, 22), author_reference="CPE-7")
    retain_new(desk, first, lead_officer_id=None)
    case_id = read_intake(desk, first).case_id
    assert case_id is not None
    retain_into(desk, second, case_id)
    not_retain(desk, third, NotRetainedReason.ALREADY_FOLLOWED)
    pages = [read_intake(desk, number) for number in (first, second, third)]
    assert [page.status for page in pages] == [
        IntakeStatus.ADMISSIBLE, IntakeStatus.ADMISSIBLE, IntakeStatus.NOT_RETAINED,
    ]  # fmt: skip
    assert [page.case_id for page in pages] == [case_id, case_id, None]
    assert len({page.number for page in pages}) == 3
    assert pages[0].reporter.startswith("Lycée Paul-Langevin")
    assert (pages[1].reporter, pages[1].entry.reason_note) == ("Famille", "Ne sort plus.")
    assert (pages[2].entry.author_reference, pages[2].not_retained_reason) == (
        "CPE-7", NotRetainedReason.ALREADY_FOLLOWED,
    )  # fmt: skip


def test_an_answer_from_before_the_subject_changed_goes(office: Office, entry: IntakeEntry) -> None:
    desk = office.desk()
    number = save_intake(desk, entry).ref
    changed = replace(entry, subject=UNKNOWN, place="Gare", version=1)
    save_intake(desk, changed, report_id=number)
    one = read_intake(desk, number).entry
    assert (one.last_name, one.phone, one.guardians, one.place) == ("", "", (), "Gare")
