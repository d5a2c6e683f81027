"""Printing what is about a family: its own fiche de synthèse, and its drawing."""

from functools import partial

from app.models.enums import JournalAction
from app.services.desk import Desk, Work
from app.services.documents.family_sheet import render_family
from app.services.documents.synthesis_sheet import IdentityLevel, Imprint
from app.services.family_gathering import gather_family
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
        detail = f"family {sheet.file_number} {level} {imprint.reference}"
        trace = Trace("case", case.id, case.id, detail)
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"synthese_famille_{sheet.file_number}.pdf",
        (trace,),
        partial(render_family, sheet, imprint),
        partial(demand_print, use_case=UseCase.PRINT_SYNTHESIS, case_id=case_id),
    )


def family_synthesis(
    desk: Desk, case_id: int, level: IdentityLevel = DEFAULT_LEVEL
) -> PrintedDocument:
    """The fiche de synthèse familiale, as `prepare_family` and `draw`."""
    return draw(prepare_family(desk, case_id, level))


def imprint_of(work: Work) -> Imprint:
    """When and by whom a single sheet is printed."""
    return Imprint(
        at=work.now,
        agent=f"A{work.actor.account_id:03d}",
        reference=f"T{local(work.now):%y%m%d-%H%M}-001",
    )
