"""Documents in a dossier: added, read by scope, thrown away, erased, restored; bytes apart."""

import gc
from pathlib import Path

import pytest
from sqlalchemy import event, text

from app.errors import Conflict, Invalid, Refused
from app.models.engine import connect
from app.models.enums import EliminationReason, Role, SharingScope
from app.services.attachments import (
    AttachmentEntry,
    add_attachment,
    attachments,
    copy_attachment,
    copy_name,
    open_attachment,
    save_attachment,
)
from app.services.attachments_reading import MOST_BYTES
from app.services.cases import read_case
from app.services.closure import CaseClosed
from app.services.desk import Desk
from app.services.documents.saving import NotSaved
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.failures import DiskFull
from app.services.history import history_of
from app.services.history_restore import restore_version
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.trash import restore, throw_away, trash_of
from app.services.trash_erase import erase_expired, erase_now
from tests.helpers.cases import plant_case
from tests.helpers.documents import document, pdf
from tests.helpers.office import MONDAY, Office, make_office
from tests.unit.test_query_plans import GATHERS, plans


def one(office: Office, sql: str) -> int:
    with office.engine.connect() as connection:
        return int(connection.execute(text(sql)).scalar_one())


def bytes_kept(office: Office) -> int:
    return one(office, "SELECT count(*) FROM attachment_content")


def codes(office: Office) -> list[tuple[str, str]]:
    with office.engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT action, detail FROM journal_entry WHERE object_type='attachment' "
                "ORDER BY id"
            )
        )
        return [(str(action), str(detail)) for action, detail in found]


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk()


@pytest.fixture
def case_id(office: Office) -> int:
    return plant_case(office)


def add(
    desk: Desk, case_id: int, title: str = "Convention", scope: SharingScope = SharingScope.CELL
) -> int:
    add_attachment(desk, case_id, AttachmentEntry(title, scope), document(title))
    return attachments(desk, case_id)[0].id


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


def test_thrown_away_its_bytes_wait_and_come_back_with_it(
    office: Office, desk: Desk, case_id: int
) -> None:
    number = add(desk, case_id)
    thrown = throw_away(desk, "attachment", number, "Ajouté deux fois")
    assert attachments(desk, case_id) == ()
    with pytest.raises(Refused):
        open_attachment(desk, number)
    (row,) = trash_of(desk, case_id)
    assert (row.noun, row.title) == ("Document", "Convention")
    assert one(office, "SELECT max(length(content)) FROM trash_item") < 5_000, "no bytes in JSON"
    assert bytes_kept(office) == 1
    restore(desk, thrown.item_id)
    assert open_attachment(desk, number).content == pdf("Convention")


def test_after_thirty_days_or_at_once_its_bytes_go(
    office: Office, desk: Desk, case_id: int
) -> None:
    first, second = add(desk, case_id), add(desk, case_id, "Bulletin")
    erase_now(desk, throw_away(desk, "attachment", first, "Erreur").item_id)
    assert bytes_kept(office) == 1
    throw_away(desk, "attachment", second, "Erreur")
    with desk.work() as work:
        erase_expired(work.session, now=MONDAY, today=MONDAY.date().replace(month=12, day=30))
        work.session.commit()
    assert bytes_kept(office) == 0
    assert one(office, "SELECT purge_due FROM upkeep") == 1


def erase(desk: Desk, case_id: int) -> None:
    goes = what_goes(desk, case_id)
    erase_case(desk, case_id, MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version))


def test_a_dossier_opened_by_mistake_takes_its_documents_those_thrown_away_too(
    office: Office, desk: Desk, case_id: int
) -> None:
    other = plant_case(office, last_name="DIALLO")
    stays = add(desk, other, "Reste")
    add(desk, case_id)
    throw_away(desk, "attachment", add(desk, case_id, "Bulletin"), "Erreur")
    assert ("document", "documents", 2) in what_goes(desk, case_id).counts
    erase(desk, case_id)
    assert bytes_kept(office) == 1
    assert open_attachment(desk, stays).content
    with office.engine.connect() as connection:
        kept = connection.execute(text("SELECT attachment_id FROM attachment_content")).scalars()
        assert kept.all() == [stays]


