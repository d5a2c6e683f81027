"""People's names: how they are compared, shown and shortened.

Names are found whatever the accents, case, hyphens, apostrophes and particles (domain § 6):
« N’Guessan », « Le Goff » and « Jean-Baptiste » answer to « nguessan », « legoff » and
« jean baptiste ».
"""

import re
import unicodedata

from app.services.rules.folding import PARTICLES, fold, search_key
from app.services.rules.phonetics import phonetic_key

__all__ = [
    "compact_key", "display_name", "family_name", "fold", "given_name", "index_words", "initials",
    "proposed_login", "query_words", "search_key", "similarity", "sort_key", "tidy_name",
]  # fmt: skip

NBSP = "\u00a0"

_APOSTROPHES = re.compile(r"[’'‘ʼʻ`´′]")
_INNER_LETTER = re.compile(r"[^\W\d_]+")
_GIVEN_SPLIT = re.compile(r"([ \-’])")

_SILENT_INITIAL = frozenset("de du des d da das do dos di van von der den".split())  # noqa: SIM905 - read as a line of words


def compact_key(text: str) -> str:
    """The same in one piece: « nguessan », « legoff »."""
    return search_key(text).replace(" ", "")


def sort_key(last_name: str, first_name: str = "") -> str:
    """How a list of people is ordered: family name first, accents and hyphens ignored."""
    return f"{search_key(last_name)} {search_key(first_name)}".strip()


def _joined_particles(words: list[str]) -> list[str]:
    """Each run of particles stuck to the word that follows: « le goff yanis », « legoff yanis »."""
    joined, held = [], ""
    for word in words:
        if word in PARTICLES:
            held += word
        else:
            joined.append(held + word)
            held = ""
    return [*joined, held] if held else joined


def index_words(*names: str) -> tuple[str, ...]:
    """The words under which a person is found, each once, in reading order.

    A compound name is there in parts and in one piece, so that a search that begins one of
    its words finds it: « le », « goff », « legoff ».
    """
    found: dict[str, None] = {}
    for name in names:
        words = search_key(name).split()
        found |= dict.fromkeys(words)
        found |= dict.fromkeys(_joined_particles(words))
        if len(words) > 1:
            found["".join(words)] = None
    return tuple(found)


def query_words(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read what is typed in a search box; a person who answers to one is found.

    Each is a set of beginnings that must all be found: « le goff » is (« le », « goff ») or
    (« legoff »,). Empty when nothing is left to look for.
    """
    words = search_key(text).split()
    ways = dict.fromkeys((tuple(words), tuple(_joined_particles(words))))
    return tuple(way for way in ways if way)


def tidy_name(text: str) -> str:
    """A name as it is stored: one space between words, typographic apostrophe, composed."""
    if text.isascii() and text.isalpha():  # most names, and a list shows a hundred at a time
        return text
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return re.sub(r" ?(-) ?", r"\1", _APOSTROPHES.sub("’", plain))


def family_name(last_name: str) -> str:
    """A family name as print shows it: « ÖZDEMIR », « N’GUESSAN », « LE GOFF »."""
    return tidy_name(last_name).upper()


def given_name(first_name: str) -> str:
    """A given name; typed all in capitals or all in small letters, it gets its capitals."""
    name = tidy_name(first_name)
    if not (name.isupper() or name.islower()):
        return name
    return "".join(part[:1].upper() + part[1:].lower() for part in _GIVEN_SPLIT.split(name))


def proposed_login(first_name: str, last_name: str) -> str:
    """« c.delmas » for Claire Delmas; empty while either is. 40 characters at most."""
    first, last = search_key(first_name), search_key(last_name)
    return f"{first[0]}.{last.replace(' ', '')}"[:40] if first and last else ""


def display_name(last_name: str, first_name: str) -> str:
    """« MARTEL Yanis »."""
    return f"{family_name(last_name)} {given_name(first_name)}".strip()


def _first_letter(word: str) -> str:
    letters = _INNER_LETTER.search(word)
    return f"{letters[0][0].upper()}." if letters else ""


def initials(last_name: str, first_name: str) -> str:
    """« L. D. » for Léa Dupont, « J.-B. N. » for Jean-Baptiste N’Guessan.

    Weak: in a small quartier they may suffice to recognise someone (domain § 5).
    """
    given = "-".join(filter(None, map(_first_letter, re.split(r"[-\s]+", first_name.strip()))))
    words = tidy_name(last_name).replace("’", "’ ").split()
    proper = [word for word in words if search_key(word) not in _SILENT_INITIAL] or words
    family = _first_letter(proper[0]) if proper else ""
    return NBSP.join(filter(None, (given, family)))


def similarity(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, whatever the order of their words.

    100 only for names that are the same but for accents, case, hyphens and order; names that
    sound alike get at least 90.
    """
    # rapidfuzz costs some 40 ms to import: only a search for doubles pays it.
    from rapidfuzz import fuzz  # noqa: PLC0415

    left, right = search_key(one), search_key(other)
    if not left or not right:
        return 0.0
    written = max(
        fuzz.token_sort_ratio(left, right),
        # in one piece, « Le Goff » and « Legoff » are the same written form, nearly
        min(99.0, fuzz.ratio(left.replace(" ", ""), right.replace(" ", ""))),
    )
    sounds = sorted(phonetic_key(left).split()), sorted(phonetic_key(right).split())
    return max(written, 90.0) if sounds[0] == sounds[1] else written
