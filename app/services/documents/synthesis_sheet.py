"""The fiche de synthèse individuelle for a groupe territorial (domain § 5).

One page for an ordinary dossier, a second when there is much to say. It holds what the
whitelist `SYNTHESIS` lists, and ends with an empty box for the group's decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.services.documents.blocks import (
    Block,
    Columns,
    Field,
    Fields,
    Framed,
    Heading,
    Row,
    Ruled,
    Space,
    Text,
)
from app.services.documents.fonts import BODY, MUTED, NOTE, STRONG, TITLE, Style
from app.services.documents.handwriting import DecisionTable
from app.services.documents.layout import Frame, Rendered, Sheet, render
from app.services.documents.typesetting import typed
from app.services.rules.french import count, moment, short_date

CONFIDENTIAL: Final = (
    "CONFIDENTIEL – ne pas diffuser, ne pas reproduire – à restituer en fin de séance"
)
ARTICLE: Final = "Art. L. 132-5 du code de la sécurité intérieure"
_MOST_ROOM, LEAST_ROOM = 190.0, 90.0  # of the decision box: three to eight lines by hand
_IDENTITY: Final = Style(size=14, leading=20, bold=True)
_BIG_CODE: Final = Style(size=14, leading=20, bold=True)
_HEADER: Final = Style(size=8, leading=11, bold=True, ink=MUTED)
_FEMININE: Final = "non renseignée"


class IdentityLevel(StrEnum):
    """How much of the identity a sheet shows (domain § 5)."""

    NAME = "NAME"
    INITIALS = "INITIALS"
    CODE = "CODE"

    @property
    def label(self) -> str:
        """As the preview offers it."""
        return {
            "NAME": "Nom et prénom",
            "INITIALS": "Initiales et numéro",
            "CODE": "Numéro seul",
        }[self]


@dataclass(frozen=True, slots=True)
class SheetAction:
    """One action shared with the group: its day or span as text, title, where it stands.

    `tried`: it took place, wholly or in part; the others are to come, or did not take place.
    """

    when: str
    title: str
    outcome: str
    tried: bool = True


@dataclass(frozen=True, slots=True)
class SheetObservation:
    """One observation shared with the group."""

    observed_on: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetReferral:
    """One orientation: towards whom, for what, where it stands."""

    partner: str
    aim: str
    status: str


@dataclass(frozen=True, slots=True)
class SynthesisSheet:
    """All that the sheet says. `identity` is already at the level chosen; empty at CODE.

    `more_actions` counts the older shared actions that the six shown leave out.
    """

    town: str
    cell: str
    demonstration: bool
    file_number: str
    identity: str
    age: str
    neighbourhood: str | None
    group: str | None
    situation: str | None
    grade: str | None
    opened_on: date
    origin: str | None
    reasons: tuple[str, ...]
    lead_officer: str | None
    informed_on: date | None
    agreement: str | None
    actions: tuple[SheetAction, ...] = ()
    more_actions: int = 0
    observations: tuple[SheetObservation, ...] = ()
    referrals: tuple[SheetReferral, ...] = ()
    group_question: str | None = None
    proposed_decision: str | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """When and by whom a sheet is printed: the only part that changes from print to print.

    `agent` is a code, never a name; `reference` tells this print from any other.
    """

    at: datetime
    agent: str
    reference: str


def render_syntheses(sheets: Sequence[tuple[SynthesisSheet, Imprint]]) -> Rendered:
    """The PDF of one sheet or of a set of them, each numbered by itself."""
    only = sheets[0][0].file_number if len(sheets) == 1 else f"{len(sheets)} dossiers"
    return render(
        [_sheet(one, imprint) for one, imprint in sheets], title=f"Fiche de synthèse {only}"
    )


def _sheet(one: SynthesisSheet, imprint: Imprint) -> Sheet:
    running = f"Fiche de synthèse – dossier {one.file_number} (suite)"
    frame = sheet_frame(running, imprint, demonstration=one.demonstration)
    return Sheet(frame, tuple(_blocks(one)), decision_box, LEAST_ROOM)


def sheet_frame(running: str, imprint: Imprint, *, demonstration: bool) -> Frame:
    """What surrounds every sheet for a group: confidential, numbered, signed."""
    return Frame(
        top=CONFIDENTIAL,
        running=running,
        foot=(
            f"{ARTICLE} – Exemplaire n° ……… / ……… remis à ………………………………………………",
            f"édité le {moment(imprint.at)} par {imprint.agent} – réf. {imprint.reference}",
        ),
        demonstration=demonstration,
    )


def decision_box(room: float) -> Block:
    """The empty box for the group's decision, as high as the page leaves it."""
    high = min(room, _MOST_ROOM)
    columns = (("Décision du groupe", 5.0), ("Pilote", 2.2), ("Échéance", 1.6))
    return DecisionTable(columns, high)


