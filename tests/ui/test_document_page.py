"""A document seen from memory: its pages, its copy, what is refused."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.models.enums import Role
from app.services.attachments_reading import examine
from app.services.choices import AttachmentKind
from app.ui.operations.documents import opens
from app.ui.operations.printing import IN_CLEAR
from app.ui.widgets.pdf_pages import MOST_PIXELS, PdfPages
from app.ui.widgets.picture_pages import PicturePages, decodes
from tests.helpers.cases import plant_case
from tests.helpers.documents import JPEG, document, pdf, png, told_jpeg
from tests.helpers.hands import press, words
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.attached import add, page
from tests.ui.looking import cut_texts, nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
