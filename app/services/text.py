"""Free text as it is kept: trimmed, bounded, without what may never be typed anywhere."""

import unicodedata
from collections.abc import Mapping

from app.errors import Invalid


def clean(text: str | None) -> str | None:
    """`text` without surrounding blanks or control characters, composed (NFC); None when empty."""
    if text is None:
        return None
    kept = "".join(
        one for one in unicodedata.normalize("NFC", text) if one == "\n" or one.isprintable()
    ).strip()
    return kept or None


def bounded(problems: dict[str, str], field: str, text: str | None, limit: int) -> str | None:
    """`text` cleaned; more than `limit` characters is a problem noted against `field`."""
    kept = clean(text)
    if kept is not None and len(kept) > limit:
        over = len(kept) - limit
        problems[field] = f"Texte trop long de {over} caractère{'s' if over > 1 else ''}."
    return kept


def refuse(problems: Mapping[str, str]) -> None:
    """Raise `Invalid` when there is any problem."""
    if problems:
        raise Invalid(problems)