@pytest.mark.parametrize("thrown_in_the_copy", [False, True])
def test_an_older_copy_loses_what_was_erased_since_bytes_included(
    office: Office, desk: Desk, case_id: int, tmp_path: Path, *, thrown_in_the_copy: bool
) -> None:
    number = add(desk, case_id)
    if thrown_in_the_copy:
        item = throw_away(desk, "attachment", number, "Erreur").item_id
    older = make_office(tmp_path_in(tmp_path))
    office.engine.dispose()
    older.engine.dispose()
    older.path.write_bytes(office.path.read_bytes())
    if thrown_in_the_copy:
        erase_now(desk, item)
    else:
        erase_now(desk, throw_away(desk, "attachment", number, "Erreur").item_id)
    replay_eliminations(older.engine, read_eliminations(office.engine), at=MONDAY)
    assert bytes_kept(older) == 0
    assert one(older, "SELECT count(*) FROM attachment") == 0
    assert one(older, "SELECT purge_due FROM upkeep") == 1
    older.close()


def tmp_path_in(folder: Path) -> Path:
    """A folder of its own for the copy."""
    (folder / "copie").mkdir()
    return folder / "copie"


def test_a_disk_that_fills_keeps_everything_and_the_next_try_works(
    office: Office, desk: Desk, case_id: int
) -> None:
    number = add(desk, case_id)
    big = document(content=pdf("Gros") + bytes(3_000_000))
    with office.engine.connect() as connection:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
        connection.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
    with pytest.raises(DiskFull):
        add_attachment(desk, case_id, AttachmentEntry("Gros"), big)
    assert [row.id for row in attachments(desk, case_id)] == [number]
    assert open_attachment(desk, number).content == pdf("Convention")
    with office.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1073741823"))
    add_attachment(desk, case_id, AttachmentEntry("Gros"), big)
    assert open_attachment(desk, attachments(desk, case_id)[0].id).content == big.content


def test_opening_a_dossier_or_a_list_never_reads_the_bytes(
    office: Office, desk: Desk, case_id: int
) -> None:
    add(desk, case_id)
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(office.engine, "before_cursor_execute", heard)
    try:
        read_case(desk, case_id)
        attachments(desk, case_id)
        trash_of(desk, case_id)
    finally:
        event.remove(office.engine, "before_cursor_execute", heard)
    assert asked
    assert not any("attachment_content" in one for one in asked)


def test_a_list_and_a_page_are_read_through_an_index(desk: Desk, case_id: int) -> None:
    number = add(desk, case_id)
    for ask in (
        lambda at: attachments(at, case_id),
        lambda at: open_attachment(at, number),
    ):
        found = plans(desk, ask)
        assert not [line for line in found if "SCAN attachment" in line or GATHERS.search(line)]


def test_a_backup_brings_every_byte_back(
    office: Office, desk: Desk, case_id: int, tmp_path: Path
) -> None:
    numbers = [add(desk, case_id, title) for title in ("Un", "Deux")]
    place = tmp_path_in(tmp_path) / "copie.db"
    place.touch()
    copied = connect(place, office.key)
    source = connect(office.path, office.key, read_only=True)
    source.backup(copied)
    source.close()
    found = copied.execute("SELECT attachment_id, content FROM attachment_content").fetchall()
    copied.close()
    assert dict(found) == dict(zip(numbers, (pdf("Un"), pdf("Deux")), strict=True))


def test_nothing_holds_the_bytes_once_they_are_let_go(
    office: Office, desk: Desk, case_id: int
) -> None:
    big = document(content=pdf("Gros") + bytes(MOST_BYTES // 10))
    add_attachment(desk, case_id, AttachmentEntry("Gros"), big)
    number, size = attachments(desk, case_id)[0].id, len(big.content)
    del big
    opened = open_attachment(desk, number)
    assert len(opened.content) == size
    del opened
    gc.collect()
    held = [one for one in gc.get_objects() if type(one).__name__ in {"Document", "OpenAttachment"}]
    assert [one for one in held if len(one.content) >= size] == []
