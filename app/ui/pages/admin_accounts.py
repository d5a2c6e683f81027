"""Administration › Comptes: who may open the vault, and below, who no longer may."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import accounts
from app.services.accounts import AccountRow
from app.services.changes import Change, Subject
from app.services.rules.french import short_date
from app.services.rules.names import display_name
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.viewmodels.columns import Column
from app.ui.viewmodels.table import StaticTable
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import count
from app.ui.widgets.table import ROW_HEIGHT, TableView

_FRAME = 46  # the titles of the columns, and the borders


def _access(row: AccountRow) -> str:
    return "Ouvert" if row.has_access else "Pas encore"


def _roles(row: AccountRow) -> str:
    return ", ".join(role.label for role in row.roles) or "—"


def _groups(row: AccountRow) -> str:
    return ", ".join(name for _, name in row.groups) or "—"


def _opened(row: AccountRow) -> str:
    at = row.last_opened_at
    return short_date(at.astimezone().date()) if at is not None else "Jamais"


def _opened_at(row: AccountRow) -> str:
    at = row.last_opened_at
    return at.isoformat() if at is not None else ""


def _revoked(row: AccountRow) -> str:
    return row.revoked_on.isoformat() if row.revoked_on is not None else ""


def _name(row: AccountRow) -> str:
    return display_name(row.last_name, row.first_name)


_PRESENT = (
    Column[AccountRow]("name", "Nom", _name, width=220, strong=True),
    Column[AccountRow]("login", "Identifiant", lambda row: row.login, width=150),
    Column[AccountRow]("roles", "Rôles", _roles, width=240),
    Column[AccountRow]("groups", "Groupes", _groups, width=250),
    Column[AccountRow]("access", "Accès", _access, width=120,
                       tone=lambda row: "green" if row.has_access else "amber"),
    Column[AccountRow]("opened", "Dernière ouverture", _opened, width=140,
                       order=_opened_at),
)  # fmt: skip
_GONE = (
    Column[AccountRow]("name", "Nom", _name, width=220),
    Column[AccountRow]("login", "Identifiant", lambda row: row.login, width=150),
    Column[AccountRow]("roles", "Rôles", _roles, width=240),
    Column[AccountRow]("revoked", "Accès retiré le",
                       lambda row: short_date(row.revoked_on) if row.revoked_on else "—",
                       width=150, order=_revoked),
)  # fmt: skip


class AccountsPage(QWidget):
    """The accounts, a dozen at most: all of them at once."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.accounts")
        self._context = context
        self.header = PageHeader("Comptes")
        self.header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Comptes", None)]
        )
        if context.desk.actor.may(UseCase.MANAGE_ACCOUNTS):
            new = PrimaryButton(
                "Nouveau compte", lambda: context.go(Place("admin.account.new")),
                name="action.account.new", icon="user-plus",
            )  # fmt: skip
            self.header.set_actions([new])
        self.present: StaticTable[AccountRow] = StaticTable(_PRESENT, self)
        self.gone: StaticTable[AccountRow] = StaticTable(_GONE, self)
        self.table = self._table(self.present, "accounts", "Comptes ouverts")
        self.gone_table = self._table(self.gone, "accounts.gone", "Accès retirés")
        self.gone_card = Card("Accès retirés")
        self.gone_card.add(self.gone_table)
        self.gone_card.hide()
        page = ScrollPage()
        for part in (self.header, self.table, self.gone_card):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(self.table)
        context.changes.changed.connect(self._changed)
        self._ask()

    def _table(self, model: StaticTable[AccountRow], name: str, words: str) -> TableView:
        table = TableView(name=f"list.{name}", words=words)
        table.setModel(model)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.set_widths({at: one.width for at, one in enumerate(model.columns)})
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.opened.connect(lambda index: self._open(model, index))
        return table

    def _ask(self) -> None:
        desk = self._context.desk
        self._context.jobs.database(
            self, lambda: accounts.accounts(desk), self._read, latest="accounts"
        )

    def _read(self, rows: tuple[AccountRow, ...]) -> None:
        present = [row for row in rows if row.revoked_on is None]
        gone = [row for row in rows if row.revoked_on is not None]
        self.present.show(present)
        self.gone.show(gone)
        for table, shown in ((self.table, present), (self.gone_table, gone)):
            table.setFixedHeight(_FRAME + ROW_HEIGHT * len(shown))
        self.gone_card.setVisible(bool(gone))
        self.header.set_badges([(count(len(present), "compte"), "neutral")])
        if present and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.present.index(0, 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, model: StaticTable[AccountRow], index: QModelIndex) -> None:
        row = model.row(index.row())
        if row is not None and row.revoked_on is None:
            self._context.go(Place("admin.account", row.id))

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.ACCOUNT) or change.touches(Subject.GROUP):
            self._ask()
