"""The accounts' key slots: a new password, and the slots that are nobody's taken out.

A slot without a present account is what a kill left: between the end of an access and the
change of the data key, or between a new slot and its account.
"""

from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.account import Account
from app.services.vault import accounts as slots
from app.services.vault import rotation
from app.services.vault.open_vault import OpenVault


def renew(vault: OpenVault, account: Account, password: str) -> Callable[[], None]:
    """Give `account` a new way in; call the answer once its row is committed.

    A new slot must be known before the row that names it. A password is replaced last, so that
    an error that is shown means that the former one still holds.
    """
    login, known = account.login, account.slot_id
    if known is not None and known in vault.slot_ids():
        return partial(slots.replace_slot, vault, known, login=login, password=password)
    account.slot_id = slots.add_slot(vault, login=login, password=password)
    return lambda: None


def nobodys(session: Session, vault: OpenVault) -> frozenset[str]:
    """The slots that no present account has."""
    stays = select(Account.slot_id).where(Account.revoked_on.is_(None))
    return vault.slot_ids() - frozenset(session.scalars(stays))


def take_out(vault: OpenVault, slot_ids: Iterable[str]) -> None:
    """Take these slots out and change the data key; outside any transaction.

    Raises what `rotation.revoke` does.
    """
    rotation.revoke(vault, slot_ids)