def _blocks(one: SynthesisSheet) -> Iterator[Block]:
    yield Text(" – ".join(filter(None, (one.cell, one.town))), _HEADER)
    yield Text("Fiche de synthèse individuelle", TITLE)
    yield Space(6)
    yield Framed(tuple(_identity(one)))
    done = action_rows(one.actions, tried=True, older=one.more_actions)
    yield from section("Ce qui a été fait", done, "Aucune action partagée à ce jour.")
    if waiting := action_rows(one.actions, tried=False):
        yield from section("Ce qui est prévu, ou n’a pas eu lieu", waiting, "")
    yield from section(
        "Observations partagées avec le groupe",
        observation_rows(one.observations),
        "Aucune observation partagée à ce jour.",
    )
    yield from section("Orientations", _referrals(one), "Aucune orientation à ce jour.")
    yield Space(10)
    yield Columns(
        (
            Ruled("Question posée au groupe", typed(one.group_question or "")),
            Ruled("Décision proposée", typed(one.proposed_decision or "")),
        )
    )
    yield Space(8)


def _identity(one: SynthesisSheet) -> Iterator[Block]:
    if one.identity:
        yield Fields(
            (
                Field("Identité", one.identity, style=_IDENTITY, span=2),
                Field("Dossier", one.file_number, style=_BIG_CODE),
            )
        )
    else:
        yield Fields((Field("Dossier", one.file_number, style=_IDENTITY, span=3),))
    yield Fields(
        (
            Field("Âge", one.age),
            Field("Quartier", one.neighbourhood),
            Field("Groupe", one.group),
        )
    )
    yield Fields(
        (
            Field("Situation scolaire ou professionnelle", one.situation, _FEMININE),
            Field("Classe", one.grade, _FEMININE),
            Field("Référent(e) de parcours", one.lead_officer),
        )
    )
    yield Fields(
        (
            Field("Dossier ouvert le", short_date(one.opened_on)),
            Field("Origine", one.origin, _FEMININE),
            Field(
                "Famille informée le",
                short_date(one.informed_on) if one.informed_on else None,
                "à informer",  # by the cell: that an author did so does not discharge it
            ),
        )
    )
    yield Fields(
        (
            Field("Motifs", " · ".join(one.reasons), "non renseignés", span=2),
            Field("Adhésion", one.agreement, _FEMININE),
        ),
        below=0,
    )


def section(title: str, rows: Sequence[Block], none: str) -> Iterator[Block]:
    """A titled part of a sheet; `none` where it has no row."""
    yield Space(9)
    yield Heading(title)
    yield Space(2)
    if rows:
        yield from rows
    else:
        yield Text(none, NOTE)


def action_rows(actions: Sequence[SheetAction], *, tried: bool, older: int = 0) -> list[Block]:
    """The actions that took place, or the others; `older` counts those left out."""
    shares = (2.7, 4.8, 3.0)
    rows: list[Block] = [
        Row((action.when, typed(action.title), action.outcome), shares)
        for action in actions
        if action.tried is tried
    ]
    if older and tried:
        words = count(older, "action antérieure", "actions antérieures")
        rows.append(Text(f"et {words}", NOTE))
    return rows


def observation_rows(observations: Sequence[SheetObservation]) -> list[Block]:
    """The observations, one under the other."""
    rows: list[Block] = []
    for observation in observations:
        if rows:
            rows.append(Space(4))
        head = f"{short_date(observation.observed_on)} – {observation.kind}"
        rows.append(Text(head, STRONG, keeps_next=True))
        rows.append(Text(typed(observation.text), BODY))
    return rows


def _referrals(one: SynthesisSheet) -> list[Block]:
    shares = (4.4, 3.6, 2.6)
    return [
        Row((referral.partner, typed(referral.aim), referral.status), shares)
        for referral in one.referrals
    ]
