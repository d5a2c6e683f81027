"""Printing: gathered under the right to print, drawn in memory, recorded when it leaves.

`prepare_…` reads the vault, `draw` needs it no more and may run elsewhere; `synthesis` and
`referral` do both. What is previewed is what is printed: the very same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from app.errors import Refused, UserFacingError
from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.referral import Referral
from app.services.access import case_record, demand_case
from app.services.desk import Desk, Work
from app.services.documents.elimination_record import render_elimination
from app.services.documents.group_sheet import IdentityLevel, Imprint
from app.services.documents.layout import Rendered
from app.services.documents.referral_sheet import render_referral
from app.services.documents.synthesis_sheet import SynthesisSheet, render_syntheses
from app.services.documents.wording import NameInText
from app.services.elimination_gathering import demand_register, gather_elimination
from app.services.referral_gathering import gather_referral
from app.services.rules.french import local
from app.services.rules.rights import Record, UseCase
from app.services.synthesis_gathering import gather_synthesis

DEFAULT_LEVEL = IdentityLevel.INITIALS


class Output(StrEnum):
    """How a document left the program."""

    PRINT = "PRINT"
    EXPORT = "EXPORT"


class RestrictedCase(UserFacingError):
    """The dossier's processing is restricted: it prints for nobody (RGPD art. 18, domain § 2.5)."""

    def __init__(self) -> None:
        super().__init__(
            "Le traitement de ce dossier est limité\u202f: rien de lui ne s’imprime.",
            remedy="Le coordonnateur lève la limitation une fois la demande de la personne réglée.",
            code="case_restricted",
        )


class HouseholdCase(UserFacingError):
    """The dossier is a family's own: an individual sheet cannot tell it."""

    def __init__(self) -> None:
        super().__init__(
            "La fiche de synthèse est individuelle\u202f: ce dossier est celui d’une famille.",
            remedy="Imprimez la fiche du dossier de chaque jeune.",
            code="case_of_household",
        )


class NamesInTexts(UserFacingError):
    """Several sheets of a set hold names: none prints until all are reworded."""

    def __init__(self, found: Sequence[NameInText]) -> None:
        super().__init__(
            " ".join(one.sentence for one in found),
            remedy=" ".join(dict.fromkeys(one.remedy for one in found)),
            code="name_in_text",
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """What the journal keeps of a document: the kind of row, its number, codes.

    `case_id` is 0 where the dossier is gone.
    """

    object_type: str
    object_id: int
    case_id: int
    detail: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document whose values are read and checked, still to be drawn.

    `drawing` makes it from those values alone; `demand` asks for the right to print it, again
    when it leaves. `without_return`: a reply is asked for, and nothing on the sheet says how to
    reach the cell. `names_nobody`: no young person nor family is in it, it may be kept in clear.
    """

    file_name: str
    traces: tuple[Trace, ...]
    drawing: Callable[[], Rendered] = field(repr=False)
    demand: Callable[[Work], object] = field(repr=False)
    without_return: bool = False
    names_nobody: bool = False


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A PDF in memory. `file_name` holds a kind and a number, never a name.

    `demand` and `names_nobody` are those of what was prepared.
    """

    content: bytes = field(repr=False)
    file_name: str
    pages: int
    traces: tuple[Trace, ...]
    demand: Callable[[Work], object] = field(repr=False)
    names_nobody: bool = False


def prepare_syntheses(
    desk: Desk, case_ids: Sequence[int], level: IdentityLevel = DEFAULT_LEVEL
) -> Prepared:
    """Read and check the fiches de synthèse of these dossiers, in this order.

    Raises `Refused`, `RestrictedCase`, `HouseholdCase`, `NameInText` or `NamesInTexts`: one
    sheet that may not print stops the set.
    """
    with desk.work() as work:
        sheets, traces = _gather_set(work, case_ids, level)
        for trace in traces:
            work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    only = sheets[0][0].case.file_number if len(sheets) == 1 else f"{len(sheets)}_dossiers"
    return Prepared(
        f"synthese_{only}.pdf",
        traces,
        partial(render_syntheses, sheets),
        partial(_demand_cases, case_ids=tuple(case_ids)),
    )


def prepare_referral(desk: Desk, referral_id: int) -> Prepared:
    """Read and check a fiche d'orientation.

    Raises `Refused`, `RestrictedCase`, `NameInText` or `TellingWord`.
    """
    with desk.work() as work:
        row = work.session.get(Referral, referral_id)
        if row is None:
            raise Refused
        demand_print(work, UseCase.PRINT_REFERRAL, row.case_id)
        sheet = gather_referral(work, row)
        trace = Trace("referral", row.id, row.case_id, f"referral {sheet.number}")
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"orientation_{sheet.number}.pdf",
        (trace,),
        partial(render_referral, sheet),
        partial(demand_print, use_case=UseCase.PRINT_REFERRAL, case_id=trace.case_id),
        without_return=sheet.sender_phone is None,
    )


