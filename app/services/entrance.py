"""Coming in and going out: founding the town's vault, opening it, leaving it.

Here an open vault meets the account that the key slot belongs to, and becomes a `Desk`.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.clock import Clock, SystemClock
from app.errors import Invalid, Refused, UserFacingError
from app.models.account import Account, AccountRole
from app.models.enums import JournalAction, Role
from app.models.organisation import Organisation
from app.services import journal, upgrading, ways_in
from app.services.attendance_term import erase_attendance
from app.services.changes import Change, Subject
from app.services.desk import Actor, Desk
from app.services.failures import explained
from app.services.labels import account_label
from app.services.leaving import erase_begun
from app.services.rules.passwords import assess
from app.services.rules.rights import UseCase
from app.services.text import bounded
from app.services.trash_erase import erase_expired
from app.services.vault import accounts as slots
from app.services.vault import creation, opening
from app.services.vault.kdf import KdfCost, normalised_login
from app.services.vault.open_vault import OpenVault
from app.services.vault.recovery import RecoveryKey

TERMS = upgrading.terms()


class NoAccount(UserFacingError):
    """The key slot belongs to no active account: someone left."""

    def __init__(self) -> None:
        super().__init__(
            "Ce compte n’ouvre plus ce coffre.",
            remedy="Voyez le coordonnateur ou l’administrateur technique.",
            code="no_account",
        )


@dataclass(frozen=True, slots=True)
class Founding:
    """What the wizard asks to create a vault: the town, the cell, its coordonnateur."""

    town_name: str
    cell_name: str
    first_name: str
    last_name: str
    login: str
    password: str
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Founded:
    """A new vault, entered by its coordonnateur, and the recovery key shown once."""

    desk: Desk
    recovery: RecoveryKey


def found(
    folder: Path,
    entry: Founding,
    *,
    clock: Clock | None = None,
    terms: opening.Terms = TERMS,
    cost: KdfCost | None = None,
) -> Founded:
    """Create the vault in `folder`, its settings and its first account.

    Raises `Invalid` (per field) before anything is written, then what `creation.create` says.
    """
    time = clock or SystemClock()
    checked = _checked(entry)
    created = creation.create(
        folder, login=checked.login, password=checked.password, terms=terms, cost=cost
    )
    try:
        desk = first_desk(created.vault.engine, checked, time, created.vault)
        return Founded(desk, created.recovery)
    except BaseException:
        created.vault.close()
        raise


def first_desk(
    engine: Engine, entry: Founding, clock: Clock, vault: OpenVault | None = None
) -> Desk:
    """Write a town's settings and its coordonnateur into empty tables, and sit at their desk.

    Without a `vault`, nobody can come back to it: a fictional town in memory.
    """
    slot_id = vault.slot_id if vault else None
    with explained(), Session(engine, expire_on_commit=False) as session:
        account = _first_rows(session, entry, slot_id, clock.now())
        session.commit()
        return Desk(engine, _actor(account), clock, vault)


def enter(
    folder: Path,
    *,
    login: str,
    password: str,
    clock: Clock | None = None,
    terms: opening.Terms = TERMS,
) -> Desk:
    """Open the vault and sit at the desk of the account whose slot it is.

    A departure that was interrupted is finished when this account manages the others; it takes
    about a second for 100 MB.

    Raises what `opening.unlock` does, and `NoAccount` for someone who has left.
    """
    time = clock or SystemClock()
    vault = opening.unlock(folder, login=login, password=password, terms=terms)
    try:
        return _arrive(vault, time)
    except BaseException:
        vault.close()
        raise


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account that may be given a new password after a recovery."""

    id: int
    login: str
    name: str


def recoverable_accounts(vault: OpenVault) -> tuple[AccountChoice, ...]:
    """The active accounts, to choose which one gets a new password."""
    with explained(), Session(vault.engine) as session:
        rows = session.scalars(
            select(Account).where(Account.revoked_on.is_(None)).order_by(Account.last_name)
        )
        return tuple(AccountChoice(one.id, one.login, account_label(one)) for one in rows)


def recover(
    vault: OpenVault, account_id: int, password: str, *, clock: Clock | None = None
) -> None:
    """Give an account a new password, the vault being open by its recovery key.

    The journal says so, with the account's number. Raises `Invalid` for a weak password,
    `Refused` for who has left or when the vault was opened with a password.
    """
    time = clock or SystemClock()
    if not vault.by_recovery:
        raise Refused
    with explained(), Session(vault.engine, expire_on_commit=False) as session:
        account = session.get(Account, account_id)
        if account is None or account.revoked_on is not None:
            raise Refused
        demand_strong(password, login=account.login)
        finish = ways_in.renew(vault, account, password)
        line = journal.Line(time.now(), None, JournalAction.RECOVERY, "account", account.id, "")
        journal.append(session, [line])
        session.commit()
    finish()


