"""How people of the office and of the partners are named on screen and on paper."""

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
    if contact is None:
        return ""
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    return f"{name}, {contact.job_title}" if contact.job_title else name


def partner_label(partner: Partner | None, contact: PartnerContact | None = None) -> str:
    """« Lycée Paul-Langevin — Mme Aubry, CPE »; empty for nobody."""
    if partner is None:
        return contact_label(contact)
    return f"{partner.name} — {contact_label(contact)}" if contact else partner.name
