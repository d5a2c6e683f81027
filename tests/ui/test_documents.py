"""Documents of a dossier on screen: added from a file or dropped, seen from memory, let go."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.models.enums import Role
from app.services.attachments import attachments
from app.services.choices import AttachmentKind, SharingScope
from app.ui.context import Place
from app.ui.operations.documents import facts
from app.ui.operations.form_dialog import FormDialog
from app.ui.panels.documents import DocumentsTab
from tests.helpers.documents import JPEG, pdf, png, told_jpeg
from tests.helpers.hands import press, words
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.attached import add
from tests.ui.looking import cut_texts, nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def tab(seat: Seat, case_id: int) -> DocumentsTab:
    page = seat.host(lambda context: DocumentsTab(context, case_id))
    assert isinstance(page, DocumentsTab)
    return page


def named() -> FormDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog)]
    (dialog,) = [one for one in found if one.isVisible()]
    return dialog


def test_a_file_is_chosen_read_named_and_listed(
    town: Office, sit: Sit, case_id: int, tmp_path: Path
) -> None:
    seat = sit(town.desk())
    path = tmp_path / "bulletin_1er_trimestre.pdf"
    path.write_bytes(pdf("Bulletin", pages=2))
    shown = tab(seat, case_id)
    assert "Aucun document pour le moment" in words(shown)
    seat.dialogs.answer_next(path)
    shown.new.setFocus()
    QTest.keyClick(shown.new, Qt.Key.Key_Space)
    seat.settle()
    dialog = named()
    assert dialog.form.binder.values()["title"] == "bulletin 1er trimestre"
    assert "PDF · 2\u00a0pages · " in words(dialog)
    assert cut_texts(dialog) == []
    QTest.keyClick(dialog.submit, Qt.Key.Key_Space)
    seat.settle()
    (row,) = attachments(seat.desk, case_id)
    assert (row.title, row.pages, row.sharing_scope) == (
        "bulletin 1er trimestre", 2, SharingScope.CELL,
    )  # fmt: skip
    assert "bulletin 1er trimestre" in words(shown)
    assert "Lu par la cellule" in words(shown)
    assert nameless(shown) == []
    assert cut_texts(shown) == []
    press(shown, f"action.document.open.{row.id}")
    assert seat.went == [Place("document", row.id)]
    assert {one.suffix for one in tmp_path.iterdir()} <= {".pdf", ".db", ".db-wal", ".db-shm"}


def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_sentence(
    town: Office, sit: Sit, case_id: int, tmp_path: Path
) -> None:
    seat = sit(town.desk())
    shown = tab(seat, case_id)
    for name, content in (("a.pdf", b"MZ\0\0"), ("b.png", png()[:40]), ("c.jpg", JPEG[:-40])):
        (tmp_path / name).write_bytes(content)
        shown.adding.take([tmp_path / name])
        seat.settle()
    assert attachments(seat.desk, case_id) == ()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
    assert seat.messages.problem_shown is not None
    assert "abîmée" in seat.messages.problem_shown.sentence


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    return data


def test_several_files_dropped_are_named_one_after_the_other(
    town: Office, sit: Sit, case_id: int, tmp_path: Path
) -> None:
    seat = sit(town.desk())
    shown = tab(seat, case_id)
    paths = []
    for name, content in (("un.pdf", pdf("Un")), ("deux.jpg", told_jpeg()), ("trois.png", png())):
        (tmp_path / name).write_bytes(content)
        paths.append(tmp_path / name)
    data = dropped(*paths)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    shown.dragEnterEvent(entering)
    assert entering.isAccepted()
    shown.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    seat.settle()
    named().submit.click()
    seat.settle()
    photo = named()
    assert "en a été retiré" in words(photo)
    photo.reject()  # given up: the next one is asked for
    seat.settle()
    named().submit.click()
    seat.settle()
    assert [row.title for row in attachments(seat.desk, case_id)] == ["trois", "un"]
    assert not shown._busy.isVisible()


def test_giving_up_the_reading_leaves_nothing_waiting(
    town: Office, sit: Sit, case_id: int, tmp_path: Path
) -> None:
    seat = sit(town.desk())
    shown = tab(seat, case_id)
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf() + bytes(9_000_000))
    shown.adding.take([path, path])
    assert shown._busy.isVisible()
    press(shown, "action.document.stop")
    seat.settle()
    assert not shown._busy.isVisible()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
    assert attachments(seat.desk, case_id) == ()


def test_a_title_is_corrected_in_place_and_a_stale_one_is_compared(
    town: Office, sit: Sit, case_id: int
) -> None:
    seat = sit(town.desk())
    number = add(seat.desk, case_id, "Bulletin")
    shown = tab(seat, case_id)
    press(shown, f"action.document.edit.{number}")
    seat.settle()
    assert shown.slot.form is not None
    editor = shown.slot.form.form.cells["title"].editor
    editor.set_raw("Bulletin du 2e trimestre")
    editor.changed.emit()
    shown.slot.form.primary.click()
    seat.settle()
    assert attachments(seat.desk, case_id)[0].title == "Bulletin du 2e trimestre"
    assert "Bulletin du 2e trimestre" in words(shown)


def test_who_may_not_write_is_offered_nothing_to_write(
    town: Office, sit: Sit, case_id: int
) -> None:
    number = add(town.desk(), case_id, "Bulletin")
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,)))
    shown = tab(seat, case_id)
    assert shown.findChild(QPushButton, f"action.document.edit.{number}") is not None
    shown._writes = False
    shown._arrange("Dossier clos.")
    shown.refresh()
    seat.settle()
    assert shown.findChild(QPushButton, f"action.document.edit.{number}") is None
    assert not shown.new.isVisible()
    assert not shown.acceptDrops()


def test_what_a_document_is_is_said_in_french() -> None:
    assert facts(AttachmentKind.PDF, 1_258_291, 3) == "PDF · 3\u00a0pages · 1,2\u202fMo"
    assert facts(AttachmentKind.PNG, 900, 1) == "Image PNG · 1\u202fko"
