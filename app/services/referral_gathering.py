"""From the vault to the values of a fiche d'orientation, and not one more (domain § 3.7)."""

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import Labelled, Sex
from app.models.organisation import Organisation
from app.models.partner import Partner, PartnerContact
from app.models.referral import Referral
from app.models.youth import Guardian, Youth
from app.services.desk import Work
from app.services.documents.referral_sheet import ReferralSheet, SheetGuardian
from app.services.documents.whitelists import REFERRAL
from app.services.documents.wording import FreeText, stop_on_names, stop_on_telling_words
from app.services.persons import birth_of, name_of
from app.services.printable import persons_to_hide, printable, printables
from app.services.printed_columns import (
    GUARDIAN_NAME,
    YOUTH_ADDRESS,
    YOUTH_IDENTITY,
    authority_holders,
    officer_reach,
)
from app.services.rules.ages import is_adult
from app.services.rules.identifiers import format_phone
from app.services.rules.partial_dates import show_partial_date
from app.services.synthesis_words import officer

_SEX = {Sex.FEMALE: "Féminin", Sex.MALE: "Masculin"}
_TAB = "l’onglet Orientations"


def gather_referral(work: Work, referral: Referral) -> ReferralSheet:
    """The values of the sheet of `referral`, which the caller has asked the right to print.

    Raises `NameInText` when a free text names somebody else of the family, and `TellingWord`
    when a text says where the contact comes from.
    """
    head = _head(work, referral.id)
    birth = birth_of(head)
    minor = not is_adult(birth, work.today)
    sheet = ReferralSheet(
        sender=head.sender_name,
        officer=officer(head.officer_first, head.officer_last),
        sender_phone=_phone(head.officer_phone or head.office_phone),
        demonstration=head.is_demonstration,
        number=head.number,
        drawn_on=work.today,
        recipient=head.recipient,
        recipient_contact=_contact(head),
        youth=name_of(head),
        birth=show_partial_date(birth),
        sex=_SEX[head.sex] if referral.include_sex else None,
        minor=minor,
        address=_address(head.address, head.postal_code, head.city),
        phone=_phone(head.youth_phone),
        email=head.email,
        guardians=_guardians(work, head.youth_id) if minor else (),
        request=head.request.label,
        reply_by=head.reply_by,
        last_grade=_label(head.last_grade),
        last_school=head.last_school,
        diploma=_label(head.diploma),
        aims=tuple(
            filter(
                None,
                (
                    _aim(head.first_trade, head.first_trade_code),
                    _aim(head.second_trade, head.second_trade_code),
                ),
            )
        ),
        internships=head.internships,
        employer_search=_label(head.employer_search),
        mobility=_label(head.mobility),
        available_from=head.available_from,
        youth_agreed_on=head.youth_agreed_on,
        guardian_agreed_on=head.guardian_agreed_on if minor else None,
    )
    persons = persons_to_hide(work, head.youth_id, referral.case_id, subject_shown=True)
    stop_on_names(free_texts(sheet), persons, file_number=head.file_number)
    stop_on_telling_words((*free_texts(sheet), *_directory_texts(sheet)), number=sheet.number)
    return sheet


def free_texts(sheet: ReferralSheet) -> list[FreeText]:
    """Every text of the sheet that a person typed for this orientation."""
    labels = ("Premier métier ou diplôme visé", "Second métier ou diplôme visé")
    texts = [FreeText(label, _TAB, aim) for label, aim in zip(labels, sheet.aims, strict=False)]
    return [*texts, FreeText("Stages et immersions", _TAB, sheet.internships or "")]


def _directory_texts(sheet: ReferralSheet) -> list[FreeText]:
    """What comes from the directory, the settings and the identity, names of persons apart."""
    return [
        FreeText("Expéditeur", "la page Administration", sheet.sender),
        FreeText("Destinataire", "la page Partenaires", sheet.recipient),
        FreeText("À l’attention de", "la page Partenaires", sheet.recipient_contact or ""),
        FreeText("Dernier établissement", "la page Partenaires", sheet.last_school or ""),
        FreeText("Adresse", "l’onglet Identité et famille", sheet.address or ""),
        FreeText("Courriel", "l’onglet Identité et famille", sheet.email or ""),
    ]


_SCHOOL = aliased(Partner, name="last_school")
_PLAIN = printables(
    REFERRAL,
    Organisation.sender_name,
    Organisation.is_demonstration,
    *YOUTH_IDENTITY,
    *YOUTH_ADDRESS,
    Youth.sex,
    Youth.email,
    Referral.number,
    Referral.request,
    Referral.first_trade,
    Referral.first_trade_code,
    Referral.second_trade,
    Referral.second_trade_code,
    Referral.last_grade,
    Referral.diploma,
    Referral.internships,
    Referral.employer_search,
    Referral.mobility,
    Referral.available_from,
    Referral.youth_agreed_on,
    Referral.guardian_agreed_on,
    Referral.reply_by,
)
_HEAD = (
    select(
        *_PLAIN,
        CaseFile.youth_id,
        CaseFile.file_number,  # in the sentence that stops a print, not on the sheet
        printable(REFERRAL, Youth.phone).label("youth_phone"),
        *officer_reach(REFERRAL),
        printable(REFERRAL, Partner.name).label("recipient"),
        printable(REFERRAL, PartnerContact.first_name).label("contact_first"),
        printable(REFERRAL, PartnerContact.last_name).label("contact_last"),
        printable(REFERRAL, PartnerContact.job_title).label("contact_title"),
        printable(REFERRAL, _SCHOOL.name).label("last_school"),
    )
    .select_from(Referral)
    .join(CaseFile, CaseFile.id == Referral.case_id)
    .join(Youth, Youth.id == CaseFile.youth_id)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .join(Partner, Partner.id == Referral.partner_id)
    .outerjoin(PartnerContact, PartnerContact.id == Referral.contact_id)
    .outerjoin(_SCHOOL, _SCHOOL.id == Referral.last_school_id)
    .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
    .where(Referral.id == bindparam("referral_id"))
)


def _head(work: Work, referral_id: int) -> Row:  # type: ignore[type-arg] # named columns, read by name
    return work.session.execute(_HEAD, {"referral_id": referral_id}).one()


_GUARDIANS = authority_holders(REFERRAL, *GUARDIAN_NAME, Guardian.phone).limit(2)


def _guardians(work: Work, youth_id: int) -> tuple[SheetGuardian, ...]:
    return tuple(
        SheetGuardian(name_of(row), _phone(row.phone))
        for row in work.session.execute(_GUARDIANS, {"youth_id": youth_id})
    )


def _contact(head: Row) -> str | None:  # type: ignore[type-arg] # as _head
    if not head.contact_last:
        return None
    name = " ".join(filter(None, (head.contact_first, head.contact_last)))
    return f"{name}, {head.contact_title}" if head.contact_title else name


def _address(street: str | None, postal_code: str | None, city: str | None) -> str | None:
    town = " ".join(filter(None, (postal_code, city)))
    return ", ".join(filter(None, (street, town))) or None


def _aim(trade: str | None, code: str | None) -> str | None:
    return f"{trade} ({code})" if trade and code else trade


def _phone(stored: str | None) -> str | None:
    return format_phone(stored) if stored else None


def _label(one: Labelled | None) -> str | None:
    return one.label if one else None
