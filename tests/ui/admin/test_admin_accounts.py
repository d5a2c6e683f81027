"""Administration › Comptes in real widgets: who has access, who comes, who leaves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import accounts
from app.services.accounts import LastCoordinator
from app.services.choices import Role
from app.services.desk import Actor, Desk
from app.ui.context import Place
from app.ui.pages.admin import AdminPage
from app.ui.pages.admin_account import AccountPage
from app.ui.pages.admin_accounts import AccountsPage
from tests.ui.admin.conftest import THIRD, Administration, child


def account_page(admin: Administration, number: int | None) -> AccountPage:
    kind = "admin.account" if number is not None else "admin.account.new"
    page = admin.seat.show(lambda context: AccountPage(context, Place(kind, number)))
    assert isinstance(page, AccountPage)
    return page


def write(page: AccountPage, name: str, text: str) -> None:
    line = child(page, f"field.account.{name}")
    assert isinstance(line, QLineEdit)
    line.setText(text)


def tick(page: AccountPage, role: Role, *, on: bool = True) -> None:
    box = child(page, f"field.account.roles.{role}")
    assert isinstance(box, QCheckBox)
    box.setChecked(on)


def row_of(admin: Administration, number: int) -> accounts.AccountRow:
    return next(one for one in accounts.accounts(admin.desk) if one.id == number)


def test_each_role_finds_only_the_doors_it_may_open(admin: Administration) -> None:
    page = admin.seat.show(lambda context: AdminPage(context, Place("admin")))
    assert isinstance(page, AdminPage)
    assert list(page.buttons) == [
        "admin.accounts", "admin.organisation", "admin.territory", "admin.words",
        "admin.backups", "duplicates", "admin.password", "admin.display", "admin.recovery",
        "admin.erasures",
    ]  # fmt: skip
    officer = Actor(admin.claire, "C. Delmas", frozenset({Role.CASE_OFFICER}))
    admin.seat.desk = Desk(admin.desk.engine, officer, vault=admin.desk.vault)
    admin.seat.__post_init__()
    theirs = admin.seat.show(lambda context: AdminPage(context, Place("admin")))
    assert isinstance(theirs, AdminPage)
    assert list(theirs.buttons) == ["admin.backups", "admin.password", "admin.display"]


def test_the_login_is_proposed_until_it_is_typed(admin: Administration) -> None:
    page = admin.seat.show(lambda context: AccountPage(context, Place("admin.account.new")))
    assert isinstance(page, AccountPage)
    write(page, "first_name", "Élodie")
    write(page, "last_name", "Le Goff")
    line = child(page, "field.account.login")
    assert isinstance(line, QLineEdit)
    assert line.text() == "e.legoff"
    line.setText("elodie")
    write(page, "last_name", "Martin")
    assert line.text() == "elodie"


def test_the_list_says_who_has_access_and_who_no_longer(
    admin: Administration, qtbot: QtBot
) -> None:
    page = admin.seat.show(lambda context: AccountsPage(context, Place("admin.accounts")))
    assert isinstance(page, AccountsPage)
    assert [row.login for row in page.present.rows] == ["a.bernard", "c.delmas"]
    assert not page.gone_card.isVisible()
    accounts.revoke_account(admin.desk, admin.claire)
    page._ask()
    admin.seat.settle()
    assert [row.login for row in page.present.rows] == ["a.bernard"]
    assert [row.login for row in page.gone.rows] == ["c.delmas"]
    assert page.gone_card.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert admin.seat.went == [Place("admin.account", admin.desk.actor.account_id)]


def test_both_tables_sort_by_every_column(admin: Administration) -> None:
    page = admin.seat.show(lambda context: AccountsPage(context, Place("admin.accounts")))
    assert isinstance(page, AccountsPage)
    assert page.table.isSortingEnabled()
    assert page.gone_table.isSortingEnabled()
    for at, column in enumerate(page.present.columns):
        orders = []
        for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            page.table.sortByColumn(at, way)
            orders.append([row.login for row in page.present.rows])
        assert sorted(orders[0]) == sorted(orders[1]) == ["a.bernard", "c.delmas"]
        if column.key in {"name", "login", "opened"}:
            assert orders[0] == orders[1][::-1], column.key
    page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert page.present.rows[0].login == "a.bernard"  # the other has never opened it


def test_a_new_colleague_opens_the_vault_with_the_first_password(admin: Administration) -> None:
    page = account_page(admin, None)
    for name, text in (
        ("first_name", "Karim"), ("last_name", "Benali"), ("login", "k.benali"),
        ("password", THIRD), ("again", THIRD),
    ):  # fmt: skip
        write(page, name, text)
    tick(page, Role.CASE_OFFICER)
    page.save_button.click()
    admin.seat.settle()
    assert admin.seat.went == [Place("admin.accounts")]
    assert admin.said == "Le compte est enregistré."
    assert admin.opens("k.benali", THIRD)


def test_an_account_without_a_role_is_not_saved(admin: Administration) -> None:
    page = account_page(admin, None)
    for name, text in (
        ("first_name", "Karim"), ("last_name", "Benali"), ("login", "c.delmas"),
        ("password", THIRD), ("again", THIRD),
    ):  # fmt: skip
        write(page, name, text)
    page.save_button.click()
    admin.seat.settle()
    assert page.form is not None
    assert page.form.cells["roles"].error == "Choisissez au moins un rôle."
    tick(page, Role.CLERK)
    page.save_button.click()
    admin.seat.settle()
    assert page.form.cells["login"].error == "Cet identifiant est déjà pris."
    assert admin.seat.went == []
    assert len(accounts.accounts(admin.desk)) == 2


def test_roles_are_changed_on_the_sheet(admin: Administration) -> None:
    page = account_page(admin, admin.claire)
    assert not page.has_changes()
    tick(page, Role.CLERK)
    tick(page, Role.CASE_OFFICER, on=False)
    assert page.has_changes()
    page.save_button.click()
    admin.seat.settle()
    assert row_of(admin, admin.claire).roles == (Role.CLERK,)


def test_the_last_coordinator_is_told_why_the_role_stays(admin: Administration) -> None:
    own = admin.desk.actor.account_id
    page = account_page(admin, own)
    assert page.others() == (page.abandon,)  # nobody takes their own access away
    tick(page, Role.COORDINATOR, on=False)
    tick(page, Role.ADMIN)
    page.save_button.click()
    admin.seat.settle()
    shown = admin.seat.messages.problem_shown
    assert shown is not None
    assert shown.sentence == LastCoordinator().sentence
    assert row_of(admin, own).roles == (Role.COORDINATOR,)


def test_taking_an_access_away_is_asked_first(admin: Administration) -> None:
    page = account_page(admin, admin.claire)
    admin.seat.dialogs.answer_next("keep")
    page.revoke_button.click()
    admin.seat.settle()
    assert row_of(admin, admin.claire).has_access
    admin.seat.dialogs.answer_next("revoke")
    page.revoke_button.click()
    admin.seat.settle()
    assert row_of(admin, admin.claire).revoked_on is not None
    assert admin.seat.went == [Place("admin.accounts")]
    assert "la clé du coffre est changée" in admin.said


def test_a_colleague_who_forgot_gets_a_new_password(admin: Administration) -> None:
    page = account_page(admin, admin.claire)
    page.password_button.click()
    dialog = admin.dialog()
    dialog.form.binder.load({"password": "court", "again": "court"})
    dialog.submit.click()
    assert "Encore 7 caractères." in dialog.form.cells["password"].error
    dialog.form.binder.load({"password": THIRD, "again": THIRD})
    dialog.submit.click()
    admin.seat.settle()
    assert "nouveau mot de passe" in admin.said
    assert admin.opens("c.delmas", THIRD)
