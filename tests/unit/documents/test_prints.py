"""What printing does: who may, what stops it, what the journal keeps."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, UserFacingError
from app.models.case import CaseFile
from app.models.desk import JournalEntry
from app.models.enums import (
    JournalAction,
    Role,
)
from app.services.documents.group_sheet import IdentityLevel
from app.services.prints import (
    HouseholdCase,
    NamesInTexts,
    Output,
    RestrictedCase,
    record_output,
    referral,
    syntheses,
    synthesis,
)
from tests.helpers.office import Office
from tests.unit.documents.family import Family, make_family


@pytest.fixture
def family(office: Office) -> Family:
    return make_family(office)


def journal(office: Office) -> list[tuple[JournalAction, str, int | None, str]]:
    with Session(office.engine) as session:
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id))
        return [(one.action, one.object_type, one.object_id, one.detail) for one in rows]


def test_a_restricted_dossier_prints_for_nobody(family: Family) -> None:
    family.change(CaseFile, family.case_id, processing_restricted=True)
    for use in (synthesis, referral):
        number = family.case_id if use is synthesis else family.referral_id
        with pytest.raises(RestrictedCase):
            use(family.office.desk(), number)
        with pytest.raises(Refused):
            use(family.office.desk(Role.CASE_OFFICER, groups=(family.office.north,)), number)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.ARCHIVIST])
def test_roles_without_dossiers_print_nothing(family: Family, role: Role) -> None:
    for use, number in ((synthesis, family.case_id), (referral, family.referral_id)):
        with pytest.raises(Refused):
            use(family.office.desk(role, groups=(family.office.north,)), number)


def test_an_officer_of_another_group_cannot_print_nor_tell_that_it_exists(family: Family) -> None:
    desk = family.office.desk(Role.CASE_OFFICER, groups=(family.office.south,))
    with pytest.raises(Refused) as existing:
        synthesis(desk, family.case_id)
    with pytest.raises(Refused) as absent:
        synthesis(desk, 999_999)
    assert existing.value.sentence == absent.value.sentence


def test_a_family_dossier_has_no_individual_sheet(family: Family) -> None:
    family.change(CaseFile, family.case_id, youth_id=None, household_id=1)
    with pytest.raises(HouseholdCase):
        synthesis(family.office.desk(), family.case_id)


def test_the_journal_keeps_each_output_by_numbers_only(family: Family) -> None:
    desk = family.office.desk()
    record_output(desk, synthesis(desk, family.case_id), Output.PRINT, copies=12)
    record_output(desk, referral(desk, family.referral_id), Output.EXPORT)
    lines = journal(family.office)
    assert [line[:3] for line in lines] == [
        (JournalAction.READ, "case", family.case_id),
        (JournalAction.PRINT, "case", family.case_id),
        (JournalAction.READ, "referral", family.referral_id),
        (JournalAction.EXPORT, "referral", family.referral_id),
    ]
    assert lines[1][3].startswith("synthesis 2026-0042 INITIALS")
    assert lines[1][3].endswith("copies=12")
    assert not any(name in str(lines).casefold() for name in ("martel", "yanis", "diallo"))


def test_a_document_does_not_leave_once_the_right_is_gone(family: Family) -> None:
    desk = family.office.desk()
    document = synthesis(desk, family.case_id)
    family.change(CaseFile, family.case_id, processing_restricted=True)
    before = journal(family.office)
    with pytest.raises(RestrictedCase):
        record_output(desk, document, Output.PRINT)
    assert journal(family.office) == before


def test_file_names_and_metadata_hold_a_number_and_no_name(family: Family) -> None:
    desk = family.office.desk()
    for document, name in (
        (synthesis(desk, family.case_id, IdentityLevel.NAME), "synthese_2026-0042.pdf"),
        (referral(desk, family.referral_id), "orientation_2026-10042.pdf"),
    ):
        assert document.file_name == name
        info = PdfReader(BytesIO(document.content)).metadata
        assert info is not None
        assert info.author in {None, ""}
        assert "MARTEL" not in str(info).upper()
        assert info.title is not None
        assert name.partition("_")[2][:-4] in info.title
        assert "MARTEL" not in repr(document)


def test_a_set_never_puts_two_young_people_on_one_leaf(family: Family) -> None:
    other = make_family(family.office, file_number="2026-0043")
    document = syntheses(family.office.desk(), (family.case_id, other.case_id))
    texts = [page.extract_text() for page in PdfReader(BytesIO(document.content)).pages]
    fronts = [texts[0], texts[2]]
    assert ["2026-0042" in fronts[0], "2026-0043" in fronts[1]] == [True, True]
    assert texts[1].strip() == "Page laissée blanche"
    assert all("page 1/1" in text for text in fronts)
    assert "-001" in fronts[0]
    assert "-002" in fronts[1]


def test_one_sheet_to_reword_stops_the_set_and_all_are_said(family: Family) -> None:
    others = [make_family(family.office, file_number=f"2026-005{n}") for n in (1, 2)]
    for one in others:
        one.change(CaseFile, one.case_id, group_question="Et Yanis ?")
    with pytest.raises(NamesInTexts) as stopped:
        syntheses(family.office.desk(), [family.case_id, *(one.case_id for one in others)])
    assert "2026-0051" in stopped.value.sentence
    assert "2026-0052" in stopped.value.sentence
    assert "2026-0042" not in stopped.value.sentence


def test_nothing_is_left_in_temporary_folders(
    family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(empty)
    synthesis(family.office.desk(), family.case_id)
    referral(family.office.desk(), family.referral_id)
    assert list(empty.iterdir()) == []


def test_failures_are_for_people(family: Family) -> None:
    family.change(CaseFile, family.case_id, processing_restricted=True)
    with pytest.raises(UserFacingError) as stopped:
        synthesis(family.office.desk(), family.case_id)
    assert stopped.value.remedy
