"""The preview shows what leaves, lets one choose the level, prints and saves from memory."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.account import Account
from app.models.case import CaseFile
from app.models.desk import JournalEntry
from app.models.enums import JournalAction, Role
from app.models.organisation import Organisation
from app.services.documents.group_sheet import IdentityLevel
from app.ui.context import Place
from app.ui.operations.printing import IN_CLEAR
from app.ui.pages.preview import PAGES, REFERRAL, SYNTHESIS, PreviewPage
from app.ui.widgets.buttons import Button
from app.ui.widgets.pdf_print import new_printer
from app.ui.widgets.pdf_view import PdfView
from tests.helpers.office import Office
from tests.helpers.printed import text_of
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts
from tests.unit.documents.family import Family, make_family


@pytest.fixture
def family(town: Office) -> Family:
    return make_family(town)


def shown(seat: Seat, place: Place, paper: Path | None = None, *, width: int = 1140) -> PreviewPage:
    def ask(chosen: Callable[[QPrinter], object]) -> None:
        printer = new_printer("fiche")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setResolution(96)
        chosen(printer)

    page = seat.show(
        lambda context: PreviewPage(context, place, ask=ask if paper else None), width=width
    )
    assert isinstance(page, PreviewPage)
    return page


def sheet_text(page: PreviewPage) -> str:
    assert page.document is not None
    return text_of(page.document)


def printed(office: Office) -> list[JournalAction]:
    with Session(office.engine) as session:
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id))
        return [one.action for one in rows if one.action is not JournalAction.READ]


def test_the_sheet_appears_without_the_name_at_first(seat: Seat, family: Family) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    assert page.levels.code() == IdentityLevel.INITIALS
    assert "Y. M." in sheet_text(page)
    assert "MARTEL" not in sheet_text(page)
    assert page.view.pages == 1
    assert "Y. M." in page.view.accessibleDescription()


def test_choosing_a_level_draws_the_sheet_anew(seat: Seat, family: Family) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    page.levels.buttons[IdentityLevel.NAME].click()
    seat.settle()
    assert "MARTEL Yanis" in sheet_text(page)
    page.levels.buttons[IdentityLevel.CODE].click()
    seat.settle()
    assert "Y. M." not in sheet_text(page)


def test_a_referral_is_previewed_without_a_choice_of_level(seat: Seat, family: Family) -> None:
    page = shown(seat, Place(REFERRAL, family.referral_id))
    assert "Coupon-réponse" in sheet_text(page)
    assert not page.levels.isVisible()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CASE_OFFICER])
def test_a_reply_slip_that_nobody_can_answer_says_so(
    town: Office, sit: Sit, family: Family, role: Role
) -> None:
    groups = (town.north,)
    seat = sit(town.desk(role, groups=groups))
    with Session(town.engine) as session, session.begin():
        session.execute(update(Organisation).values(phone=None))
        session.execute(update(Account).values(phone=None))
    page = shown(seat, Place(REFERRAL, family.referral_id))
    assert page.no_return.isVisible()
    assert (page.no_return.button is not None) is (role is Role.COORDINATOR)
    if page.no_return.button is not None:
        page.no_return.button.click()
        assert seat.went == [Place("admin.organisation")]
    with Session(town.engine) as session, session.begin():
        session.execute(update(Organisation).values(phone="+33199001000"))
    assert not shown(seat, Place(REFERRAL, family.referral_id)).no_return.isVisible()


def test_a_sheet_that_may_not_print_says_why_and_offers_nothing(seat: Seat, family: Family) -> None:
    family.change(CaseFile, family.case_id, group_question="Que veut Yanis\u202f?")
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    assert page.document is None
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()
    assert "Question posée au groupe" in page._stopped.accessibleName()
    page.levels.buttons[IdentityLevel.NAME].click()
    seat.settle()
    assert page.print_button.isEnabled()


def test_printing_draws_every_page_and_is_recorded_first(
    seat: Seat, family: Family, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "papier.pdf"
    page = shown(seat, Place(SYNTHESIS, family.case_id), paper)
    page.print_button.click()
    seat.settle()
    qtbot.waitUntil(lambda: seat.messages.success_shown is not None)
    assert len(PdfReader(paper).pages) == 1
    assert paper.stat().st_size > 5_000
    assert printed(family.office) == [JournalAction.PRINT]


def test_nothing_leaves_once_the_right_to_print_is_gone(
    seat: Seat, family: Family, tmp_path: Path
) -> None:
    paper = tmp_path / "papier.pdf"
    page = shown(seat, Place(SYNTHESIS, family.case_id), paper)
    family.change(CaseFile, family.case_id, processing_restricted=True)
    page.print_button.click()
    seat.settle()
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "case_restricted"
    assert not paper.exists()
    assert printed(family.office) == []


def test_a_copy_in_clear_is_written_where_one_says_after_a_warning(
    seat: Seat, family: Family, tmp_path: Path
) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    target = tmp_path / "copie.pdf"
    seat.dialogs.answer_next("save", target)
    page.save_button.click()
    seat.settle()
    assert seat.dialogs.asked[0] == IN_CLEAR.title
    assert page.document is not None
    assert target.read_bytes() == page.document.content
    assert printed(family.office) == [JournalAction.EXPORT]


@pytest.mark.parametrize("answers", [("cancel",), ("save", None)])
def test_giving_up_writes_nothing(
    seat: Seat, family: Family, tmp_path: Path, answers: tuple[str | None, ...]
) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    seat.dialogs.answer_next(*answers)
    page.save_button.click()
    seat.settle()
    assert list(tmp_path.rglob("*.pdf")) == []
    assert printed(family.office) == []


def test_a_place_that_cannot_be_written_is_said(seat: Seat, family: Family, tmp_path: Path) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    seat.dialogs.answer_next("save", tmp_path / "absent" / "copie.pdf")
    page.save_button.click()
    seat.settle()
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "document_not_saved"


def test_a_pc_without_printer_is_said(
    seat: Seat, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    page.print_button.click()
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "no_printer"


def test_previewing_leaves_no_file(
    seat: Seat, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(empty))
    shown(seat, Place(SYNTHESIS, family.case_id))
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("width", [760, 1140])
def test_nothing_is_cut_at_any_width(seat: Seat, family: Family, width: int) -> None:
    assert cut_texts(shown(seat, Place(SYNTHESIS, family.case_id), width=width)) == []


def test_only_those_who_may_print_reach_the_preview(town: Office) -> None:
    from app.services.choices import Role  # noqa: PLC0415 - beside its one use

    for spec in PAGES:
        assert spec.allowed is not None
        assert spec.allowed(town.desk())
        assert not spec.allowed(town.desk(Role.AUDITOR))


def test_the_view_zooms_and_moves_by_the_keyboard(seat: Seat, family: Family, qtbot: QtBot) -> None:
    other = make_family(family.office, file_number="2026-0043")
    from app.services.prints import syntheses  # noqa: PLC0415 - beside its one use

    view = PdfView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    view.show_document(syntheses(seat.desk, (family.case_id, other.case_id)).content)
    assert (view.page, view.pages) == (1, 3)
    before = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > before
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(before, rel=0.05)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 3
    view.go_to(2)
    assert view.page == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 1
    view.clear()
    assert view.pages == 0
    assert view.accessibleDescription() == ""


def test_the_preview_opens_on_imprimer(seat: Seat, family: Family) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    assert page.window().focusWidget() is page.print_button


def test_the_way_back_names_the_dossier_not_only_a_return(seat: Seat, family: Family) -> None:
    page = shown(seat, Place(SYNTHESIS, family.case_id))
    crumbs = [page.findChild(Button, f"action.crumb.{at}") for at in (0, 1)]
    assert [one.text() for one in crumbs if one] == ["Dossiers", "Dossier"]
    for one in crumbs:
        assert one is not None
        one.click()
    assert seat.went[-2:] == [Place("cases"), Place("case", family.case_id)]
