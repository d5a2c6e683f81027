"""The recovery sheet: the key that opens the vault when every password is lost (design § 3).

Printed once, kept in a sealed envelope. It names no person, no account and no vault: found
alone, it does not say what it opens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import segno
from reportlab.pdfgen.canvas import Canvas

from app.services.documents.blocks import Block, Framed, Heading, Space, Text, draw_lines
from app.services.documents.fonts import BODY, INK, LABEL, MUTED, NOTE, TITLE, Style
from app.services.documents.handwriting import Blank, BlankRow
from app.services.documents.layout import Frame, Rendered, Sheet, render
from app.services.rules.french import short_date

_GROUP: Final = Style(size=21, leading=27, bold=True)
_SPACING: Final = 3.2  # points between the characters of a group: they are copied one by one
_PER_ROW: Final = 4
_QR_SIDE: Final = 150.0


def render_recovery_sheet(
    groups: Sequence[str], *, printed_on: date, demonstration: bool = False
) -> Rendered:
    """The PDF of the recovery sheet: the key in numbered groups, and the same as a QR code.

    `groups` are those of `RecoveryKey.groups`; the QR code holds them joined by dashes.
    """
    frame = Frame(
        running="Fiche de secours (suite)",
        foot=("Fiche de secours – à garder en lieu sûr, à ne pas photographier ni numériser",),
        demonstration=demonstration,
    )
    return render(
        [Sheet(frame, tuple(_blocks(groups, printed_on)))], title="Fiche de secours du coffre"
    )


def _blocks(groups: Sequence[str], printed_on: date) -> Iterator[Block]:
    yield Text("Fiche de secours du coffre Vigie", TITLE)
    yield Text(f"Imprimée le {short_date(printed_on)}, en un seul exemplaire", NOTE)
    yield Space(10)
    yield Text(
        "Le coffre est chiffré. Cette clé l’ouvre quand plus aucun mot de passe n’est connu, et "
        "permet d’en choisir un nouveau. Quiconque la possède, avec le fichier du coffre, lit tout."
    )
    yield Space(12)
    yield Framed((KeyGroups(tuple(groups)),), padding=12)
    yield Space(6)
    yield Text(
        "Lettres et chiffres seulement. Les lettres I, L, O et U n’y figurent pas\u202f: un rond "
        "est le chiffre zéro, un bâton est le chiffre un. Majuscules et minuscules se valent.",
        NOTE,
    )
    yield Space(14)
    yield Heading("Où la garder")
    yield Space(3)
    yield from _points(
        "Dans une enveloppe cachetée, signée sur le rabat, remise à la direction "
        "générale des services (DGS), qui la place dans un coffre ou une armoire fermée à clé.",
        "Jamais près de l’ordinateur, ni dans le dossier du coffre, ni en photo, ni dans un "
        "courriel.",
    )
    yield Space(8)
    yield Heading("Quand s’en servir")
    yield Space(3)
    yield from _points(
        "Ouvrez Vigie, choisissez «\u202fOuvrir avec la clé de secours\u202f» et tapez les groupes "
        "dans l’ordre, ou lisez le code avec un lecteur sans connexion.",
        "Vigie demande alors un nouveau mot de passe et l’inscrit au journal. Imprimez ensuite une "
        "nouvelle fiche et détruisez celle-ci.",
    )
    yield Space(8)
    yield Heading("Si tout est perdu")
    yield Space(3)
    yield Text(
        "Sans mot de passe et sans cette fiche, le contenu du coffre est perdu pour toujours. Il "
        "n’existe ni double, ni accès de dépannage\u202f: personne ne pourra l’ouvrir, pas même "
        "ceux qui ont écrit le programme.",
        Style(bold=True),
    )
    yield Space(12)
    yield Beside(
        tuple(_handover()),
        QrCode("-".join(groups)),
    )


def _points(*texts: str) -> Iterator[Block]:
    for text in texts:
        yield Point(text)
        yield Space(2)


def _handover() -> Iterator[Block]:
    yield Text("À remplir à la main", Style(size=8.5, leading=12, bold=True))
    # by hand, as the rest of the envelope: which vault the key opens
    yield BlankRow((Blank("Coffre de (ville, service)"),), high=26)
    yield BlankRow((Blank("Enveloppe remise le"),), high=26)
    yield BlankRow((Blank("à (fonction)"),), high=26)
    yield BlankRow((Blank("Signature"),), high=26)


@dataclass(slots=True)
class Point(Block):
    """One item of a list, behind its dot."""

    text: str

    def height(self, width: float) -> float:
        return Text(self.text, BODY, indent=12).height(width)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        draw_lines(canvas, ["•"], BODY, x + 2, y)
        Text(self.text, BODY, indent=12).draw(canvas, x, y, width)


@dataclass(slots=True)
class KeyGroups(Block):
    """The groups in two rows, each under its number."""

    groups: Sequence[str]

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        rows = -(-len(self.groups) // _PER_ROW)
        return rows * (LABEL.leading + _GROUP.leading + 12) - 12

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        for place, group in enumerate(self.groups):
            row, column = divmod(place, _PER_ROW)
            left = x + column * width / _PER_ROW
            top = y - row * (LABEL.leading + _GROUP.leading + 12)
            number = Style(size=8.5, leading=LABEL.leading, ink=MUTED)
            draw_lines(canvas, [f"groupe {place + 1}"], number, left, top)
            canvas.setFont(_GROUP.font, _GROUP.size)
            canvas.setFillColor(INK)
            base = top - LABEL.leading - _GROUP.leading / 2 - _GROUP.size * 0.36
            canvas.drawString(left, base, group, charSpace=_SPACING)


@dataclass(slots=True)
class QrCode(Block):
    """The key as a QR code of level M, drawn square by square, with its quiet zone."""

    text: str

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return _QR_SIDE

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        rows = [list(row) for row in segno.make_qr(self.text, error="m").matrix]
        side = _QR_SIDE / (len(rows) + 8)
        left, top = x + width - _QR_SIDE + 4 * side, y - 4 * side
        canvas.setFillColor(INK)
        path = canvas.beginPath()
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    path.rect(left + across * side, top - (down + 1) * side, side, side)
        canvas.drawPath(path, stroke=0, fill=1)


@dataclass(slots=True)
class Beside(Block):
    """Pieces on the left, one on the right."""

    left: Sequence[Block]
    right: Block

    def height(self, width: float) -> float:
        return max(sum(one.height(width) for one in self.left), self.right.height(width))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        at = y
        for one in self.left:
            one.draw(canvas, x, at, width - _QR_SIDE - 24)
            at -= one.height(width - _QR_SIDE - 24)
        self.right.draw(canvas, x, y, width)
