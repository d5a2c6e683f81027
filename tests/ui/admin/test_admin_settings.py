"""Administration in real widgets: settings, groups, own password, recovery sheet."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.services import organisation, territory
from app.services.choices import GroupKind
from app.services.vault import opening
from app.services.vault.errors import WrongRecoveryKey
from app.ui.context import Place
from app.ui.pages.admin_organisation import OrganisationPage
from app.ui.pages.admin_password import OwnPasswordPage
from app.ui.pages.admin_recovery import RecoveryPage
from app.ui.pages.admin_territory import TerritoryPage
from tests.ui.admin.conftest import PASSWORD, TERMS, THIRD, Administration, child


def organisation_page(admin: Administration) -> OrganisationPage:
    page = admin.seat.show(lambda context: OrganisationPage(context, Place("admin.organisation")))
    assert isinstance(page, OrganisationPage)
    return page


def password_page(admin: Administration, old: str, new: str) -> OwnPasswordPage:
    page = admin.seat.show(lambda context: OwnPasswordPage(context, Place("admin.password")))
    assert isinstance(page, OwnPasswordPage)
    for name, text in (("old", old), ("password", new), ("again", new)):
        line = child(page, f"field.own_password.{name}")
        assert isinstance(line, QLineEdit)
        line.setText(text)
    page.save_button.click()
    admin.seat.settle()
    return page


def test_a_setting_is_changed_and_said(admin: Administration) -> None:
    page = organisation_page(admin)
    line = child(page, "field.organisation.crip_phone")
    assert isinstance(line, QLineEdit)
    line.setText("01 99 00 10 19")
    page.save_button.click()
    admin.seat.settle()
    assert organisation.read_settings(admin.desk).crip_phone == "+33199001019"
    assert admin.seat.went == [Place("admin")]


def test_a_sender_that_tells_where_the_contact_comes_from_is_refused(
    admin: Administration,
) -> None:
    page = organisation_page(admin)
    line = child(page, "field.organisation.sender_name")
    assert isinstance(line, QLineEdit)
    line.setText("Cellule de prévention de la délinquance")
    page.save_button.click()
    admin.seat.settle()
    assert page.form is not None
    assert "ne doit pas dire d’où vient le contact" in page.form.cells["sender_name"].error
    assert page.has_changes()
    assert admin.seat.went == []


def test_a_group_then_its_neighbourhood_are_added(admin: Administration) -> None:
    page = admin.seat.show(lambda context: TerritoryPage(context, Place("admin.territory")))
    assert isinstance(page, TerritoryPage)
    page.edit_group(None)
    admin.seat.settle()
    dialog = admin.dialog()
    dialog.submit.click()
    assert dialog.form.cells["name"].error
    dialog.form.binder.load({"name": "Groupe des Coteaux", "kind": str(GroupKind.TERRITORIAL)})
    dialog.submit.click()
    admin.seat.settle()
    (group,) = page.groups.rows
    assert (group.name, group.kind, group.active) == (
        "Groupe des Coteaux", GroupKind.TERRITORIAL, True,
    )  # fmt: skip
    page.edit_neighbourhood(None)
    admin.seat.settle()
    dialog = admin.dialog()
    dialog.form.binder.load(
        {"name": "Les Coquibus", "priority_area_code": "faux", "group_id": str(group.id)}
    )
    dialog.submit.click()
    admin.seat.settle()
    assert dialog.form.cells["priority_area_code"].error
    dialog.form.binder.load(
        {"name": "Les Coquibus", "priority_area_code": "", "group_id": str(group.id)}
    )
    dialog.submit.click()
    admin.seat.settle()
    (known,) = territory.neighbourhoods(admin.desk)
    assert (known.name, known.group_id) == ("Les Coquibus", group.id)


def test_one_s_own_password_changes_for_who_knows_it(admin: Administration) -> None:
    page = password_page(admin, THIRD, THIRD)
    assert page.form is not None
    assert page.form.cells["old"].error == "Ce n’est pas votre mot de passe actuel."
    password_page(admin, PASSWORD, THIRD)
    assert admin.said == "Votre mot de passe est changé."
    assert admin.opens("a.bernard", THIRD)


def test_a_new_recovery_sheet_is_asked_for_then_shown_once(admin: Administration) -> None:
    page = admin.seat.show(lambda context: RecoveryPage(context, Place("admin.recovery")))
    assert isinstance(page, RecoveryPage)
    admin.seat.dialogs.answer_next("keep")
    page.button.click()
    admin.seat.settle()
    assert page.panel is None
    admin.seat.dialogs.answer_next("renew")
    page.button.click()
    admin.seat.settle()
    assert page.panel is not None
    fresh = "-".join(one.text() for one in page.panel.card.groups)
    assert admin.desk.vault is not None
    admin.desk.vault.close()
    try:
        opening.unlock_with_recovery_key(
            admin.folder, key=admin.founded.recovery.text, terms=TERMS
        ).close()
    except WrongRecoveryKey:
        former_opens = False
    else:
        former_opens = True
    assert not former_opens
    opening.unlock_with_recovery_key(admin.folder, key=fresh, terms=TERMS).close()


def test_empty_lists_say_so_and_a_new_group_is_not_asked_whether_it_still_meets(
    admin: Administration,
) -> None:
    page = admin.seat.show(lambda context: TerritoryPage(context, Place("admin.territory")))
    assert isinstance(page, TerritoryPage)
    shown = {one.text() for one in page.findChildren(QLabel) if one.isVisible()}
    assert {"Aucun groupe pour le moment.", "Aucun quartier pour le moment."} <= shown
    page.edit_group(None)
    admin.seat.settle()
    dialog = admin.dialog()
    assert "active" not in dialog.form.cells
    dialog.form.binder.load({"name": "Les Coteaux", "kind": str(GroupKind.TERRITORIAL)})
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    admin.seat.settle()
    (group,) = page.groups.rows
    assert (group.name, group.active) == ("Les Coteaux", True)
    shown = {one.text() for one in page.findChildren(QLabel) if one.isVisible()}
    assert "Aucun groupe pour le moment." not in shown
