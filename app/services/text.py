"""Free text as it is kept: trimmed, bounded, without what may never be typed anywhere."""

import unicodedata
from collections.abc import Mapping

from app.errors import Invalid
from app.services.rules.forbidden_numbers import find_nir

_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\t": " "})


def clean(text: str | None) -> str | None:
    """`text` without surrounding blanks or control characters, composed (NFC); None when empty.

    The spaces that do not break stay: dropping them would join the words on either side.
    """
    if text is None:
        return None
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_LINE_ENDS)
    kept = "".join(one for one in lines if one == "\n" or _stays(one))
    return kept.strip() or None


def _stays(one: str) -> bool:
    return one.isprintable() or unicodedata.category(one) == "Zs"


def bounded(problems: dict[str, str], field: str, text: str | None, limit: int) -> str | None:
    """`text` cleaned; what may not be kept is noted against `field`.

    That is more than `limit` characters, or a NIR, which has no legal basis here (domain § 3.9).
    """
    kept = clean(text)
    if kept is None:
        return None
    if len(kept) > limit:
        over = len(kept) - limit
        problems[field] = f"Texte trop long de {over} caractère{'s' if over > 1 else ''}."
    elif find_nir(kept):
        problems[field] = (
            "Un numéro de sécurité sociale ne peut pas être gardé ici\u202f: retirez-le."
        )
    return kept


def refuse(problems: Mapping[str, str]) -> None:
    """Raise `Invalid` when there is any problem."""
    if problems:
        raise Invalid(problems)
