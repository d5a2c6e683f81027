"""The fiche de synthèse individuelle for a groupe territorial (domain § 5).

One page for an ordinary dossier, a second when there is much to say. It holds what the
whitelist `SYNTHESIS` lists, and ends with an empty box for the group's decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.services.documents.blocks import Block, Field, Fields, Row
from app.services.documents.group_sheet import (
    UNKNOWN,
    Imprint,
    Kind,
    SharedCase,
    group_sheet,
    informed,
    reasons,
    section,
    subject,
)
from app.services.documents.layout import Rendered, Sheet, render
from app.services.documents.typesetting import typed
from app.services.rules.french import short_date

_KIND: Final = Kind("Fiche de synthèse individuelle", "Fiche de synthèse")


@dataclass(frozen=True, slots=True)
class SheetReferral:
    """One orientation: towards whom, for what, where it stands."""

    partner: str
    aim: str
    status: str


@dataclass(frozen=True, slots=True)
class SynthesisSheet:
    """All that the sheet says. `identity` is already at the level chosen; empty at CODE."""

    case: SharedCase
    identity: str
    age: str
    neighbourhood: str | None
    situation: str | None
    grade: str | None
    referrals: tuple[SheetReferral, ...] = ()


def render_syntheses(sheets: Sequence[tuple[SynthesisSheet, Imprint]]) -> Rendered:
    """The PDF of one sheet or of a set of them, each numbered by itself."""
    only = sheets[0][0].case.file_number if len(sheets) == 1 else f"{len(sheets)} dossiers"
    return render(
        [_sheet(one, imprint) for one, imprint in sheets], title=f"Fiche de synthèse {only}"
    )


def _sheet(one: SynthesisSheet, imprint: Imprint) -> Sheet:
    orientations = section("Orientations", _referrals(one), "Aucune orientation à ce jour.")
    return group_sheet(_KIND, one.case, imprint, _identity(one), orientations)


def _identity(one: SynthesisSheet) -> Iterator[Block]:
    case = one.case
    yield subject("Identité", one.identity, case.file_number)
    yield Fields(
        (
            Field("Âge", one.age),
            Field("Quartier", one.neighbourhood),
            Field("Groupe", case.group),
        )
    )
    yield Fields(
        (
            Field("Situation scolaire ou professionnelle", one.situation, UNKNOWN),
            Field("Classe", one.grade, UNKNOWN),
            Field("Référent(e) de parcours", case.lead_officer),
        )
    )
    yield Fields(
        (
            Field("Dossier ouvert le", short_date(case.opened_on)),
            Field("Origine", case.origin, UNKNOWN),
            informed(case),
        )
    )
    yield Fields((reasons(case, span=2), Field("Adhésion", case.agreement, UNKNOWN)), below=0)


def _referrals(one: SynthesisSheet) -> list[Block]:
    shares = (4.4, 3.6, 2.6)
    return [
        Row((referral.partner, typed(referral.aim), referral.status), shares)
        for referral in one.referrals
    ]
