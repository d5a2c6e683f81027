"""The accounts of the office: added, changed, revoked by the coordonnateur or an administrateur.

There is always at least one active coordonnateur (AU-038 art. 1): the last one cannot leave or
give the role up. When someone leaves, the data key of the vault changes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.errors import Invalid, Refused, UserFacingError
from app.models.account import Account, AccountRole
from app.models.enums import JournalAction, Role
from app.models.organisation import WorkingGroup
from app.services import ways_in
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.entrance import demand_strong
from app.services.labels import account_label
from app.services.leaving import forget_desk
from app.services.rules.names import search_key
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.vault import accounts as slots
from app.services.vault.errors import WrongPassword
from app.services.vault.kdf import normalised_login
from app.services.vault.open_vault import OpenVault
from app.services.vault.recovery import RecoveryKey


class LastCoordinator(UserFacingError):
    """Without a coordonnateur nobody could open the office again (AU-038 art. 1)."""

    def __init__(self) -> None:
        super().__init__(
            "La cellule doit garder au moins un coordonnateur.",
            remedy="Donnez d’abord ce rôle à une autre personne.",
            code="last_coordinator",
        )


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What is typed of an account. `version` is none for a new one."""

    login: str
    first_name: str
    last_name: str
    roles: frozenset[Role]
    group_ids: frozenset[int] = frozenset()
    job_title: str | None = None
    phone: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, as listed; `has_access` when a key slot still opens the vault for it."""

    id: int
    version: int
    login: str
    first_name: str
    last_name: str
    name: str
    job_title: str | None
    phone: str | None
    roles: tuple[Role, ...]
    groups: tuple[tuple[int, str], ...]
    has_access: bool
    revoked_on: date | None
    last_opened_at: datetime | None
    is_self: bool


def accounts(desk: Desk) -> tuple[AccountRow, ...]:
    """Every account, those who left included, by name."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_ACCOUNTS)
        rows = work.session.scalars(
            select(Account)
            .options(selectinload(Account.roles), selectinload(Account.groups))
            .order_by(Account.last_name, Account.id)
        )
        return tuple(_row(one, work) for one in rows)


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone of the cell, to name as référent or pilot."""

    id: int
    name: str


def officers(desk: Desk) -> tuple[Officer, ...]:
    """Who may be named référent or pilot: the active coordonnateurs and référents de parcours."""
    with desk.read() as work:
        if not work.actor.reach(UseCase.READ_CASE):
            raise Refused
        rows = work.session.scalars(
            select(Account).where(
                Account.revoked_on.is_(None),
                Account.roles.any(AccountRole.role.in_((Role.COORDINATOR, Role.CASE_OFFICER))),
            )
        )
        found = sorted(rows, key=lambda one: (search_key(one.last_name), one.id))
        return tuple(Officer(one.id, account_label(one)) for one in found)


def own_login(desk: Desk) -> str:
    """The login of whoever is at the desk."""
    with desk.read() as work:
        return work.get(Account, work.actor.account_id).login


def add_account(desk: Desk, entry: AccountEntry, password: str) -> Change:
    """A new account, with its own way into the vault. Half a second, for the derivation."""
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_ACCOUNTS)
        values = _checked(work, entry, None)
        demand_strong(password, login=entry.login)
        row = work.add(Account(**values))
        _set_roles(work, row, entry)
        row.slot_id = slots.add_slot(_vault(desk), login=row.login, password=password)
        work.journal(JournalAction.ACCOUNT, "account", row.id, f"add {_codes(entry.roles)}")
        return work.commit(Change(Subject.ACCOUNT, row.id))


def change_account(desk: Desk, account_id: int, entry: AccountEntry) -> Change:
    """Correct an account's names, roles or groups; the login stays, it derives the key."""
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_ACCOUNTS)
        row = work.get(Account, account_id)
        values = _checked(work, entry, row)
        if Role.COORDINATOR not in entry.roles:
            _demand_other_coordinator(work, row)
        work.touch(row, entry.version)
        for name, value in values.items():
            setattr(row, name, value)
        _set_roles(work, row, entry)
        work.journal(JournalAction.ACCOUNT, "account", row.id, f"change {_codes(entry.roles)}")
        return work.commit(Change(Subject.ACCOUNT, row.id))


def give_password(desk: Desk, account_id: int, password: str) -> Change:
    """A new password for a colleague who lost theirs, or never had one; they change it later.

    Raises `Refused` for who has left, `Invalid` for a weak password.
    """
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_ACCOUNTS)
        row = work.get(Account, account_id)
        if row.revoked_on is not None:
            raise Refused
        demand_strong(password, login=row.login)
        finish = ways_in.renew(_vault(desk), row, password)
        work.touch(row)
        work.journal(JournalAction.ACCOUNT, "account", row.id, "password")
        change = work.commit(Change(Subject.ACCOUNT, row.id))
    finish()
    return change


