"""What stops a print: a name in a text that must hold none, a word that must not leave the cell.

A whitelist chooses columns and does not see what people wrote in them (domain § 5). The
sentences name the field and where to reword it, never what was found.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.errors import UserFacingError
from app.services.rules.folding import search_key
from app.services.rules.french import listing, quoted
from app.services.rules.name_detection import names_in_text

#: Folded, at the beginning of a word: what says where the contact comes from (domain § 5).
_TELLING: Final = re.compile(
    r"\b(?:clspd|cispd|delinquan|polic(?:e|es|ier|iers|iere|ieres)\b|signalement|reperage"
    r"|securite interieure|(?:l|art|article) ?132 5\b|groupes? territoria)"
)


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text a person typed: what its field is called, where it is written, what it says."""

    label: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Persons:
    """Names that must not stand in a text (`hidden`); words of `shown` are no finding."""

    hidden: tuple[str, ...]
    shown: tuple[str, ...] = ()

    def found_in(self, text: str) -> bool:
        """Whether a hidden name stands in `text`, its words not all being of a shown one."""
        shown = {word for name in self.shown for word in search_key(name).split()}
        return any(
            not set(search_key(text[found.start : found.end]).split()) <= shown
            for found in names_in_text(text, self.hidden)
        )


class NameInText(UserFacingError):
    """A free text holds the name of someone the sheet must not name."""

    def __init__(self, fields: Sequence[FreeText], *, file_number: str, remedy: str) -> None:
        named = listing([quoted(one.label) for one in fields])
        holds = "contient" if len(fields) == 1 else "contiennent"
        super().__init__(
            f"La fiche du dossier {file_number} ne s’imprime pas\u202f: {named} {holds} le nom du "
            "jeune ou d’un proche.",
            remedy=f"{_places(fields)} {remedy}".strip(),
            code="name_in_text",
        )


class TellingWord(UserFacingError):
    """A text of a sheet that leaves the cell says where the contact comes from."""

    def __init__(self, fields: Sequence[FreeText], *, number: str) -> None:
        named = listing([quoted(one.label) for one in fields])
        holds = "contient" if len(fields) == 1 else "contiennent"
        super().__init__(
            f"La fiche d’orientation {number} ne s’imprime pas\u202f: {named} {holds} un mot qui "
            "dirait à la structure d’où vient le contact.",
            remedy=_places(fields),
            code="telling_word",
        )


def stop_on_names(
    texts: Iterable[FreeText], persons: Persons, *, file_number: str, remedy: str = ""
) -> None:
    """Raise `NameInText`, naming every field concerned, when a hidden name stands in a text."""
    fields = [one for one in texts if persons.found_in(one.text)]
    if fields:
        raise NameInText(fields, file_number=file_number, remedy=remedy)


def stop_on_telling_words(texts: Iterable[FreeText], *, number: str) -> None:
    """Raise `TellingWord` when a text holds one of the words of domain § 5."""
    fields = [one for one in texts if tells(one.text)]
    if fields:
        raise TellingWord(fields, number=number)


def tells(text: str) -> bool:
    """Whether `text` holds a word that a sheet sent outside the cell must not (domain § 5)."""
    return _TELLING.search(search_key(text)) is not None


def _places(fields: Sequence[FreeText]) -> str:
    places = list(dict.fromkeys(one.place for one in fields))
    return f"À reformuler dans {listing(places)}."