def prepare_elimination(desk: Desk, elimination_id: int) -> Prepared:
    """Read the PV of a dossier that was erased. Raises `Refused`."""
    with desk.work() as work:
        demand_register(work)
        sheet = gather_elimination(work, elimination_id)
        trace = Trace("elimination", elimination_id, 0, f"elimination {sheet.number}")
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"pv_elimination_{sheet.number}.pdf",
        (trace,),
        partial(render_elimination, sheet),
        demand_register,
        names_nobody=True,
    )


def draw(prepared: Prepared) -> PrintedDocument:
    """The PDF of what was prepared; touches no vault."""
    drawn = prepared.drawing()
    return PrintedDocument(
        drawn.content,
        prepared.file_name,
        drawn.pages,
        prepared.traces,
        prepared.demand,
        names_nobody=prepared.names_nobody,
    )


def synthesis(desk: Desk, case_id: int, level: IdentityLevel = DEFAULT_LEVEL) -> PrintedDocument:
    """The fiche de synthèse of a dossier, as `prepare_syntheses` and `draw`."""
    return draw(prepare_syntheses(desk, (case_id,), level))


def syntheses(
    desk: Desk, case_ids: Sequence[int], level: IdentityLevel = DEFAULT_LEVEL
) -> PrintedDocument:
    """One PDF of many fiches de synthèse, each numbered by itself and on leaves of its own."""
    return draw(prepare_syntheses(desk, case_ids, level))


def referral(desk: Desk, referral_id: int) -> PrintedDocument:
    """The fiche d'orientation with its reply slip, as `prepare_referral` and `draw`."""
    return draw(prepare_referral(desk, referral_id))


def record_output(
    desk: Desk, document: PrintedDocument, output: Output, *, copies: int = 1
) -> None:
    """Write to the journal that `document` leaves, before it does.

    The right to print is asked again: it may have been withdrawn since the preview.
    """
    with desk.work() as work:
        document.demand(work)
        for trace in document.traces:
            work.journal(
                JournalAction(output),
                trace.object_type,
                trace.object_id,
                f"{trace.detail} copies={copies}",
            )
        work.commit_reading()


def _demand_cases(work: Work, case_ids: Sequence[int]) -> None:
    for number in case_ids:
        demand_print(work, UseCase.PRINT_SYNTHESIS, number)


def demand_print(work: Work, use_case: UseCase, case_id: int) -> CaseFile:
    """The dossier, when it may be printed; `RestrictedCase` to who may read it, else `Refused`."""
    case = work.session.get(CaseFile, case_id)
    if case is not None and case_record(work.actor, case, work.today) is Record.RESTRICTED:
        demand_case(work, UseCase.READ_CASE, case_id)
        raise RestrictedCase
    return demand_case(work, use_case, case_id)


def _gather_set(
    work: Work, case_ids: Sequence[int], level: IdentityLevel
) -> tuple[tuple[tuple[SynthesisSheet, Imprint], ...], tuple[Trace, ...]]:
    cases = [demand_print(work, UseCase.PRINT_SYNTHESIS, number) for number in case_ids]
    if not cases or any(case.youth_id is None for case in cases):
        raise HouseholdCase if cases else Refused
    here = local(work.now)
    sheets: list[tuple[SynthesisSheet, Imprint]] = []
    traces: list[Trace] = []
    stopped: list[NameInText] = []
    for place, case in enumerate(cases, start=1):
        imprint = Imprint(
            at=work.now,
            agent=f"A{work.actor.account_id:03d}",
            reference=f"T{here:%y%m%d-%H%M}-{place:03d}",
        )
        try:
            sheets.append((gather_synthesis(work, case, level), imprint))
        except NameInText as found:
            stopped.append(found)
        detail = f"synthesis {case.file_number} {level} {imprint.reference}"
        traces.append(Trace("case", case.id, case.id, detail))
    if stopped:
        raise stopped[0] if len(stopped) == 1 else NamesInTexts(stopped)
    return tuple(sheets), tuple(traces)