def note(desk: Desk, action: JournalAction) -> None:
    """Record a lock, an unlock or a departure in the journal."""
    with desk.work() as work:
        work.journal(action, "vault")
        work.commit(Change(Subject.ACCOUNT, work.actor.account_id))


def erase_past_term(engine: Engine, clock: Clock) -> None:
    """Erase what is past its term, before anything is read: corbeille, attendance, drafts."""
    with explained(), Session(engine, autoflush=False) as session, session.begin():
        erase_expired(session, now=clock.now(), today=clock.today())
        erase_attendance(session, now=clock.now(), today=clock.today())
        erase_begun(session, now=clock.now())


def is_own_password(desk: Desk, password: str) -> bool:
    """Whether `password` is that of the account at this desk; one derivation, nothing written."""
    if desk.vault is None:
        return False
    with desk.read() as work:
        login = work.get(Account, work.actor.account_id).login
    return slots.is_own_password(desk.vault, login=login, password=password)


def demand_strong(password: str, *, login: str, town: str = "", field: str = "password") -> None:
    """Raise `Invalid` against `field` unless the password meets the CNIL's 80-bit case."""
    advice = assess(password, login=login, town=town)
    if not advice.accepted:
        raise Invalid({field: " ".join(advice.missing)})


def _arrive(vault: OpenVault, time: Clock) -> Desk:
    with explained(), Session(vault.engine, expire_on_commit=False) as session:
        account = session.scalar(
            select(Account).where(Account.slot_id == vault.slot_id, Account.revoked_on.is_(None))
        )
        if account is None:
            raise NoAccount
        account.last_opened_at = time.now()
        line = journal.Line(time.now(), account.id, JournalAction.LOGIN, "vault", None, "")
        journal.append(session, [line])
        desk = Desk(vault.engine, _actor(account), time, vault)
        left = _left(session, desk, vault)
        session.commit()
    with suppress(UserFacingError):  # no room to finish now: it opens all the same
        erase_past_term(desk.engine, time)
        if left:
            ways_in.take_out(vault, left)
    return desk


def _left(session: Session, desk: Desk, vault: OpenVault) -> frozenset[str]:
    """The slots that an interrupted departure left, when it is for this actor to finish it."""
    if not desk.actor.may(UseCase.MANAGE_ACCOUNTS):
        return frozenset()
    left = ways_in.nobodys(session, vault)
    if left:
        now, number = desk.clock.now(), desk.actor.account_id
        line = journal.Line(now, number, JournalAction.ACCOUNT, "vault", None, "finish_revoke")
        journal.append(session, [line])
    return left


def _actor(account: Account) -> Actor:
    return Actor(
        account_id=account.id,
        name=account_label(account),
        roles=frozenset(one.role for one in account.roles),
        group_ids=frozenset(one.id for one in account.groups),
    )


def _checked(entry: Founding) -> Founding:
    problems: dict[str, str] = {}
    wanted = (
        ("town_name", entry.town_name, 80, "Indiquez le nom de la ville."),
        ("cell_name", entry.cell_name, 120, "Indiquez le nom de la cellule."),
        ("first_name", entry.first_name, 60, "Indiquez votre prénom."),
        ("last_name", entry.last_name, 60, "Indiquez votre nom."),
        ("login", entry.login, 40, "Choisissez un identifiant."),
    )
    kept: dict[str, str] = {}
    for name, text, limit, missing in wanted:
        value = bounded(problems, name, text, limit)
        if value is None:
            problems[name] = missing
        kept[name] = value or ""
    advice = assess(entry.password, login=entry.login, town=entry.town_name)
    if not advice.accepted:
        problems["password"] = " ".join(advice.missing)
    if problems:
        raise Invalid(problems)
    return Founding(
        town_name=kept["town_name"],
        cell_name=kept["cell_name"],
        first_name=kept["first_name"],
        last_name=kept["last_name"],
        login=normalised_login(kept["login"]),
        password=entry.password,
        is_demonstration=entry.is_demonstration,
    )


def _first_rows(session: Session, entry: Founding, slot_id: str | None, now: datetime) -> Account:
    stamp = {"created_at": now.astimezone(UTC), "updated_at": now.astimezone(UTC)}
    account = Account(
        login=entry.login,
        first_name=entry.first_name,
        last_name=entry.last_name,
        slot_id=slot_id,
        roles=[AccountRole(role=Role.COORDINATOR)],
        last_opened_at=now,
        **stamp,
    )
    organisation = Organisation(
        town_name=entry.town_name,
        cell_name=entry.cell_name,
        sender_name=f"Ville de {entry.town_name} – Veille éducative",
        is_demonstration=entry.is_demonstration,
        **stamp,
    )
    session.add_all((account, organisation))
    session.flush()
    line = journal.Line(now, account.id, JournalAction.LOGIN, "vault", None, "created")
    journal.append(session, [line])
    return account
