"""Between the answers of the form and the partner that the services know."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.services.choices import PartnerType, SecrecyStatus, member
from app.services.partners import ContactEntry, PartnerEntry

Values = Mapping[str, object]


def to_entry(
    values: Values,
    persons: Sequence[Values],
    numbers: Sequence[int | None],
    *,
    version: int | None,
) -> PartnerEntry:
    """What is saved; `numbers` says which stored person each answer is, None for a new one."""
    groups = values.get("groups")
    return PartnerEntry(
        name=_text(values["name"]),
        partner_type=member(PartnerType, values["partner_type"]),
        siret=_text(values["siret"]),
        uai=_text(values["uai"]),
        address=_text(values["address"]),
        postal_code=_text(values["postal_code"]),
        city=_text(values["city"]),
        phone=_text(values["phone"]),
        email=_text(values["email"]),
        active=values["active"] is not False,
        group_ids=frozenset(int(one) for one in groups)
        if isinstance(groups, tuple)
        else frozenset(),
        contacts=tuple(_contact(one, number) for one, number in zip(persons, numbers, strict=True)),
        version=version,
    )


def to_values(entry: PartnerEntry) -> dict[str, object]:
    """What the form shows of a partner."""
    return {
        "name": entry.name,
        "partner_type": entry.partner_type,
        "siret": entry.siret,
        "uai": entry.uai,
        "address": entry.address,
        "postal_code": entry.postal_code,
        "city": entry.city,
        "phone": entry.phone,
        "email": entry.email,
        "active": entry.active,
        "groups": tuple(str(one) for one in sorted(entry.group_ids)),
    }


def contact_values(entry: ContactEntry) -> dict[str, object]:
    """What the form shows of a person."""
    return {
        "last_name": entry.last_name,
        "first_name": entry.first_name,
        "job_title": entry.job_title,
        "phone": entry.phone,
        "email": entry.email,
        "active": entry.active,
        "charter_signed_on": entry.charter_signed_on,
        "charter_version": entry.charter_version,
        "secrecy_status": entry.secrecy_status,
    }


def _contact(values: Values, number: int | None) -> ContactEntry:
    signed = values["charter_signed_on"]
    return ContactEntry(
        id=number,
        last_name=_text(values["last_name"]),
        first_name=_text(values["first_name"]),
        job_title=_text(values["job_title"]),
        phone=_text(values["phone"]),
        email=_text(values["email"]),
        active=values["active"] is not False,
        charter_signed_on=signed if isinstance(signed, date) else None,
        charter_version=_text(values["charter_version"]),
        secrecy_status=member(SecrecyStatus, values["secrecy_status"]) or SecrecyStatus.UNKNOWN,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
