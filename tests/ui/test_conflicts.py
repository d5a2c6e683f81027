"""Every page that edits a record shows both versions when it changed, and overwrites neither."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from app.models.enums import GroupKind, PartnerType, ReferralRequest, Relationship
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.household_adults import AdultEntry, AdultRow, adult_choices, save_adult
from app.services.household_page import read_household
from app.services.households import found_household
from app.services.intake import read_intake
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.organisation import read_settings, save_settings
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.referrals import read_referral
from app.services.territory import GroupEntry, groups, save_group
from app.ui.context import Place
from app.ui.forms.builder import Form
from app.ui.forms.compare_dialog import CompareDialog
from app.workplace import PAGES
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office
from tests.helpers.seats import Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Edited:
    """A page on a record: `mine` is typed in it, `theirs` written meanwhile by someone else."""

    place: Place
    form: str
    mine: tuple[str, str]
    theirs: Callable[[], object]
    saved: Callable[[], tuple[object, object]]
    """My field, then theirs, as they are stored in the end."""
    expected: tuple[object, object]
    save: str
    open: str = ""


def organisation(_town: Office, desk: Desk) -> Edited:
    def theirs() -> object:
        now = read_settings(desk)
        return save_settings(desk, replace(now, cell_name="Cellule renommée"))

    def saved() -> tuple[object, object]:
        now = read_settings(desk)
        return now.address, now.cell_name

    return Edited(
        Place("admin.organisation"), "organisation", ("address", "1 place du Marché"), theirs,
        saved, ("1 place du Marché", "Cellule renommée"), "action.admin.organisation.save",
    )  # fmt: skip


def partner(_town: Office, desk: Desk) -> Edited:
    entry = PartnerEntry(
        name="Lycée", partner_type=PartnerType.SCHOOL, contacts=(ContactEntry(last_name="AUBRY"),)
    )
    ref = save_partner(desk, entry).ref

    def theirs() -> object:
        page = read_partner(desk, ref)
        contacts = (*page.entry.contacts, ContactEntry(last_name="ROCHE"))
        changed = replace(page.entry, contacts=contacts, version=page.version)
        return save_partner(desk, changed, partner_id=ref)

    def saved() -> tuple[object, object]:
        now = read_partner(desk, ref).entry
        return now.city, [one.last_name for one in now.contacts]

    return Edited(
        Place("partner", ref), "partner", ("city", "Évry"), theirs, saved,
        ("Évry", ["AUBRY", "ROCHE"]), "action.partner.save",
    )  # fmt: skip


def signalement(town: Office, desk: Desk) -> Edited:
    ref = save_intake(desk, IntakeEntry(last_name="Zidi", group_id=town.north), complete=False).ref

    def theirs() -> object:
        page = read_intake(desk, ref)
        changed = replace(page.entry, first_name="Lina", version=page.version)
        return save_intake(desk, changed, report_id=ref, complete=False)

    def saved() -> tuple[object, object]:
        now = read_intake(desk, ref).entry
        return now.last_name, now.first_name

    return Edited(
        Place("intake.edit", ref), "intake", ("last_name", "ZIDANI"), theirs, saved,
        ("ZIDANI", "Lina"), "action.intake.keep",
    )  # fmt: skip


def orientation(town: Office, desk: Desk) -> Edited:
    case_id = plant_case(town)
    entry = ReferralEntry(plant_partner(town), ReferralRequest.INFORMATION)
    ref = save_referral(desk, case_id, entry).ref

    def theirs() -> object:
        page = read_referral(desk, ref)
        changed = replace(entry, internships="Un stage", version=page.version)
        return save_referral(desk, case_id, changed, referral_id=ref)

    def saved() -> tuple[object, object]:
        now = read_referral(desk, ref)
        return now.first_trade, now.internships

    return Edited(
        Place("referral.edit", ref), "referral", ("first_trade", "CAP maçon"), theirs, saved,
        ("CAP maçon", "Un stage"), "action.referral.save",
    )  # fmt: skip


def group(_town: Office, desk: Desk) -> Edited:
    ref = save_group(desk, GroupEntry("Est", GroupKind.TERRITORIAL)).ref

    def row() -> GroupEntry:
        return next(one for one in groups(desk) if one.id == ref)

    def theirs() -> object:
        return save_group(desk, replace(row(), active=False))

    return Edited(
        Place("admin.territory", tab=f"/group@{ref}"), "group", ("name", "Est et plateau"), theirs,
        lambda: (row().name, row().active), ("Est et plateau", False), "dialog.group.submit",
    )  # fmt: skip


def adult(town: Office, desk: Desk) -> Edited:
    case_id = plant_case(town)
    home = found_household(desk, case_id, "Famille Kaddour").ref
    save_guardian(desk, case_id, GuardianEntry("Kaddour", "Nadia", Relationship.MOTHER))
    (nadia,) = adult_choices(desk, home)
    save_adult(desk, home, AdultEntry(nadia.guardian_id, Relationship.MOTHER))

    def row() -> AdultRow:
        return read_household(desk, home).adults[0]

    def theirs() -> object:
        entry = AdultEntry(nadia.guardian_id, Relationship.TUTOR, read_as=row())
        return save_adult(desk, home, entry, adult_id=row().id)

    return Edited(
        Place("household", home, f"/household.adult@{home}.{row().id}"), "household.adult",
        ("from_on", "05/01/2020"), theirs, lambda: (row().from_on, row().link),
        (date(2020, 1, 5), Relationship.TUTOR), "action.household.adult.save",
    )  # fmt: skip


@pytest.mark.parametrize(
    "edit",
    [organisation, partner, signalement, orientation, group, adult],
    ids=lambda one: one.__name__,
)
def test_both_versions_are_shown_and_what_each_wrote_is_kept(
    town: Office, sit: Sit, edit: Callable[[Office, Desk], Edited]
) -> None:
    seat = sit(town.desk())
    one = edit(town, seat.desk)
    spec = next(page for page in PAGES if page.kind == one.place.kind)
    page = seat.show(lambda context: spec.build(context, one.place))
    arrive = getattr(page, "arrive", None)
    if arrive is not None:
        arrive(one.place)
    seat.settle()
    form = _found(Form, f"form.{one.form}")
    name, words = one.mine
    form.cells[name].editor.set_raw(words)
    form.cells[name].editor.changed.emit()
    one.theirs()
    _found(QPushButton, one.save).click()
    seat.settle()
    before = one.saved()
    assert before != one.expected
    shown = _found(CompareDialog, "dialog.compare")
    assert len(shown.differences) == 2, "mine, and theirs"
    shown.submit.click()  # what is proposed at first: to each what they changed
    seat.settle()
    assert one.saved() == one.expected
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()
    seat.settle()


def _found(kind: type[Any], name: str) -> Any:
    found = [
        one
        for window in QApplication.topLevelWidgets()
        for one in (window, *window.findChildren(QWidget))
        if isinstance(one, kind) and one.objectName() == name
    ]
    assert found, f"{name} is not there"
    return found[-1]
