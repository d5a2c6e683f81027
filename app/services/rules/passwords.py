"""Which passwords may protect a vault.

The file can be copied and attacked at leisure, so case 1 of the CNIL applies: 80 bits (CNIL,
deliberation 2022-100 of 21 July 2022, with its three examples). They are rules and not a count
of bits: 12 characters of 99 are 79.55 bits, and are the CNIL's own example (domain § 2.10).
Words that a person chooses are not drawn at random, hence also 30 characters.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.paths import resources
from app.services.rules.folding import fold

LEAST_FOUR_CLASSES = 12
LEAST_THREE_CLASSES = 14
LEAST_WORDS, LEAST_PASSPHRASE = 7, 30
_LEAST_DISTINCT = 6
_LEAST_BESIDE_NUMBERS = 5
_LEAST_NAME, _LEAST_NAME_PART = 3, 4
_PASSPHRASE_BEGUN = 3  # from the third word on, it is taken for a passphrase

_COMMON = "Trop courant\u202f: un mot ou un mot de passe connu se devine, même suivi de chiffres"
_NUMBERS = "Trop facile\u202f: une date ou un numéro se devine"
_WALK = "Trop facile\u202f: ces touches se suivent"
_REPEATED = "Trop répétitif\u202f: variez les caractères"

_WORD = re.compile(r"[^\W_]{2,}")
_LEET = str.maketrans("0345789@$!€+", "oeastbgasiet")
_LINES = (
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "01234567890123456789",
    "147258369147258369",
)
_WALKS = tuple(way for line in _LINES for way in (line * 2, line[::-1] * 2))


class Profile(StrEnum):
    """The three ways to reach 80 bits that the CNIL gives as examples."""

    FOUR_CLASSES = "FOUR_CLASSES"  # 12 characters: capital, small letter, digit, sign
    THREE_CLASSES = "THREE_CLASSES"  # 14 characters: capital, small letter, digit
    PASSPHRASE = "PASSPHRASE"  # noqa: S105 - a name: 7 words and 30 characters


def bits(length: int, alphabet: int) -> float:
    """The entropy of `length` symbols drawn from `alphabet`, in bits."""
    return length * math.log2(alphabet)


# What the CNIL counts: signs drawn from 37 at least, words from a list of 7,776.
PROFILE_BITS = {
    Profile.FOUR_CLASSES: bits(LEAST_FOUR_CLASSES, 26 + 26 + 10 + 37),
    Profile.THREE_CLASSES: bits(LEAST_THREE_CLASSES, 26 + 26 + 10),
    Profile.PASSPHRASE: bits(LEAST_WORDS, 7776),
}


@dataclass(frozen=True, slots=True)
class PasswordAdvice:
    """What to tell someone who is choosing a password.

    `missing` holds French sentences, shown live, the most useful first; it is empty when
    `accepted`. `profile` is the profile met, even where something else stands in the way.
    """

    accepted: bool
    missing: tuple[str, ...]
    profile: Profile | None


def canonical(password: str) -> str:
    """The form to derive keys from: the same characters, composed, whatever the keyboard (NFC)."""
    return unicodedata.normalize("NFC", password)


def assess(password: str, *, login: str = "", town: str = "") -> PasswordAdvice:
    """Whether `password` may be taken, and what it lacks. Repeats nothing of it."""
    password = canonical(password)
    profile = _profile(password)
    missing = [] if profile else _lacks(password)
    if profile and profile is not Profile.PASSPHRASE:
        missing += _too_easy(password)
    missing += _personal(password, login=login, town=town)
    return PasswordAdvice(accepted=not missing, missing=tuple(missing), profile=profile)


@dataclass(frozen=True, slots=True)
class _Classes:
    capital: bool
    small: bool
    digit: bool
    sign: bool

    @property
    def three(self) -> bool:
        return self.capital and self.small and self.digit


def _classes(password: str) -> _Classes:
    return _Classes(
        capital=any(c.isupper() for c in password),
        small=any(c.islower() for c in password),
        digit=any(c.isdecimal() for c in password),
        sign=any(not c.isalnum() for c in password),
    )


def _distinct_words(password: str) -> int:
    return len({fold(word) for word in _WORD.findall(password)})


def _profile(password: str) -> Profile | None:
    classes = _classes(password)
    if len(password) >= LEAST_PASSPHRASE and _distinct_words(password) >= LEAST_WORDS:
        return Profile.PASSPHRASE
    if classes.three and classes.sign and len(password) >= LEAST_FOUR_CLASSES:
        return Profile.FOUR_CLASSES
    if classes.three and len(password) >= LEAST_THREE_CLASSES:
        return Profile.THREE_CLASSES
    return None


def _more(n: int, one: str, several: str) -> str:
    return f"Encore {n} {several if n > 1 else one}"


def _lacks(password: str) -> list[str]:
    """What leads soonest to one of the profiles."""
    if len(_WORD.findall(password)) >= _PASSPHRASE_BEGUN and " " in password:
        return _passphrase_lacks(password)
    classes = _classes(password)
    if classes.three and not classes.sign and len(password) >= LEAST_FOUR_CLASSES:
        left = _more(LEAST_THREE_CLASSES - len(password), "caractère", "caractères")
        return [f"Ajoutez un signe (! ? - …), ou {left.lower()}"]
    lacks = []
    if len(password) < LEAST_FOUR_CLASSES:
        lacks.append(_more(LEAST_FOUR_CLASSES - len(password), "caractère", "caractères"))
    for there, sentence in (
        (classes.capital, "Ajoutez une majuscule"),
        (classes.small, "Ajoutez une minuscule"),
        (classes.digit, "Ajoutez un chiffre"),
        (classes.sign or len(password) >= LEAST_THREE_CLASSES, "Ajoutez un signe (! ? - …)"),
    ):
        if not there:
            lacks.append(sentence)
    return lacks


def _passphrase_lacks(password: str) -> list[str]:
    words, distinct = len(_WORD.findall(password)), _distinct_words(password)
    lacks = []
    if words < LEAST_WORDS:
        lacks.append(_more(LEAST_WORDS - words, "mot", "mots"))
    elif distinct < LEAST_WORDS:
        lacks.append(f"Prenez {LEAST_WORDS} mots différents")
    if len(password) < LEAST_PASSPHRASE:
        lacks.append(_more(LEAST_PASSPHRASE - len(password), "caractère", "caractères"))
    return lacks


@cache
def _common() -> frozenset[str]:
    """The common passwords and words, read once, some 15 ms."""
    hand = resources("passwords", "usages.txt").read_text(encoding="utf-8")
    lists = resources("passwords", "listes.txt").read_text(encoding="ascii")
    words = (line.split() for line in hand.splitlines() if not line.startswith("#"))
    return frozenset(lists.split()).union(*words)


def _readings(password: str) -> Iterator[str]:
    """What may be read in a password once its ornaments are taken off."""
    plain = fold(password)
    trimmed = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    for text in (plain, trimmed, plain.rstrip("0123456789")):
        for one in ("1i", "1l"):
            for reading in (text, text.translate(_LEET | str.maketrans(*one))):
                yield re.sub(r"[^a-z0-9]", "", reading)
    runs = set(re.findall(r"[a-z]+", plain))
    if len(runs) == 1:
        yield from runs


def _unit(text: str) -> str:
    """The part that repeats to make up the text, or the text itself."""
    again = (text + text).find(text, 1)
    return text[:again]


def _too_easy(password: str) -> list[str]:
    plain = fold(password)
    if len(set(plain)) < _LEAST_DISTINCT:
        return [_REPEATED]
    if len(re.sub(r"\d{4,}", "", plain)) < _LEAST_BESIDE_NUMBERS:
        return [_NUMBERS]
    readings = {text for text in _readings(password) if text}
    for reading in readings | {_unit(text) for text in readings}:
        if reading in _common():
            return [_COMMON]
        if len(reading) > 2 and any(reading in walk for walk in _WALKS):
            return [_WALK]
    return []


def _holds(password: str, name: str) -> bool:
    parts = re.findall(r"[a-z0-9]+", fold(name))
    whole = "".join(parts)
    sought = {part for part in parts if len(part) >= _LEAST_NAME_PART}
    sought |= {whole} if len(whole) >= _LEAST_NAME else set()
    plain = fold(password)
    forms = {plain, *(plain.translate(_LEET | str.maketrans(*one)) for one in ("1i", "1l"))}
    compact = {re.sub(r"[^a-z0-9]", "", form) for form in forms}
    return any(part in form for part in sought for form in compact)


def _personal(password: str, *, login: str, town: str) -> list[str]:
    found = []
    if _holds(password, login):
        found.append("Retirez votre identifiant")
    if _holds(password, town):
        found.append("Retirez le nom de la commune")
    return found
