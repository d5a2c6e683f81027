"""What may be printed, audience by audience: table.column → the fields of the sheet it feeds.

The gathering asks the database for these columns and no other, through `Audience.column`: a
new field of a table prints nowhere until it is listed here. Columns that only choose rows
(numbers, scopes, order) are not printed and are not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


class NotPrintableError(LookupError):
    """A column that is not listed for this audience was asked for: a bug, stopped here."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a sheet, and all that it may be made of."""

    code: str
    columns: Mapping[str, tuple[str, ...]]

    def demand(self, table: str, column: str) -> None:
        """Raise `NotPrintableError` unless `table.column` is listed for this audience."""
        if f"{table}.{column}" not in self.columns:
            raise NotPrintableError(f"{self.code}: {table}.{column}")

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the sheet that this whitelist feeds."""
        return frozenset(one for fields in self.columns.values() for one in fields)


def _audience(code: str, columns: Mapping[str, str]) -> Audience:
    return Audience(
        code, MappingProxyType({key: tuple(value.split()) for key, value in columns.items()})
    )


#: The fiche de synthèse for a groupe territorial or thématique (domain § 5, « holds »). It names
#: no school, no pilot, no author of an observation, no reporter.
SYNTHESIS: Final = _audience(
    "synthesis",
    {
        "organisation.town_name": "town",
        "organisation.cell_name": "cell",
        "organisation.is_demonstration": "demonstration",
        "case_file.file_number": "file_number",
        "case_file.opened_on": "opened_on",
        "case_file.origin_type": "origin",
        "case_file.notice_sent_on": "informed_on",
        "case_file.agreement_status": "agreement",
        "case_file.group_question": "group_question",
        "case_file.proposed_decision": "proposed_decision",
        "youth.last_name": "identity",
        "youth.usage_name": "identity",
        "youth.first_name": "identity",
        "youth.birth_earliest": "identity age",
        "youth.birth_latest": "identity age",
        "neighbourhood.name": "neighbourhood",
        "working_group.name": "group",
        "schooling.situation": "situation",
        "schooling.grade": "grade",
        "account.first_name": "lead_officer",
        "account.last_name": "lead_officer",
        "intake_report_reason.reason": "reasons",
        "planned_action.title": "actions",
        "planned_action.start_on": "actions",
        "planned_action.due_on": "actions",
        "planned_action.ended_on": "actions",
        "planned_action.status": "actions",
        "planned_action.result": "actions",
        "observation.observed_on": "observations",
        "observation.kind": "observations",
        "observation.text": "observations",
        "partner.name": "referrals",
        "referral.request": "referrals",
        "referral.first_trade": "referrals",
        "referral.status": "referrals",
        "referral.interview_at": "referrals",
    },
)

#: The fiche de synthèse familiale: of the family's own dossier alone. No column of a young person,
#: of a representative or of another dossier is in it.
FAMILY: Final = _audience(
    "family",
    {
        "household.name": "family",
        **{
            key: " ".join(value)
            for key, value in SYNTHESIS.columns.items()
            if key.partition(".")[0]
            in {
                "organisation", "case_file", "working_group", "account", "intake_report_reason",
                "planned_action", "observation",
            }
        },
    },
)  # fmt: skip

#: The drawing of a family: who represents whom, where each lives (rendered from the same layout
#: as the screen). Names by the level of identity.
FAMILY_TREE: Final = _audience(
    "family_tree",
    {
        "organisation.town_name": "town",
        "organisation.cell_name": "cell",
        "organisation.is_demonstration": "demonstration",
        "household.name": "title homes",
        "household_membership.sharing": "homes",
        "household_adult.link": "people",
        "youth.last_name": "people",
        "youth.usage_name": "people",
        "youth.first_name": "people",
        "youth.birth_earliest": "people",
        "youth.birth_latest": "people",
        "case_file.file_number": "people",
        "guardian.last_name": "people",
        "guardian.usage_name": "people",
        "guardian.first_name": "people",
        "guardianship.relationship_kind": "people",
        "guardianship.parental_authority": "people",
    },
)

#: The fiche d'orientation to a CFA or a Chambre de métiers (domain § 3.7, « sent »).
REFERRAL: Final = _audience(
    "referral",
    {
        "organisation.sender_name": "sender",
        "organisation.phone": "sender_phone",
        "organisation.is_demonstration": "demonstration",
        "account.first_name": "officer",
        "account.last_name": "officer",
        "account.phone": "sender_phone",
        "referral.number": "number",
        "partner.name": "recipient last_school",
        "partner_contact.first_name": "recipient_contact",
        "partner_contact.last_name": "recipient_contact",
        "partner_contact.job_title": "recipient_contact",
        "youth.last_name": "youth",
        "youth.usage_name": "youth",
        "youth.first_name": "youth",
        "youth.birth_earliest": "birth",
        "youth.birth_latest": "birth",
        "youth.sex": "sex",
        "youth.address": "address",
        "youth.postal_code": "address",
        "youth.city": "address",
        "youth.phone": "phone",
        "youth.email": "email",
        "guardian.last_name": "guardians",
        "guardian.usage_name": "guardians",
        "guardian.first_name": "guardians",
        "guardian.phone": "guardians",
        "referral.request": "request",
        "referral.first_trade": "aims",
        "referral.first_trade_code": "aims",
        "referral.second_trade": "aims",
        "referral.second_trade_code": "aims",
        "referral.last_grade": "last_grade",
        "referral.diploma": "diploma",
        "referral.internships": "internships",
        "referral.employer_search": "employer_search",
        "referral.mobility": "mobility",
        "referral.available_from": "available_from",
        "referral.youth_agreed_on": "youth_agreed_on",
        "referral.guardian_agreed_on": "guardian_agreed_on",
        "referral.reply_by": "reply_by",
    },
)

#: The PV of elimination, kept without limit: numbers, and who signs (domain § 2.8). What it is
#: made from holds nothing else: the dossier is gone.
ELIMINATION: Final = _audience(
    "elimination",
    {
        "organisation.town_name": "town",
        "organisation.cell_name": "cell",
        "organisation.is_demonstration": "demonstration",
        "account.first_name": "signed_by",
        "account.last_name": "signed_by",
        "elimination.number": "number",
        "elimination.reason": "reason",
        "elimination.at": "at",
        "elimination.object_type": "counts",
        "elimination.rows": "total",
    },
)

#: The author's feedback slip: dates, the course taken, initials. No motive, no place, no dossier.
FEEDBACK: Final = _audience(
    "feedback",
    {
        "organisation.sender_name": "sender",
        "organisation.phone": "sender_phone",
        "organisation.is_demonstration": "demonstration",
        "intake_report.number": "number",
        "intake_report.subject": "who",
        "intake_report.last_name": "who",
        "intake_report.usage_name": "who",
        "intake_report.first_name": "who",
        "intake_report.origin_type": "recipient",
        "intake_report.author_reference": "author_reference",
        "intake_report.received_on": "received_on",
        "intake_report.decision_on": "decided_on",
        "intake_report.status": "outcome sentence",
        "partner.name": "recipient",
        "partner_contact.first_name": "recipient",
        "partner_contact.last_name": "recipient",
    },
)

#: The letters that inform the persons themselves (RGPD art. 14): no motive, no author, no
#: observation; of the origin, its kind of body where that may be said.
NOTICE: Final = _audience(
    "notice",
    {
        "organisation.town_name": "pieces signed_by",
        "organisation.cell_name": "pieces",
        "organisation.sender_name": "sender",
        "organisation.address": "sender_lines",
        "organisation.phone": "sender_lines reply_to",
        "organisation.email": "sender_lines",
        "organisation.dpo_contact": "pieces",
        "organisation.notice_purpose": "pieces",
        "organisation.notice_recipients": "pieces",
        "organisation.is_demonstration": "demonstration",
        "account.first_name": "reply_to",
        "account.last_name": "reply_to",
        "account.phone": "reply_to",
        "case_file.file_number": "reference",
        "case_file.opened_on": "pieces",
        "case_file.origin_type": "pieces",
        "youth.last_name": "to pieces",
        "youth.usage_name": "to pieces",
        "youth.first_name": "to pieces",
        "youth.birth_earliest": "pieces",
        "youth.birth_latest": "pieces",
        "youth.address": "to",
        "youth.postal_code": "to",
        "youth.city": "to",
        "guardian.last_name": "to",
        "guardian.usage_name": "to",
        "guardian.first_name": "to",
        "guardian.address": "to",
        "guardian.postal_code": "to",
        "guardian.city": "to",
    },
)

#: The same for a family's own dossier: of a young person, the address of the home alone.
FAMILY_NOTICE: Final = _audience(
    "family_notice",
    {
        "household.name": "to pieces",
        **{
            key: " ".join(value)
            for key, value in NOTICE.columns.items()
            if key.partition(".")[0] != "youth" or value == ("to",)
        },
    },
)

#: The blank fiche for partners: the town, and how to reach it. It tells of nobody.
BLANK: Final = _audience(
    "blank",
    {
        "organisation.sender_name": "sender",
        "organisation.address": "sender_lines",
        "organisation.phone": "sender_lines",
        "organisation.email": "sender_lines",
        "organisation.dpo_contact": "rights",
        "organisation.is_demonstration": "demonstration",
    },
)

#: Those whose sheets tell of a person.
AUDIENCES: Final = (SYNTHESIS, REFERRAL)
