"""Administration › Comptes › one account: who, which roles and groups; password, departure."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton

from app.errors import Refused
from app.services import accounts, territory
from app.services.accounts import AccountEntry, AccountRow
from app.services.changes import Change, Subject
from app.services.choices import Role, member
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.rules.names import proposed_login
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.account import account_spec
from app.ui.forms.specs.password import adviser, password_problems
from app.ui.operations.accounts import give_password, revoke
from app.ui.operations.history import history_icon
from app.ui.operations.record_form import RecordForm, Values
from app.ui.widgets.buttons import Button, DangerButton
from app.ui.widgets.choice import Choice

_NEW = "Nouveau compte"


@dataclass(frozen=True, slots=True)
class _Opening:
    row: AccountRow | None
    groups: tuple[Choice, ...]


class AccountPage(RecordForm[_Opening]):
    """A new account, or one that exists; whoever may only read the list sees no « Enregistrer »."""

    said = "Le compte est enregistré."

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__(
            context, name="account", title=_NEW, up=Place("admin.accounts"), place=place
        )
        self._ref = place.ref
        self._proposed = ""
        manages = context.desk.actor.may(UseCase.MANAGE_ACCOUNTS)
        self.save_button.setVisible(manages)
        self.password_button = Button(
            "Donner un mot de passe…", self._give_password, name="action.account.password",
            icon="key",
        )  # fmt: skip
        self.revoke_button = DangerButton(
            "Retirer l’accès…", self._revoke, name="action.account.revoke", icon="user-off"
        )
        if place.ref is not None:
            self.header.set_actions([history_icon(context, place.ref, Kind.ACCOUNT)])
        self._name_page(_NEW)
        context.changes.changed.connect(self._changed)
        self.load()

    def read(self) -> _Opening:
        desk, ref = self.context.desk, self._ref
        rows = accounts.accounts(desk)
        row = next((one for one in rows if one.id == ref), None)
        if ref is not None and row is None:
            raise Refused
        held = {number for number, _ in row.groups} if row else set()
        groups = tuple(
            Choice(str(one.id), one.name)
            for one in territory.groups(desk)
            if one.active or one.id in held
        )
        return _Opening(row, groups)

    def build(self, record: _Opening) -> Form:
        return Form(
            account_spec(groups=record.groups, is_new=record.row is None),
            advisers={"password": adviser(self._login)},
        )

    def key(self, record: _Opening) -> DraftKey:
        row = record.row
        return DraftKey("account", str(row.id), row.version) if row else DraftKey("account")

    def values(self, record: _Opening) -> Values:
        row = record.row
        if row is None:
            return {}
        return {
            "first_name": row.first_name,
            "last_name": row.last_name,
            "login": row.login,
            "job_title": row.job_title,
            "phone": row.phone,
            "roles": [str(one) for one in row.roles],
            "groups": [str(number) for number, _ in row.groups],
        }

    def check(self, values: Values) -> dict[str, str]:
        if "password" not in values:
            return {}
        return password_problems(
            str(values["password"]), str(values["again"]), login=str(values["login"])
        )

    def write(self, record: _Opening, values: Values) -> Callable[[], Change]:
        desk, row = self.context.desk, record.row
        entry = AccountEntry(
            login=row.login if row else str(values["login"]),
            first_name=str(values["first_name"]),
            last_name=str(values["last_name"]),
            roles=frozenset(
                role for code in _codes(values["roles"]) if (role := member(Role, code))
            ),
            group_ids=frozenset(int(code) for code in _codes(values.get("groups"))),
            job_title=str(values["job_title"] or "") or None,
            phone=str(values["phone"] or "") or None,
            version=row.version if row else None,
        )
        if row is None:
            password = str(values["password"])
            return lambda: accounts.add_account(desk, entry, password)
        number = row.id
        return lambda: accounts.change_account(desk, number, entry)

    def shown(self, record: _Opening) -> None:
        row = record.row
        if row is None:
            if self.form is not None:
                for name in ("first_name", "last_name"):
                    self.form.cells[name].editor.changed.connect(self._propose_login)
            return
        self._name_page(row.name)
        self.header.set_badges(
            [("Accès ouvert", "green") if row.has_access else ("Pas encore d’accès", "amber")]
        )

    def others(self) -> tuple[QPushButton, ...]:
        row = self.record.row if self.record is not None else None
        if row is None or not self.context.desk.actor.may(UseCase.MANAGE_ACCOUNTS):
            return (self.abandon,)
        return (self.abandon,) if row.is_self else (
            self.revoke_button, self.password_button, self.abandon,
        )  # fmt: skip

    def _name_page(self, name: str) -> None:
        self.header.set_title(name)
        go = self.context.go
        self.header.set_crumbs(
            [
                ("Administration", lambda: go(Place("admin"))),
                ("Comptes", lambda: go(Place("admin.accounts"))),
                (name, None),
            ]
        )

    def _propose_login(self) -> None:
        """The login is proposed until it is typed."""
        if self.form is None:
            return
        values, login = self.form.binder.values(), self.form.cells["login"].editor
        proposed = proposed_login(str(values["first_name"]), str(values["last_name"]))
        if login.raw() in {"", self._proposed} and proposed != self._proposed:
            self._proposed = proposed
            login.set_raw(proposed)

    def _login(self) -> str:
        row = self.record.row if self.record is not None else None
        if row is not None:
            return row.login
        return str(self.form.binder.values()["login"]) if self.form is not None else ""

    def _give_password(self) -> None:
        if self.record is not None and self.record.row is not None:
            give_password(self.context, self.record.row)

    def _revoke(self) -> None:
        if self.record is not None and self.record.row is not None:
            revoke(self.context, self, self.record.row, self.after)

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.ACCOUNT) and change.ref == self._ref and not self.saving:
            self.load()


def _codes(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else ()
