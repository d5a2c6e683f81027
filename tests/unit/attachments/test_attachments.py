"""Documents in a dossier: added, read by scope, thrown away, erased, restored; bytes apart."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import Conflict, Invalid, Refused
from app.models.enums import Role, SharingScope
from app.services.attachments import (
    AttachmentEntry,
    add_attachment,
    attachments,
    copy_attachment,
    copy_name,
    open_attachment,
    save_attachment,
)
from app.services.cases import read_case
from app.services.closure import CaseClosed
from app.services.desk import Desk
from app.services.documents.saving import NotSaved
from app.services.history import history_of
from app.services.history_restore import restore_version
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.trash import throw_away, trash_of
from tests.helpers.cases import plant_case
from tests.helpers.documents import document, pdf
from tests.helpers.office import Office
from tests.unit.attachments.added import add
from tests.unit.test_query_plans import GATHERS, plans


def codes(office: Office) -> list[tuple[str, str]]:
    with office.engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT action, detail FROM journal_entry WHERE object_type='attachment' "
                "ORDER BY id"
            )
        )
        return [(str(action), str(detail)) for action, detail in found]


def test_what_was_added_is_listed_and_opens_byte_for_byte(desk: Desk, case_id: int) -> None:
    first, second = add(desk, case_id, "Convention"), add(desk, case_id, "Bulletin")
    rows = attachments(desk, case_id)
    assert [row.title for row in rows] == ["Bulletin", "Convention"]
    assert rows[1].added_by == "A. Bernard"
    opened = open_attachment(desk, first)
    assert opened.content == pdf("Convention")
    assert (opened.place, opened.total, opened.before, opened.after) == (2, 2, second, None)
    assert opened.copies


def test_a_document_wants_a_title_and_is_not_added_twice(desk: Desk, case_id: int) -> None:
    with pytest.raises(Invalid) as caught:
        add_attachment(desk, case_id, AttachmentEntry("   "), document())
    assert set(caught.value.problems) == {"title"}
    add(desk, case_id, "Convention")
    with pytest.raises(Invalid) as caught:
        add_attachment(desk, case_id, AttachmentEntry("Encore"), document("Convention"))
    assert "Convention" in caught.value.problems["title"]


def test_a_restricted_document_is_nowhere_for_who_may_not_read_it(
    office: Office, desk: Desk, case_id: int
) -> None:
    hidden = add(desk, case_id, "Courrier", SharingScope.COORDINATOR_ONLY)
    shown = add(desk, case_id, "Bulletin")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert [row.id for row in attachments(officer, case_id)] == [shown]
    assert open_attachment(officer, shown).total == 1
    assert read_case(officer, case_id).document_count == 1
    assert read_case(desk, case_id).document_count == 2
    for act in (
        lambda: open_attachment(officer, hidden),
        lambda: copy_attachment(officer, hidden, Path("never")),
        lambda: save_attachment(officer, case_id, AttachmentEntry("x"), attachment_id=hidden),
        lambda: throw_away(officer, "attachment", hidden, "Erreur"),
    ):
        with pytest.raises(Refused):
            act()
    # that the same bytes are there already, restricted, is not hinted at either
    add_attachment(officer, case_id, AttachmentEntry("Le même"), document("Courrier"))
    throw_away(desk, "attachment", hidden, "Erreur")
    assert trash_of(officer, case_id) == ()
    assert read_case(desk, case_id).document_count == 2  # « Le même » came, « Courrier » left


@pytest.mark.parametrize("roles", [(Role.CLERK,), (Role.AUDITOR,), (Role.ADMIN,)])
def test_roles_without_observations_see_no_document(
    office: Office, desk: Desk, case_id: int, roles: tuple[Role, ...]
) -> None:
    number = add(desk, case_id)
    other = office.desk(*roles, groups=(office.north,))
    for act in (
        lambda: attachments(other, case_id),
        lambda: open_attachment(other, number),
    ):
        with pytest.raises(Refused):
            act()


def test_the_title_and_the_scope_are_corrected_at_the_version_read(
    office: Office, desk: Desk, case_id: int
) -> None:
    number = add(desk, case_id)
    entry = AttachmentEntry("Bulletin du 1er trimestre", SharingScope.GROUP, 1)
    save_attachment(desk, case_id, entry, attachment_id=number)
    (row,) = attachments(desk, case_id)
    assert (row.title, row.sharing_scope, row.version) == (entry.title, SharingScope.GROUP, 2)
    with pytest.raises(Conflict):
        save_attachment(desk, case_id, entry, attachment_id=number)
    elsewhere = plant_case(office, last_name="DIALLO")
    with pytest.raises(Refused):
        save_attachment(desk, elsewhere, AttachmentEntry("x"), attachment_id=number)


def test_the_history_tells_of_titles_and_brings_one_back(desk: Desk, case_id: int) -> None:
    number = add(desk, case_id)
    target = Target(Kind.ATTACHMENT, number)
    save_attachment(desk, case_id, AttachmentEntry("Bulletin", version=1), attachment_id=number)
    lines = history_of(desk, target).entries
    assert [change.label for change in lines[0].changes] == ["Titre"]
    restore_version(desk, target, lines[-1].id)
    assert attachments(desk, case_id)[0].title == "Convention"
    assert open_attachment(desk, number).content == pdf("Convention")


def test_a_closed_dossier_takes_no_document_and_shows_those_it_has(
    office: Office, desk: Desk
) -> None:
    case_id = plant_case(office)
    number = add(desk, case_id)
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET status='CLOSED'"))
    with pytest.raises(CaseClosed):
        add(desk, case_id, "Autre")
    with pytest.raises(CaseClosed):
        save_attachment(desk, case_id, AttachmentEntry("x"), attachment_id=number)
    assert open_attachment(desk, number).content


def test_a_copy_leaves_where_one_says_under_a_number_and_the_journal_says_so(
    office: Office, desk: Desk, case_id: int, tmp_path: Path
) -> None:
    number = add(desk, case_id, "Zwickelbauer")
    opened = open_attachment(desk, number)
    name = copy_name(opened)
    assert name == f"document_{opened.case_number}_{number}.pdf"
    copy_attachment(desk, number, tmp_path / name)
    assert (tmp_path / name).read_bytes() == pdf("Zwickelbauer")
    assert codes(office)[-2:] == [("READ", ""), ("EXPORT", "copies=1")]
    assert not any("Zwick" in detail for _, detail in codes(office))
    with pytest.raises(NotSaved):
        copy_attachment(desk, number, tmp_path / "nowhere" / name)


def test_nothing_leaves_of_a_dossier_whose_processing_is_restricted(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    case_id = plant_case(office, processing_restricted=True)
    number = add(desk, case_id)
    assert not open_attachment(desk, number).copies
    with pytest.raises(Refused):
        copy_attachment(desk, number, tmp_path / "a.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    assert codes(office)[-1] == ("READ_RESTRICTED", "")


def test_a_list_and_a_page_are_read_through_an_index(desk: Desk, case_id: int) -> None:
    number = add(desk, case_id)
    for ask in (
        lambda at: attachments(at, case_id),
        lambda at: open_attachment(at, number),
    ):
        found = plans(desk, ask)
        assert not [line for line in found if "SCAN attachment" in line or GATHERS.search(line)]
