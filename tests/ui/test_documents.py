"""Documents of a dossier on screen: added from a file or dropped, seen from memory, let go."""

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from app.models.enums import Role
from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.attachments_reading import Document, examine
from app.services.choices import AttachmentKind, SharingScope
from app.services.desk import Desk
from app.ui.context import Place
from app.ui.operations.documents import facts, opens
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.printing import IN_CLEAR
from app.ui.pages.document import DocumentPage
from app.ui.panels.documents import DocumentsTab
from app.ui.widgets.pdf_pages import MOST_PIXELS, PdfPages
from app.ui.widgets.picture_pages import PicturePages, decodes
from tests.helpers.cases import plant_case
from tests.helpers.documents import JPEG, document, pdf, png, told_jpeg
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless

Sit = Callable[[Desk], Seat]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def case_id(town: Office) -> int:
    return plant_case(town)


def tab(seat: Seat, case_id: int) -> DocumentsTab:
    page = seat.host(lambda context: DocumentsTab(context, case_id))
    assert isinstance(page, DocumentsTab)
    return page


def page(seat: Seat, number: int) -> DocumentPage:
    shown = seat.show(lambda context: DocumentPage(context, Place("document", number)))
    assert isinstance(shown, DocumentPage)
    return shown


def add(desk: Desk, case_id: int, title: str, what: Document | None = None) -> int:
    add_attachment(desk, case_id, AttachmentEntry(title), what or document(title))
    return attachments(desk, case_id)[0].id


def words(of: QWidget) -> str:
    return "\n".join(one.text() for one in of.findChildren(QLabel) if one.isVisible())


def press(of: QWidget, name: str) -> None:
    button = of.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


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


def test_documents_are_leafed_through_and_seen_page_by_page(
    town: Office, sit: Sit, case_id: int
) -> None:
    seat = sit(town.desk())
    first = add(seat.desk, case_id, "Convention", document(content=pdf(pages=3, turned=True)))
    photo = examine(AttachmentKind.JPEG, told_jpeg(turned=6), opens)
    second = add(seat.desk, case_id, "Photo", photo)
    shown = page(seat, first)
    assert shown.view.pages == 3
    assert "Page 1 sur 3" in words(shown)
    assert shown.place.text() == "2 sur 2"
    assert not shown.after.isEnabled()
    assert shown.view.accessibleDescription().strip() == "Convention de stage 1"
    zoom = shown.view.zoom
    QTest.keyClick(shown.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.zoom > zoom
    shown.view.go_to(2)
    seat.settle()
    assert shown.view.page == 2
    shown.before.click()
    seat.settle()
    assert shown.opened is not None
    assert shown.opened.row.id == second
    assert shown.header.title == "Photo"
    assert not shown.before.isEnabled()
    assert shown.view.pages == 1
    assert cut_texts(shown) == []
    assert nameless(shown) == []


def test_a_page_of_another_shape_keeps_its_shape(town: Office, sit: Sit, case_id: int) -> None:
    seat = sit(town.desk())
    number = add(seat.desk, case_id, "Plans", document(content=pdf(pages=2, turned=True)))
    shown = page(seat, number)
    tall, wide = shown.view._places
    assert tall.height() > tall.width()
    assert wide.width() > wide.height()
    assert wide.top() > tall.bottom()


def test_leaving_the_page_lets_the_bytes_go(town: Office, sit: Sit, case_id: int) -> None:
    seat = sit(town.desk())
    first, _second = add(seat.desk, case_id, "Un"), add(seat.desk, case_id, "Deux")
    shown = page(seat, first)
    held = weakref.ref(shown.view._pages)
    assert held() is not None
    shown.before.click()
    seat.settle()
    gc.collect()
    assert held() is None, "the one before is let go as soon as another is seen"
    held = weakref.ref(shown.view._pages)
    seat.shown.remove(shown)
    shown.close()
    shown.deleteLater()
    del shown
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    seat.settle()
    gc.collect()
    assert held() is None


def test_a_copy_leaves_after_a_warning_where_one_says(
    town: Office, sit: Sit, case_id: int, tmp_path: Path
) -> None:
    seat = sit(town.desk())
    number = add(seat.desk, case_id, "Convention")
    shown = page(seat, number)
    seat.dialogs.answer_next("cancel")
    press(shown, "action.document.copy")
    seat.settle()
    assert seat.dialogs.asked == [IN_CLEAR.title]
    seat.dialogs.answer_next("save", tmp_path / "copie.pdf")
    press(shown, "action.document.copy")
    seat.settle()
    assert (tmp_path / "copie.pdf").read_bytes() == pdf("Convention")


def test_a_restricted_dossier_offers_no_copy(town: Office, sit: Sit) -> None:
    case_id = plant_case(town, processing_restricted=True)
    seat = sit(town.desk())
    shown = page(seat, add(seat.desk, case_id, "Convention"))
    assert shown.view.pages == 1
    assert shown.findChild(QPushButton, "action.document.copy") is None


def test_what_is_refused_says_so_and_shows_nothing(town: Office, sit: Sit, case_id: int) -> None:
    number = add(town.desk(), case_id, "Convention")
    seat = sit(town.desk(Role.CLERK, groups=(town.north,)))
    shown = page(seat, number)
    assert shown.view.pages == 0
    assert "n’existe pas" in words(shown)


def test_a_photo_is_shown_the_right_way_up_and_never_larger_than_it_is() -> None:
    lying = PicturePages(examine(AttachmentKind.JPEG, told_jpeg(turned=6), opens).content, "jpeg")
    assert (lying.size(0).width(), lying.size(0).height()) == (6.0, 9.0)
    image = lying.image(0, 960)
    assert (image.width(), image.height()) == (8, 12)
    assert lying.image(0, 48).width() == 4


def test_an_image_really_decodes_or_is_refused() -> None:
    assert decodes(png(), "png")
    assert decodes(JPEG, "jpeg")
    assert not decodes(JPEG, "png"), "no other reader is tried"
    assert not decodes(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "png")


def test_a_page_as_large_as_a_wall_is_drawn_coarser() -> None:
    from io import BytesIO  # noqa: PLC0415 - for this maker alone

    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - as above

    made = BytesIO()
    canvas = Canvas(made, pagesize=(14_400, 14_400))
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(0, 0, 14_400, 14_400, fill=1)
    canvas.save()
    image: QImage = PdfPages(made.getvalue()).image(0, 8)
    assert image.width() * image.height() <= MOST_PIXELS
    huge = PdfPages(made.getvalue()).image(0, 96)
    assert huge.width() * huge.height() <= MOST_PIXELS * 1.01
    assert huge.pixelColor(5, 5) == QColor(0, 0, 0)


def test_what_a_document_is_is_said_in_french() -> None:
    assert facts(AttachmentKind.PDF, 1_258_291, 3) == "PDF · 3\u00a0pages · 1,2\u202fMo"
    assert facts(AttachmentKind.PNG, 900, 1) == "Image PNG · 1\u202fko"
