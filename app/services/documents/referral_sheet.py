"""The fiche d'orientation to a CFA or a Chambre de métiers, with its reply slip (domain § 3.7).

It has its own sender and its own foot, without any article of law: nothing on it says where
the contact comes from. It holds what the whitelist `REFERRAL` lists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.documents.blocks import (
    Block,
    Field,
    Fields,
    Framed,
    Heading,
    Space,
    Stack,
    Text,
)
from app.services.documents.fonts import HEADING, MUTED, NOTE, STRONG, TITLE, Style
from app.services.documents.handwriting import Blank, BlankRow, CutLine, Signatures
from app.services.documents.layout import WIDTH, Frame, Rendered, Sheet, render
from app.services.documents.typesetting import typed
from app.services.rules.french import short_date

_SENDER: Final = Style(size=11, leading=15, bold=True)
_YOUTH: Final = Style(size=13, leading=19, bold=True)
_SMALL: Final = Style(size=9, leading=11.6)
_FEMININE, _PLURAL = "non renseignée", "non renseignés"
_FOOT: Final = (
    "Informations transmises pour cette seule demande\u202f; merci de ne pas les communiquer à "
    "d’autres."
)


@dataclass(frozen=True, slots=True)
class SheetGuardian:
    """A legal representative of a minor: name and telephone."""

    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class ReferralSheet:
    """All that the sheet says. `guardians` is empty once the young person is of age."""

    sender: str
    officer: str | None
    sender_phone: str | None
    demonstration: bool
    number: str
    drawn_on: date
    recipient: str
    recipient_contact: str | None
    youth: str
    birth: str
    sex: str | None
    minor: bool
    address: str | None
    phone: str | None
    email: str | None
    guardians: tuple[SheetGuardian, ...]
    request: str
    reply_by: date | None
    last_grade: str | None
    last_school: str | None
    diploma: str | None
    aims: tuple[str, ...]
    internships: str | None
    employer_search: str | None
    mobility: str | None
    available_from: date | None
    youth_agreed_on: date | None
    guardian_agreed_on: date | None


def render_referral(one: ReferralSheet) -> Rendered:
    """The PDF of one fiche d'orientation; the reply slip ends its last page."""
    frame = Frame(
        running=f"Fiche d’orientation n° {one.number} (suite)",
        foot=(
            f"{one.sender} – fiche d’orientation n° {one.number} du {short_date(one.drawn_on)}",
            _FOOT,
        ),
        demonstration=one.demonstration,
    )
    slip = Stack(tuple(_slip(one)), at_foot=True)
    sheet = Sheet(frame, tuple(_blocks(one)), slip.given, slip.height(WIDTH))
    return render([sheet], title=f"Fiche d’orientation {one.number}")


def _day(day: date | None) -> str | None:
    return short_date(day) if day else None


def _blocks(one: ReferralSheet) -> Iterator[Block]:
    reach = " – ".join(filter(None, (one.officer, _phone(one.sender_phone))))
    yield Text(one.sender, _SENDER)
    yield Text(reach or "référent(e)\u202f: non renseigné", _SMALL)
    yield Space(8)
    yield Text("Fiche d’orientation", TITLE)
    yield Space(3)
    yield Fields(
        (
            Field("Numéro", one.number, style=STRONG),
            Field("Établie le", short_date(one.drawn_on)),
            Field("Réponse souhaitée avant le", _day(one.reply_by), _FEMININE, style=STRONG),
        ),
    )
    yield Framed(
        (
            Fields(
                (
                    Field("Destinataire", one.recipient, style=STRONG, span=2),
                    Field("Objet de la demande", one.request, style=STRONG),
                )
            ),
            Fields((Field("À l’attention de", one.recipient_contact, span=3),), below=0),
        )
    )
    yield Space(8)
    yield Heading("Le jeune")
    yield Space(3)
    yield from _person(one)
    yield Space(3)
    yield Heading("Parcours et projet")
    yield Space(3)
    yield from _path(one)
    yield Space(7)
    yield Heading("Accords")
    yield Space(5)
    yield Signatures(_agreements(one))
    yield Space(4)


