"""What a name may be written with: letters that the screen and the paper can show."""

import unicodedata
from functools import cache

from PySide6.QtGui import QFont, QRawFont

from app.errors import UserFacingError
from app.ui import theme


def parse_name(text: str) -> str:
    """The name as it is kept. Raises `UserFacingError` for a letter that would not be printed.

    Screen and paper share their font: elsewhere an emoji is a box, on a sheet a « ? ».
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()).replace("'", "’"))
    for place, letter in enumerate(name, start=1):
        if not _shows(letter):
            rank = "1er" if place == 1 else f"{place}e"
            raise UserFacingError(
                f"Le {rank} caractère, «\u202f{letter}\u202f», ne peut pas être imprimé"
                "\u202f: écrivez ce nom sans lui",
                code="unprintable",
            )
    return name


@cache
def _shows(letter: str) -> bool:
    theme.load_fonts()
    return QRawFont.fromFont(QFont(theme.FONT_FAMILY)).supportsCharacter(ord(letter))