def change_own_password(desk: Desk, old: str, new: str) -> Change:
    """Change one's own password. Raises `WrongPassword`, or `Invalid` against `new`."""
    with desk.work() as work:
        row, vault = work.get(Account, work.actor.account_id), _vault(desk)
        login = row.login
        demand_strong(new, login=login, field="new")
        if not slots.is_own_password(vault, login=login, password=old):
            raise WrongPassword
        work.touch(row)
        work.journal(JournalAction.ACCOUNT, "account", row.id, "own_password")
        change = work.commit(Change(Subject.ACCOUNT, row.id))
    slots.replace_slot(vault, vault.slot_id, login=login, password=new)
    return change


def revoke_account(desk: Desk, account_id: int) -> Change:
    """Someone leaves: their access ends and the data key of the vault changes.

    The account stays, as author of what it wrote. First it is marked as gone; then every slot
    that is no present account's goes. When the disk fails in between, who left is no longer let
    in, and the next opening by someone who manages the accounts finishes the work
    (`entrance.enter`).
    """
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_ACCOUNTS)
        row = work.get(Account, account_id)
        if row.id == work.actor.account_id:
            raise Invalid({"account": "On ne retire pas son propre accès."})
        if row.revoked_on is None:
            _demand_other_coordinator(work, row)
            row.slot_id, row.revoked_on = None, work.today
            work.touch(row)
            forget_desk(work.session, row.id)
        work.journal(JournalAction.ACCOUNT, "account", row.id, "revoke")
        change = work.commit(Change(Subject.ACCOUNT, row.id))
        vault = _vault(desk)
        left = ways_in.nobodys(work.session, vault)
    ways_in.take_out(vault, left)
    return change


def renew_recovery_key(desk: Desk) -> RecoveryKey:
    """A new recovery sheet; the former one opens nothing any more.

    The journal says first that it was asked: after an error the former sheet still opens.
    """
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_ACCOUNTS)
        work.journal(JournalAction.ACCOUNT, "vault", None, "recovery_key")
        work.commit_reading()
    return slots.new_recovery_key(_vault(desk))


def _vault(desk: Desk) -> OpenVault:
    if desk.vault is None:
        raise LookupError("this desk was opened without key slots")
    return desk.vault


def _codes(roles: frozenset[Role]) -> str:
    return " ".join(sorted(roles))


def _demand_other_coordinator(work: Work, row: Account) -> None:
    others = select(Account.id).where(
        Account.id != row.id,
        Account.revoked_on.is_(None),
        Account.roles.any(AccountRole.role == Role.COORDINATOR),
    )
    is_coordinator = any(one.role is Role.COORDINATOR for one in row.roles)
    if is_coordinator and work.session.scalar(others.limit(1)) is None:
        raise LastCoordinator


def _set_roles(work: Work, row: Account, entry: AccountEntry) -> None:
    row.roles = [AccountRole(role=role) for role in sorted(entry.roles)]
    row.groups = [work.get(WorkingGroup, number) for number in sorted(entry.group_ids)]


def _checked(work: Work, entry: AccountEntry, row: Account | None) -> dict[str, object]:
    problems: dict[str, str] = {}
    login = normalised_login(entry.login)
    first = bounded(problems, "first_name", entry.first_name, 60)
    last = bounded(problems, "last_name", entry.last_name, 60)
    title = bounded(problems, "job_title", entry.job_title, 80)
    phone = bounded(problems, "phone", entry.phone, 20)
    if not login:
        problems["login"] = "Choisissez un identifiant."
    elif row is not None and login != row.login:
        problems["login"] = "L’identifiant ne change pas\u202f: créez un nouveau compte."
    elif row is None and work.session.scalar(select(Account.id).where(Account.login == login)):
        problems["login"] = "Cet identifiant est déjà pris."
    if first is None:
        problems["first_name"] = "Indiquez le prénom."
    if last is None:
        problems["last_name"] = "Indiquez le nom."
    if not entry.roles:
        problems["roles"] = "Choisissez au moins un rôle."
    refuse(problems)
    return {
        "login": login,
        "first_name": first,
        "last_name": last,
        "job_title": title,
        "phone": phone,
    }


def _row(one: Account, work: Work) -> AccountRow:
    return AccountRow(
        id=one.id,
        version=one.version,
        login=one.login,
        first_name=one.first_name,
        last_name=one.last_name,
        name=account_label(one),
        job_title=one.job_title,
        phone=one.phone,
        roles=tuple(link.role for link in one.roles),
        groups=tuple((group.id, group.name) for group in one.groups),
        has_access=one.slot_id is not None,
        revoked_on=one.revoked_on,
        last_opened_at=one.last_opened_at,
        is_self=one.id == work.actor.account_id,
    )