def _person(one: ReferralSheet) -> Iterator[Block]:
    head = [Field("Nom, prénom", one.youth, style=_YOUTH, span=2)]
    yield Fields((*head, Field("Né(e) le", one.birth, _FEMININE)))
    cells = [
        Field("Téléphone", one.phone),
        Field("Courriel", one.email, span=1 if one.sex else 2),
    ]
    if one.sex:
        cells.append(Field("Sexe", one.sex))
    yield Fields((Field("Adresse", one.address, _FEMININE, span=3),))
    yield Fields(cells)
    if one.minor:
        yield from _guardians(one.guardians)


def _guardians(guardians: Sequence[SheetGuardian]) -> Iterator[Block]:
    if not guardians:
        yield Fields((Field("Représentant légal", None, span=3),))
    for guardian in guardians:
        yield Fields(
            (
                Field("Représentant légal", guardian.name, span=2),
                Field("Téléphone", guardian.phone),
            )
        )


def _path(one: ReferralSheet) -> Iterator[Block]:
    yield Fields(
        (
            Field("Dernier établissement", one.last_school, span=2),
            Field("Dernière classe", one.last_grade, _FEMININE),
        )
    )
    aims = "\n".join(typed(aim) for aim in one.aims)
    yield Fields(
        (
            Field("Métier ou diplôme visé", aims, span=2),
            Field("Diplôme obtenu", one.diploma),
        )
    )
    yield Fields((Field("Stages et immersions", typed(one.internships or ""), _PLURAL, span=3),))
    yield Fields(
        (
            Field("Recherche d’employeur", one.employer_search, _FEMININE),
            Field("Mobilité", one.mobility, _FEMININE),
            Field("Disponible à partir du", _day(one.available_from)),
        )
    )
    yield Text("Aménagements éventuels\u202f: à voir avec le jeune et sa famille.", NOTE)


def _agreements(one: ReferralSheet) -> list[tuple[str, str]]:
    boxes = [("Accord du jeune", _agreed(one.youth_agreed_on))]
    if one.minor:
        boxes.append(("Accord du représentant légal", _agreed(one.guardian_agreed_on)))
    return boxes


def _agreed(on: date | None) -> str:
    return f"donné le {short_date(on)}" if on else "le …… / …… / …………"


def _phone(phone: str | None) -> str | None:
    return f"tél. {phone}" if phone else None


def _slip(one: ReferralSheet) -> Iterator[Block]:
    back = ", ".join(filter(None, (one.sender, one.officer, _phone(one.sender_phone))))
    until = f" avant le {short_date(one.reply_by)}" if one.reply_by else ""
    yield CutLine("à détacher et à retourner")
    yield Text(f"Coupon-réponse – orientation n° {one.number}", HEADING)
    yield Text(f"À retourner{until} à\u202f: {back}", Style(size=9, leading=12, ink=MUTED))
    yield BlankRow((Blank("Reçue le", share=1), Blank("Interlocuteur, téléphone", share=2.4)))
    yield BlankRow(
        (
            Blank("Rendez-vous le", share=1.3),
            Blank("à", share=0.5),
            Blank("", ("présent(e)", "absent(e)"), share=1.2),
        )
    )
    yield BlankRow((Blank("Avis", ("favorable", "réservé", "défavorable, précisez\u202f:")),))
    yield BlankRow((Blank("Suite", ("admission", "liste d’attente", "refus, motif\u202f:")),))
    yield BlankRow(
        (
            Blank("Places", share=0.8),
            Blank("Entrée le", share=1),
            Blank("Date, signature, cachet", share=1.8),
        )
    )
    yield Space(12)
