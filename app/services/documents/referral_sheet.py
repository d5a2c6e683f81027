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
from app.services.documents.layout import WIDTH, Frame, Rendered, Sheet, paginate, render
from app.services.documents.typesetting import typed
from app.services.rules.french import short_date


@dataclass(frozen=True, slots=True)
class _Air:
    """The white of the sheet, in points: between parts, under a row, to write on and sign."""

    part: float
    title: float
    row: float
    sign: float
    line: float
    slip: float

    def fields(self, *cells: Field) -> Fields:
        """Labelled values on one row."""
        return Fields(cells, below=self.row)

    def blanks(self, *blanks: Blank) -> BlankRow:
        """Blanks to fill by hand on one line."""
        return BlankRow(blanks, high=self.line)


_AIRY: Final = _Air(part=8, title=3, row=5, sign=58, line=22, slip=12)
# A hand still has 7 mm to write on; it spares some 30 mm.
_TIGHT: Final = _Air(part=4.5, title=2, row=2.5, sign=50, line=20, slip=4)
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
    """The PDF of one fiche d'orientation; the reply slip ends its last page.

    A sheet that is barely too long is set closer, so that it stays on one page.
    """
    frame = Frame(
        running=f"Fiche d’orientation n° {one.number} (suite)",
        foot=(
            f"{one.sender} – fiche d’orientation n° {one.number} du {short_date(one.drawn_on)}",
            _FOOT,
        ),
        demonstration=one.demonstration,
    )
    sheet, closer = _sheet(one, frame, _AIRY), _sheet(one, frame, _TIGHT)
    if len(paginate(sheet)) > 1 and len(paginate(closer)) == 1:
        sheet = closer
    return render([sheet], title=f"Fiche d’orientation {one.number}")


def _sheet(one: ReferralSheet, frame: Frame, air: _Air) -> Sheet:
    slip = Stack(tuple(_slip(one, air)), at_foot=True)
    return Sheet(frame, tuple(_blocks(one, air)), slip.given, slip.height(WIDTH))


def _day(day: date | None) -> str | None:
    return short_date(day) if day else None


def _blocks(one: ReferralSheet, air: _Air) -> Iterator[Block]:
    reach = " – ".join(filter(None, (one.officer, _phone(one.sender_phone))))
    yield Text(one.sender, _SENDER)
    yield Text(reach or "référent(e)\u202f: non renseigné", _SMALL)
    yield Space(air.part)
    yield Text("Fiche d’orientation", TITLE)
    yield Space(air.title)
    yield air.fields(
        Field("Numéro", one.number, style=STRONG),
        Field("Établie le", short_date(one.drawn_on)),
        Field("Réponse souhaitée avant le", _day(one.reply_by), _FEMININE, style=STRONG),
    )
    yield Framed(
        (
            air.fields(
                Field("Destinataire", one.recipient, style=STRONG, span=2),
                Field("Objet de la demande", one.request, style=STRONG),
            ),
            Fields((Field("À l’attention de", one.recipient_contact, span=3),), below=0),
        )
    )
    yield Space(air.part)
    yield Heading("Le jeune")
    yield Space(air.title)
    yield from _person(one, air)
    yield Space(air.title)
    yield Heading("Parcours et projet")
    yield Space(air.title)
    yield from _path(one, air)
    yield Space(air.part)
    yield Heading("Accords")
    yield Space(air.title)
    yield Signatures(_agreements(one), high=air.sign)
    yield Space(air.title)


def _person(one: ReferralSheet, air: _Air) -> Iterator[Block]:
    head = [Field("Nom, prénom", one.youth, style=_YOUTH, span=2)]
    yield air.fields(*head, Field("Né(e) le", one.birth, _FEMININE))
    cells = [
        Field("Téléphone", one.phone),
        Field("Courriel", one.email, span=1 if one.sex else 2),
    ]
    if one.sex:
        cells.append(Field("Sexe", one.sex))
    yield air.fields(Field("Adresse", one.address, _FEMININE, span=3))
    yield air.fields(*cells)
    if one.minor:
        yield air.fields(*_guardians(one.guardians))


def _guardians(guardians: Sequence[SheetGuardian]) -> tuple[Field, ...]:
    if not guardians:
        return (Field("Représentant légal", None, span=3),)
    if len(guardians) == 1:
        only = guardians[0]
        return (
            Field("Représentant légal", only.name, span=2),
            Field("Téléphone", only.phone),
        )
    each = (f"{one.name} – {_phone(one.phone) or 'téléphone non renseigné'}" for one in guardians)
    return (Field("Représentants légaux", "\n".join(each), span=3),)


def _path(one: ReferralSheet, air: _Air) -> Iterator[Block]:
    yield air.fields(
        Field("Dernier établissement", one.last_school, span=2),
        Field("Dernière classe", one.last_grade, _FEMININE),
    )
    aims = "\n".join(typed(aim) for aim in one.aims)
    yield air.fields(
        Field("Métier ou diplôme visé", aims, span=2),
        Field("Diplôme obtenu", one.diploma),
    )
    yield air.fields(Field("Stages et immersions", typed(one.internships or ""), _PLURAL, span=3))
    yield air.fields(
        Field("Recherche d’employeur", one.employer_search, _FEMININE),
        Field("Mobilité", one.mobility, _FEMININE),
        Field("Disponible à partir du", _day(one.available_from)),
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


def _slip(one: ReferralSheet, air: _Air) -> Iterator[Block]:
    back = ", ".join(filter(None, (one.sender, one.officer, _phone(one.sender_phone))))
    until = f" avant le {short_date(one.reply_by)}" if one.reply_by else ""
    yield CutLine("à détacher et à retourner", high=air.line - 2)
    yield Text(f"Coupon-réponse – orientation n° {one.number}", HEADING)
    yield Text(f"À retourner{until} à\u202f: {back}", Style(size=9, leading=12, ink=MUTED))
    yield air.blanks(Blank("Reçue le", share=1), Blank("Interlocuteur, téléphone", share=2.4))
    yield air.blanks(
        Blank("Rendez-vous le", share=1.3),
        Blank("à", share=0.5),
        Blank("", ("présent(e)", "absent(e)"), share=1.2),
    )
    yield air.blanks(Blank("Avis", ("favorable", "réservé", "défavorable, précisez\u202f:")))
    yield air.blanks(Blank("Suite", ("admission", "liste d’attente", "refus, motif\u202f:")))
    yield air.blanks(
        Blank("Places", share=0.8),
        Blank("Entrée le", share=1),
        Blank("Date, signature, cachet", share=1.8),
    )
    yield Space(air.slip)
