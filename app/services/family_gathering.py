"""From the vault to the values of a fiche de synthèse familiale, and not one more (domain § 5)."""

from sqlalchemy import BindParameter, bindparam, select

from app.errors import Refused
from app.models.account import Account
from app.models.case import CaseFile
from app.models.organisation import Organisation, WorkingGroup
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.desk import Work
from app.services.documents.family_sheet import FamilySheet
from app.services.documents.synthesis_sheet import IdentityLevel
from app.services.documents.whitelists import FAMILY
from app.services.documents.wording import FreeText, Persons, stop_on_names
from app.services.printable import label_words, printable
from app.services.rules.french import NBSP, short_date
from app.services.synthesis_gathering import (
    shared_actions,
    shared_observations,
    shared_reasons,
)
from app.services.synthesis_words import officer, origin_label

_CASE: BindParameter[int] = bindparam("case_id")
_HOME: BindParameter[int] = bindparam("household_id")
_REMEDY = "Ce qui concerne un seul enfant s’écrit dans le dossier de cet enfant."


def gather_family(work: Work, case: CaseFile, level: IdentityLevel) -> FamilySheet:
    """The values of the sheet of a family's dossier, which the caller may print.

    Raises `Refused` for a young person's, `NameInText` when a free text names a child of the
    family (or anybody of it, where the level shows no name).
    """
    if case.household_id is None:
        raise Refused
    head = work.session.execute(_HEAD, {"case_id": case.id}).one()
    actions, more = shared_actions(work, case.id)
    sheet = FamilySheet(
        town=head.town_name,
        cell=head.cell_name,
        demonstration=head.is_demonstration,
        file_number=head.file_number,
        family=family_label(head.name, level),
        group=head.working_group,
        opened_on=head.opened_on,
        origin=origin_label(head.origin_type),
        # absences are one child's, in the file of attendance of that child (domain § 2.4)
        reasons=shared_reasons(work, case.id, absences=False),
        lead_officer=officer(head.officer_first, head.officer_last),
        informed_on=head.notice_sent_on,
        agreement=head.agreement_status.label,
        actions=actions,
        more_actions=more,
        observations=shared_observations(work, case.id),
        group_question=head.group_question,
        proposed_decision=head.proposed_decision,
    )
    persons = _persons(work, case.household_id, head.name, level)
    stop_on_names(_free_texts(sheet), persons, file_number=sheet.file_number, remedy=_REMEDY)
    return sheet


def family_label(name: str, level: IdentityLevel) -> str:
    """« Famille Martel », « Famille M. », or nothing."""
    if level is IdentityLevel.NAME:
        return name
    if level is IdentityLevel.CODE:
        return ""
    letters = [f"{one[0].upper()}." for one in label_words(name)]
    return NBSP.join(("Famille", *letters))


def _persons(work: Work, household_id: int, name: str, level: IdentityLevel) -> Persons:
    """Whom the texts must not name: at every level each child; the family where it is not shown."""
    who = {"household_id": household_id}
    children = [row for row in work.session.execute(_CHILDREN, who) if any(row)]
    adults = [row for row in work.session.execute(_ADULTS, who) if any(row)]
    given = [str(row.first_name) for row in children if row.first_name]
    given += [str(row.known_as) for row in children if row.known_as]
    families = [str(one) for row in (*children, *adults) for one in row[:2] if one]
    families += label_words(name)
    grown = [str(row.first_name) for row in adults if row.first_name]
    if level is IdentityLevel.NAME:
        return Persons(hidden=tuple(dict.fromkeys(given)), shown=(*families, *grown))
    return Persons(hidden=tuple(dict.fromkeys((*given, *families, *grown))))


def _free_texts(sheet: FamilySheet) -> list[FreeText]:
    texts = [
        FreeText("Question posée au groupe", "l’onglet Synthèse", sheet.group_question or ""),
        FreeText("Décision proposée", "l’onglet Synthèse", sheet.proposed_decision or ""),
    ]
    texts += [
        FreeText(f"Action\u202f: {one.when}", "l’onglet Plan d’actions", one.title)
        for one in sheet.actions
    ]
    texts += [
        FreeText(f"Observation du {short_date(one.observed_on)}", "l’onglet Observations", one.text)
        for one in sheet.observations
    ]
    return texts


_HEAD = (
    select(
        *(
            printable(FAMILY, column)
            for column in (
                Organisation.town_name,
                Organisation.cell_name,
                Organisation.is_demonstration,
                CaseFile.file_number,
                CaseFile.opened_on,
                CaseFile.origin_type,
                CaseFile.notice_sent_on,
                CaseFile.agreement_status,
                CaseFile.group_question,
                CaseFile.proposed_decision,
                Household.name,
            )
        ),
        printable(FAMILY, WorkingGroup.name).label("working_group"),
        printable(FAMILY, Account.first_name).label("officer_first"),
        printable(FAMILY, Account.last_name).label("officer_last"),
    )
    .select_from(CaseFile)
    .join(Household, Household.id == CaseFile.household_id)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .outerjoin(WorkingGroup, WorkingGroup.id == CaseFile.group_id)
    .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
    .where(CaseFile.id == _CASE)
)
_MEMBERS = select(HouseholdMembership.youth_id).where(HouseholdMembership.household_id == _HOME)
_CHILDREN = select(Youth.last_name, Youth.usage_name, Youth.first_name, Youth.known_as).where(
    Youth.id.in_(_MEMBERS)
)
_ADULTS = (
    select(Guardian.last_name, Guardian.usage_name, Guardian.first_name)
    .join(Guardianship, Guardianship.guardian_id == Guardian.id)
    .where(Guardianship.youth_id.in_(_MEMBERS))
    .distinct()
)
