"""Administration › Effacements: the PV are found again, the file is written anew when asked."""

from pathlib import Path

import pytest

from app.services.case_direct import OpeningEntry, open_directly
from app.services.choices import EliminationReason, GroupKind, PartnerType, Sex
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.purge import purge_due
from app.services.rules.partial_dates import PartialDate
from app.services.territory import GroupEntry, save_group
from app.services.youths import IdentityEntry
from app.ui.context import Place
from app.ui.pages.admin_erasures import ErasuresPage
from app.ui.pages.preview import ELIMINATION, PreviewPage
from app.ui.widgets.timeline import RowButton
from tests.ui.admin.conftest import Administration
from tests.ui.looking import cut_texts, nameless, outside


def erase_a_dossier(admin: Administration) -> str:
    """A dossier opened for a trial, then erased; its number."""
    desk = admin.desk
    group = save_group(desk, GroupEntry("Groupe Nord", GroupKind.TERRITORIAL)).ref
    identity = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.in_year(2011))
    today = desk.clock.today()
    case_id = open_directly(
        desk, OpeningEntry(identity, PartnerType.SCHOOL, group, None, received_on=today)
    ).ref
    goes = what_goes(desk, case_id)
    entry = MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version)
    erase_case(desk, case_id, entry)
    return goes.number


def erasures(admin: Administration, *, width: int = 1140) -> ErasuresPage:
    page = admin.seat.show(
        lambda context: ErasuresPage(context, Place("admin.erasures")), width=width
    )
    assert isinstance(page, ErasuresPage)
    return page


def test_the_pv_of_a_dossier_is_found_again_from_the_register(admin: Administration) -> None:
    number = erase_a_dossier(admin)
    page = erasures(admin)
    line = page.rows.findChild(RowButton, "list.erasures.1")
    assert line is not None
    assert number in line.accessibleName()
    line.click()
    assert admin.seat.went == [Place(ELIMINATION, 1)]


def test_the_file_is_written_anew_when_asked(admin: Administration) -> None:
    erase_a_dossier(admin)
    page = erasures(admin)
    assert page.state.text().startswith("Des effacements attendent")
    page.button.click()
    assert not page.button.isEnabled()
    admin.seat.settle()
    assert not purge_due(admin.desk)
    assert page.state.text().startswith("Rien n’attend")
    assert page.button.isEnabled()
    assert page.busy.isHidden()
    assert admin.said.startswith("Fichier réécrit")


def test_nothing_erased_is_said_in_one_line(admin: Administration) -> None:
    page = erasures(admin)
    assert cut_texts(page) == []
    assert "Rien n’attend" in page.state.text()


def test_a_pv_is_saved_without_the_warning_made_for_names(
    admin: Administration, tmp_path: Path
) -> None:
    number = erase_a_dossier(admin)
    page = admin.seat.show(lambda context: PreviewPage(context, Place(ELIMINATION, 1)))
    assert isinstance(page, PreviewPage)
    admin.seat.dialogs.answer_next(tmp_path / "pv.pdf")
    page.save_button.click()
    admin.seat.settle()
    assert (tmp_path / "pv.pdf").read_bytes().startswith(b"%PDF")
    assert admin.said == "Copie enregistrée."
    assert page.document is not None
    assert page.document.file_name == f"pv_elimination_{number}.pdf"


@pytest.mark.parametrize("width", [1140, 560])
def test_nothing_is_cut_or_nameless(admin: Administration, width: int) -> None:
    erase_a_dossier(admin)
    page = erasures(admin, width=width)
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []
