"""How people of the office and of the partners are named on screen and on paper."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row

from app.models.account import Account
from app.models.partner import Partner, PartnerContact
from app.services.rules.names import given_name


def account_label(account: Account | None) -> str:
    """« C. Delmas »; empty for nobody."""
    if account is None:
        return ""
    return f"{account.first_name[:1]}. {given_name(account.last_name)}"


def contact_label(contact: PartnerContact | None) -> str:
    """« Mme Aubry, CPE » as the directory holds it: first name, name, function."""
    return person_of_body(contact) if contact is not None else ""


def person_of_body(one: PartnerContact | Row[*tuple[Any, ...]] | SimpleNamespace) -> str:
    """The same from what a question brought of it; empty for nobody."""
    name = " ".join(part for part in (one.first_name, one.last_name) if part)
    return ", ".join(part for part in (name, one.job_title) if part)


def body_words(name: str, *, active: bool) -> str:
    """How a body or a group is called in a list of choices that has those gone too."""
    return name if active else f"{name} (inactif)"


def partner_label(partner: Partner | None, contact: PartnerContact | None = None) -> str:
    """« Lycée Paul-Langevin — Mme Aubry, CPE »; empty for nobody."""
    return from_body(partner.name if partner is not None else None, contact_label(contact))


def from_body(name: str | None, person: str) -> str:
    """The same from the name of the body and its person."""
    return " — ".join(part for part in (name, person) if part)
