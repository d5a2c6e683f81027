"""The bytes of documents: kept whole, never read for nothing, gone with their last trace."""

import gc
from pathlib import Path

import pytest
from sqlalchemy import event, text

from app.errors import Refused
from app.models.connection import connect
from app.models.enums import EliminationReason
from app.services.attachments import (
    AttachmentEntry,
    add_attachment,
    attachments,
    open_attachment,
)
from app.services.attachments_reading import MOST_BYTES
from app.services.cases import read_case
from app.services.desk import Desk
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.failures import DiskFull
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.trash import restore, throw_away, trash_of
from app.services.trash_erase import erase_expired, erase_now
from tests.helpers.cases import plant_case
from tests.helpers.documents import document, pdf
from tests.helpers.office import MONDAY, Office, make_office
from tests.unit.attachments.added import add


def one(office: Office, sql: str) -> int:
    with office.engine.connect() as connection:
        return int(connection.execute(text(sql)).scalar_one())


def bytes_kept(office: Office) -> int:
    return one(office, "SELECT count(*) FROM attachment_content")


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
