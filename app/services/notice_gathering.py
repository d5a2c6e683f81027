"""From the vault to the values of the letters of information, and not one more (domain § 2.5)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import Label, Row, bindparam, select
from sqlalchemy.orm import QueryableAttribute

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import NoticeTo
from app.models.organisation import Organisation
from app.models.youth import Youth
from app.services.desk import Work
from app.services.documents.letter_template import default, letter
from app.services.documents.notice_letter import NoticeLetter
from app.services.documents.whitelists import NOTICE, Audience
from app.services.persons import birth_of, name_of
from app.services.printable import printable, printables
from app.services.printed_columns import (
    GUARDIAN_ADDRESS,
    GUARDIAN_NAME,
    YOUTH_ADDRESS,
    YOUTH_IDENTITY,
    authority_holders,
    officer_reach,
)
from app.services.rules.ages import ages_on, is_adult
from app.services.rules.folding import fold
from app.services.rules.french import long_date
from app.services.rules.identifiers import format_phone
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.services.synthesis_words import officer

_Read: TypeAlias = Row  # named columns, read by name

READS_FROM: Final = 12  # years from which a minor gets a letter of their own (domain § 2.5)
_GROUPINGS: Final = ("communaute", "metropole", "agglomeration", "syndicat", "ville", "commune")


def readers(youth: Youth, today: date) -> NoticeTo:
    """Whom the law wants informed. In doubt about the age, the protection of a minor stays."""
    return _readers(birth_of(youth), today)


def gather_notices(work: Work, case_id: int, source: str) -> tuple[NoticeLetter, ...]:
    """The letters of a dossier, which the caller has asked the right to print.

    `source`: from what kind of body the information came, as it may be said.
    """
    head = work.session.execute(_HEAD, {"case_id": case_id}).one()
    birth = birth_of(head)
    values = _values(head, birth, source)
    whom = _readers(birth, work.today)
    found: list[tuple[str, tuple[str, ...]]] = []
    if whom is not NoticeTo.YOUTH:
        found.extend(("guardians", lines) for lines in _guardians(work, head))
    if whom is not NoticeTo.GUARDIANS:
        name = "adult" if whom is NoticeTo.YOUTH else "minor"
        found.append((name, _addressed(name_of(head), head)))
    return tuple(letter_to(lines, name, values, head, work.today) for name, lines in found)


def letter_to(
    lines: tuple[str, ...], name: str, values: Mapping[str, str], head: _Read, today: date
) -> NoticeLetter:
    """The letter of that name, filled in, to that address. `head`: as `of_the_office` reads it."""
    return NoticeLetter(
        sender=head.sender_name,
        sender_lines=_sender(head),
        reply_to=_reply_to(head),
        demonstration=head.is_demonstration,
        reference=head.file_number,
        drawn_on=today,
        to=lines,
        pieces=letter(name, values),
        signed_by=f"Pour {values['controller']}",
    )


def _readers(birth: PartialDate, today: date) -> NoticeTo:
    if is_adult(birth, today):
        return NoticeTo.YOUTH
    old_enough = ages_on(birth, today).youngest >= READS_FROM
    return NoticeTo.BOTH if old_enough else NoticeTo.GUARDIANS


def _values(head: _Read, birth: PartialDate, source: str) -> dict[str, str]:
    return values_of_the_office(head, source) | {
        "youth": name_of(head),
        "born": f"né(e) le {show_partial_date(birth)}" if birth.is_exact
        else f"né(e) en {birth.earliest.year}",
    }  # fmt: skip


def values_of_the_office(head: _Read, source: str) -> dict[str, str]:
    """What every letter says of who keeps the dossier. `head`: as `of_the_office` reads it."""
    the_town = _the_town(head.town_name)
    return {
        "controller": the_town,
        "Controller": the_town[:1].upper() + the_town[1:],
        "head": "son maire" if the_town.startswith(("la commune", "la ville")) else "son président",
        "cell": head.cell_name,
        "dpo": head.dpo_contact or "à la même adresse",
        "opened_on": long_date(head.opened_on, weekday=False),
        "source": source,
        "purpose": _worded(head.notice_purpose, "purpose"),
        "recipients": _worded(head.notice_recipients, "recipients"),
    }


def _worded(own: str | None, name: str) -> str:
    """The town's words, inside a sentence that ends by itself."""
    return (own or default(name)).strip().rstrip(".\u202f ")


def _the_town(name: str) -> str:
    """« la commune de Valmont », « la commune d’Évry », « la communauté urbaine… »."""
    plain = fold(name)
    if plain.startswith(_GROUPINGS):
        return f"la {name[:1].lower()}{name[1:]}"
    if plain.startswith("le "):
        return f"la commune du {name[3:]}"
    if plain.startswith("les "):
        return f"la commune des {name[4:]}"
    return f"la commune d’{name}" if plain[:1] in "aeiouy" else f"la commune de {name}"


def _sender(head: _Read) -> tuple[str, ...]:
    phone = format_phone(head.office_phone) if head.office_phone else None
    reach = " – ".join(filter(None, (phone, head.office_email)))
    return tuple(line for line in (head.office_address, reach) if line)


def _reply_to(head: _Read) -> str | None:
    name = officer(head.officer_first, head.officer_last)
    phone = head.officer_phone or head.office_phone
    return ", ".join(filter(None, (name, format_phone(phone) if phone else None))) or None


def _guardians(work: Work, head: _Read) -> Sequence[tuple[str, ...]]:
    """Each representative's address; of one who lives with the young person, theirs."""
    rows = work.session.execute(_GUARDIANS, {"youth_id": head.youth_id}).all()
    found = [
        _addressed(
            name_of(one),
            one if one.address or one.city else head,
        )
        for one in rows
    ]
    return found or [_addressed(f"Aux représentants légaux de {name_of(head)}", head)]


def _addressed(name: str, home: _Read) -> tuple[str, ...]:
    return address_of(name, home.address, home.postal_code, home.city)


def address_of(
    name: str, address: str | None, postal_code: str | None, city: str | None
) -> tuple[str, ...]:
    """The lines of an address."""
    town = " ".join(filter(None, (postal_code, city)))
    return tuple(line for line in (name, address, town) if line)


def of_the_office(audience: Audience) -> tuple[QueryableAttribute[Any] | Label[Any], ...]:
    """What a letter says of the commune, of who follows and of the dossier, as columns."""
    return (
        *printables(
            audience,
            Organisation.town_name,
            Organisation.cell_name,
            Organisation.sender_name,
            Organisation.dpo_contact,
            Organisation.notice_purpose,
            Organisation.notice_recipients,
            Organisation.is_demonstration,
            CaseFile.file_number,
            CaseFile.opened_on,
        ),
        printable(audience, Organisation.address).label("office_address"),
        printable(audience, Organisation.email).label("office_email"),
        *officer_reach(audience),
    )


_HEAD = (
    select(
        *of_the_office(NOTICE),
        *printables(NOTICE, *YOUTH_IDENTITY, *YOUTH_ADDRESS),
        CaseFile.youth_id,
    )
    .select_from(CaseFile)
    .join(Youth, Youth.id == CaseFile.youth_id)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
    .where(CaseFile.id == bindparam("case_id"))
)
_GUARDIANS = authority_holders(NOTICE, *GUARDIAN_NAME, *GUARDIAN_ADDRESS)
