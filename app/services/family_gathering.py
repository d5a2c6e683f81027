"""From the vault to the values of a fiche de synthèse familiale, and not one more (domain § 5)."""

from sqlalchemy import BindParameter, bindparam, select

from app.errors import Refused
from app.models.case import CaseFile
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.desk import Work
from app.services.documents.family_sheet import FamilySheet
from app.services.documents.group_sheet import IdentityLevel
from app.services.documents.whitelists import FAMILY
from app.services.documents.wording import Persons, stop_on_names
from app.services.group_gathering import case_head, gather_shared, shared_texts
from app.services.printable import label_words
from app.services.rules.french import NBSP

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
    sheet = FamilySheet(
        # absences are one child's, in the file of attendance of that child (domain § 2.4)
        case=gather_shared(work, case.id, head, absences=False),
        family=family_label(head.name, level),
    )
    persons = _persons(work, case.household_id, head.name, level)
    stop_on_names(shared_texts(sheet.case), persons, file_number=head.file_number, remedy=_REMEDY)
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


_HEAD = case_head(FAMILY, Household.name).join(Household, Household.id == CaseFile.household_id)
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
