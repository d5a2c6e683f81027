"""What every fiche de synthèse for a group has in common (domain § 5): its values and its layout.

A young person's (`synthesis_sheet`) and a family's (`family_sheet`) add who it is about, and end
with the same empty box for the group's decision.
"""

from collections.abc import Iterable, Iterator, Sequence
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
from app.services.documents.layout import Frame, Sheet
from app.services.documents.typesetting import typed
from app.services.rules.french import count, moment, short_date

CONFIDENTIAL: Final = (
    "CONFIDENTIEL – ne pas diffuser, ne pas reproduire – à restituer en fin de séance"
)
ARTICLE: Final = "Art. L. 132-5 du code de la sécurité intérieure"
UNKNOWN: Final = "non renseignée"
_MOST_ROOM, _LEAST_ROOM = 190.0, 90.0  # of the decision box: three to eight lines by hand
_SUBJECT: Final = Style(size=14, leading=20, bold=True)
_HEADER: Final = Style(size=8, leading=11, bold=True, ink=MUTED)


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
class SharedCase:
    """What a group is told of any dossier.

    `more_actions` counts the older shared actions that those shown leave out.
    """

    town: str
    cell: str
    demonstration: bool
    file_number: str
    group: str | None
    opened_on: date
    origin: str | None
    reasons: tuple[str, ...]
    lead_officer: str | None
    informed_on: date | None
    agreement: str | None
    actions: tuple[SheetAction, ...] = ()
    more_actions: int = 0
    observations: tuple[SheetObservation, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sheet is called: at its top, and over the pages that follow the first."""

    title: str
    running: str


def group_sheet(
    kind: Kind,
    case: SharedCase,
    imprint: Imprint,
    who: Iterable[Block],
    orientations: Iterable[Block] = (),
) -> Sheet:
    """The sheet of `case`: `who` it is about, framed, then what all sheets tell of a dossier."""
    running = f"{kind.running} – dossier {case.file_number} (suite)"
    frame = sheet_frame(running, imprint, demonstration=case.demonstration)
    blocks = (
        Text(" – ".join(filter(None, (case.cell, case.town))), _HEADER),
        Text(kind.title, TITLE),
        Space(6),
        Framed(tuple(who)),
        *_told(case),
        *orientations,
        Space(10),
        Columns(
            (
                Ruled("Question posée au groupe", typed(case.group_question or "")),
                Ruled("Décision proposée", typed(case.proposed_decision or "")),
            )
        ),
        Space(8),
    )
    return Sheet(frame, blocks, _decision_box, _LEAST_ROOM)


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


def subject(label: str, name: str, file_number: str) -> Fields:
    """Whom the sheet is about, in large, with the number; the number alone where none is named."""
    if name:
        number = Field("Dossier", file_number, style=_SUBJECT)
        return Fields((Field(label, name, style=_SUBJECT, span=2), number))
    return Fields((Field("Dossier", file_number, style=_SUBJECT, span=3),))


def informed(case: SharedCase) -> Field:
    """When the family was informed by the cell: that an author did so does not discharge it."""
    day = short_date(case.informed_on) if case.informed_on else None
    return Field("Famille informée le", day, "à informer")


def reasons(case: SharedCase, *, span: int) -> Field:
    """The reasons of the signalements, on one line."""
    return Field("Motifs", " · ".join(case.reasons), "non renseignés", span=span)


def section(title: str, rows: Sequence[Block], none: str) -> Iterator[Block]:
    """A titled part of a sheet; `none` where it has no row."""
    yield Space(9)
    yield Heading(title)
    yield Space(2)
    if rows:
        yield from rows
    else:
        yield Text(none, NOTE)


def _action_rows(actions: Sequence[SheetAction], *, tried: bool, older: int = 0) -> list[Block]:
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


def _observation_rows(observations: Sequence[SheetObservation]) -> list[Block]:
    """The observations, one under the other."""
    rows: list[Block] = []
    for observation in observations:
        if rows:
            rows.append(Space(4))
        head = f"{short_date(observation.observed_on)} – {observation.kind}"
        rows.append(Text(head, STRONG, keeps_next=True))
        rows.append(Text(typed(observation.text), BODY))
    return rows


def _told(case: SharedCase) -> Iterator[Block]:
    done = _action_rows(case.actions, tried=True, older=case.more_actions)
    yield from section("Ce qui a été fait", done, "Aucune action partagée à ce jour.")
    if waiting := _action_rows(case.actions, tried=False):
        yield from section("Ce qui est prévu, ou n’a pas eu lieu", waiting, "")
    yield from section(
        "Observations partagées avec le groupe",
        _observation_rows(case.observations),
        "Aucune observation partagée à ce jour.",
    )


def _decision_box(room: float) -> Block:
    """The empty box for the group's decision, as high as the page leaves it."""
    high = min(room, _MOST_ROOM)
    columns = (("Décision du groupe", 5.0), ("Pilote", 2.2), ("Échéance", 1.6))
    return DecisionTable(columns, high)
