"""Printing what is about a family: its own fiche de synthèse, and its drawing."""

from functools import partial

from sqlalchemy import select

from app.models.enums import JournalAction
from app.models.organisation import Organisation
from app.services.access import demand_household
from app.services.desk import Desk, Work
from app.services.documents.family_sheet import render_family
from app.services.documents.family_tree_sheet import (
    FamilyTreeSheet,
    SheetPerson,
    render_family_tree,
)
from app.services.documents.group_sheet import IdentityLevel, Imprint
from app.services.documents.whitelists import FAMILY_TREE
from app.services.family_gathering import gather_family
from app.services.family_tree import gather_tree
from app.services.printable import printable
from app.services.prints import (
    DEFAULT_LEVEL,
    Prepared,
    PrintedDocument,
    Trace,
    demand_print,
    draw,
)
from app.services.rules.french import local
from app.services.rules.rights import UseCase


def prepare_family(desk: Desk, case_id: int, level: IdentityLevel = DEFAULT_LEVEL) -> Prepared:
    """Read and check the fiche de synthèse of a family's own dossier.

    Raises `Refused` (also for a young person's), `RestrictedCase`, `NameInText`.
    """
    with desk.work() as work:
        case = demand_print(work, UseCase.PRINT_SYNTHESIS, case_id)
        sheet = gather_family(work, case, level)
        imprint = imprint_of(work)
        detail = f"family {sheet.case.file_number} {level} {imprint.reference}"
        trace = Trace("case", case.id, case.id, detail)
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"synthese_famille_{sheet.case.file_number}.pdf",
        (trace,),
        partial(render_family, sheet, imprint),
        partial(demand_print, use_case=UseCase.PRINT_SYNTHESIS, case_id=case_id),
    )


def family_synthesis(
    desk: Desk, case_id: int, level: IdentityLevel = DEFAULT_LEVEL
) -> PrintedDocument:
    """The fiche de synthèse familiale, as `prepare_family` and `draw`."""
    return draw(prepare_family(desk, case_id, level))


def prepare_tree(desk: Desk, household_id: int, level: IdentityLevel = DEFAULT_LEVEL) -> Prepared:
    """Read the drawing of a family, of the dossiers one may print. Raises `Refused`."""
    with desk.work() as work:
        demand_household(work, UseCase.PRINT_SYNTHESIS, household_id)
        tree = gather_tree(work, household_id, UseCase.PRINT_SYNTHESIS, level)
        imprint = imprint_of(work)
        town = work.session.execute(_TOWN).one()
        sheet = FamilyTreeSheet(
            town=town.town_name,
            cell=town.cell_name,
            demonstration=town.is_demonstration,
            title=tree.title,
            homes=tree.homes,
            people=tuple(SheetPerson(one.kin, one.name, one.detail) for one in tree.people),
        )
        trace = Trace("household", household_id, 0, f"tree {level} {imprint.reference}")
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"arbre_famille_{household_id}.pdf",
        (trace,),
        partial(render_family_tree, sheet, imprint),
        partial(demand_household, use_case=UseCase.PRINT_SYNTHESIS, household_id=household_id),
    )


_TOWN = select(
    printable(FAMILY_TREE, Organisation.town_name),
    printable(FAMILY_TREE, Organisation.cell_name),
    printable(FAMILY_TREE, Organisation.is_demonstration),
)


def imprint_of(work: Work) -> Imprint:
    """When and by whom a single sheet is printed."""
    return Imprint(
        at=work.now,
        agent=f"A{work.actor.account_id:03d}",
        reference=f"T{local(work.now):%y%m%d-%H%M}-001",
    )
