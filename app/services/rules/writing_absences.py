"""Counts of absences in a free text: « 12 absences », « absent 4 jours », « a manqué 3 cours ».

Only « seuil atteint le …, source » may be kept, not day-by-day absences (domain §§ 2.4 and 3.2).
"""

import re
from collections.abc import Iterator

from app.services.rules.writing_words import Word

_NUMBERS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt "  # noqa: SIM905 - read as a line of words
    "trente quarante cinquante soixante cent dizaine douzaine quinzaine vingtaine trentaine "
    "quarantaine cinquantaine centaine".split()
)
_ONE = frozenset({"un", "une"})
_UNITS = frozenset(
    "jour jours journee journees demi demie demies heure heures h fois semaine semaines mois "  # noqa: SIM905 - read as a line of words
    "matinee matinees matin matins cours seance seances".split()
)
_ABSENT = frozenset(
    "absent absente absents absentes absence absences absenteisme".split()  # noqa: SIM905 - idem
)
_MISSED = frozenset(
    "manque manquee manques manquees manquent manquer manquait rate ratee rates ratees rater "  # noqa: SIM905 - read as a line of words
    "seche seches sechees secher".split()
)
_BETWEEN = frozenset(
    "a au aux cette classe college cours cumule cumules d de deja depuis des du durant ecole "  # noqa: SIM905 - read as a line of words
    "eleve elevent en environ ete etait fois injustifie injustifiee injustifiees justifiee "
    "justifiees l la le lycee moins non nouvelle nouvelles nombreuses pendant plus pres presque "
    "quelque s sur tel total une".split()
)
_COME = frozenset({"venu", "venue", "venus", "venues"})
_NOT = frozenset({"pas", "plus"})
_STOP = re.compile(r"[.;!?,\n…]")
_MOST = 5
"""How many small words may stand between « absent » and its number."""


def absence_counts(text: str, words: list[Word]) -> Iterator[tuple[int, int, int]]:
    """Each count: the word that says absence, the characters it runs from and to."""
    for at, word in enumerate(words):
        span = None
        if word.key in _ABSENT:
            span = _before(text, words, at) or _after(text, words, at, named=True)
        elif word.key in _COME and at and words[at - 1].key in _NOT:
            span = _after(text, words, at, named=True)
        elif word.key in _MISSED:
            span = _before(text, words, at) or _after(text, words, at, named=False)
        if span is not None:
            first, last = span
            yield at, words[first].start, words[last].end


def _before(text: str, words: list[Word], at: int) -> tuple[int, int] | None:
    """« 12 demi-journées d’absence », « 4 jours manqués »: a number, then what is counted."""
    place, units = at - 1, words[at].key in {"absences", "absence"}
    while (
        place >= 0
        and at - place <= _MOST
        and not _STOP.search(text, words[place].end, words[place + 1].start)
    ):
        key = words[place].key
        if _is_number(key) or (key in _ONE and units and place + 1 < at):
            return (place, at) if units else None
        if key in _UNITS:
            units = True
        elif key not in _BETWEEN:
            return None
        place -= 1
    return None


def _after(text: str, words: list[Word], at: int, *, named: bool) -> tuple[int, int] | None:
    """« absent depuis 4 jours », « absences : 12 », « absent les 12, 13 et 14 »."""
    for place in range(at + 1, min(at + 1 + _MOST, len(words))):
        if _STOP.search(text, words[place - 1].end, words[place].start):
            return None
        key = words[place].key
        number = _is_number(key)
        if number or key in _ONE:
            last = _unit(text, words, place)
            if last is None and number and words[at].key == "absences":
                said = text[words[place - 1].end : words[place].start]
                last = place if place == at + 1 or ":" in said else None
            if last is not None or number:
                return None if last is None else (at, last)
        elif named and key == "les" and place + 1 < len(words) and words[place + 1].key.isdigit():
            return at, place + 1
        elif key not in _BETWEEN:
            return None
    return None


def _unit(text: str, words: list[Word], number: int) -> int | None:
    """The last word of « 4 demi-journées » or « dizaine de jours », from its number."""
    for place in range(number + 1, min(number + 4, len(words))):
        if _STOP.search(text, words[place - 1].end, words[place].start):
            return None
        key = words[place].key
        if key in {"demi", "demie"} and place + 1 < len(words) and words[place + 1].key in _UNITS:
            return place + 1
        if key in _UNITS:
            return place
        if key not in {"de", "d", "bonne", "bons", "a", "ou"} and not _is_number(key):
            return None
    return None


def _is_number(key: str) -> bool:
    return key in _NUMBERS or (key.isdigit() and len(key) <= 3)
