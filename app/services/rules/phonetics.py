"""A phonetic key for the names met in a French town.

French spelling first (Thierry, Benoît, Philippe, Margaux), then what transcriptions do to
Arabic, Turkish, Portuguese and Asian names: Mohamed and Muhammad, Khadija and Hadija, Yacine
and Yassine, Filipe and Philippe, Marouane and Marwan have one key. It is a skeleton of
consonants with the first and the last sounded vowel, made to gather; `names.similarity` ranks.

Classes of vowels: A; I for e, i, y; O for o, u. X is the sound of « ch ».
"""

import re
from functools import lru_cache

from app.services.rules.folding import fold

_PARTICLES = frozenset(
    "le la les l de du des d da das do dos di del den der van von el al ul abd ben bel bou ait "  # noqa: SIM905 - read as a line of words
    "ould o n m".split()
)

# In this order; what stands before is already folded to a-z and in capitals.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # digraphs, before the letters that make them
        (r"(.)\1+", r"\1"),
        (r"PH", "F"),
        (r"SCH|TCH|SH", "X"),
        (r"CH(?=[RLTN])", "K"),
        (r"CH(?=AE)", "K"),  # Michael, Mickaël
        (r"(?<=Z)ACH(?=A)", "AK"),  # Zacharie, Zakaria
        (r"CH", "X"),
        (r"^KH(?=[AEIOUY])", ""),  # Khadija is heard Hadija, and h is mute
        (r"KH", "K"),
        (r"GH(?=[AOUR])", "R"),  # Ghania, Belghoul
        (r"GH", "\x01"),
        (r"([BDTRLN])H", r"\1"),
        (r"DJ|ZH", "J"),
        (r"OU(?=[AEIY])", "W"),  # Walid, Oualid; a mute h between keeps the vowels apart
        (r"H", ""),
        (r"^I(?=[AEOU])", "Y"),
        # letters with two sounds
        (r"SC(?=[EIY])", "S"),
        (r"C(?=[EIY])", "S"),
        (r"CK|QU|[CQ]", "K"),
        (r"GE(?=[AO])", "J"),
        (r"GU(?=[EIY])", "\x01"),  # the hard g is kept apart until the soft ones are named
        (r"GN", "N"),
        (r"G(?=[EIY])", "J"),
        (r"\x01", "G"),
        (r"M(?=[BP])", "N"),
        (r"Z", "S"),
        # silent ends
        (r"(?<=[AEO])U(?:L?[TD]S?|X)$", "U"),  # Renault, Thibaut, Margaux, Leroux
        (r"(?<=O)T$", ""),  # Margot
        (r"(?<=OI)ST$", "T"),
        (r"(?<=[NR])[TD]$", ""),  # Laurent, Bernard, Bertrand
        (r"D$", "T"),  # Ahmed, Ahmet
        (r"(?<=.)E+$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_KS = re.compile(r"(?<!EI)X(?!$)|(?<!U)X$")  # else it is « ch » (Teixeira) or silent (Roux)
_VOWELS = "AEIOUY"
_CLASSES = {"A": "A", "E": "I", "I": "I", "Y": "I", "O": "O", "U": "O"}
_E_SOUND = re.compile(r"^(?:[AE][IY])(?=[^AEIOUY])")
_O_SOUND = re.compile(r"E?AU")


def _letters(word: str) -> str:
    return "".join(c for c in fold(word) if "a" <= c <= "z").upper()


def _word_key(letters: str) -> str:
    sound = _KS.sub("KS", letters)
    for pattern, replacement in _RULES:
        sound = pattern.sub(replacement, sound)
    sound = _O_SOUND.sub("O", sound)
    sound = _E_SOUND.sub("I", sound)
    if not sound:
        return ""
    glide = sound[0] == "Y" and len(sound) > 1 and sound[1] in "AEOUI"
    first = "Y" if glide else _CLASSES.get(sound[0], sound[0])
    middle = "".join(c for c in sound[1:] if c not in _VOWELS)
    last = _CLASSES[sound[-1]] if len(sound) > 1 and sound[-1] in _VOWELS else ""
    return first + middle + last


@lru_cache(maxsize=4096)
def _cached(letters: str) -> str:
    return _word_key(letters) or letters[:1]


def phonetic_key(text: str) -> str:
    """The keys of the words of a name, separated by a space; particles go with what follows.

    « Le Goff » and « Legoff » have the same. A text without any Latin letter has the key "".
    """
    keys, held = [], ""
    for word in re.split(r"[^\w]+|_", text):
        letters = _letters(word)
        if letters.lower() in _PARTICLES:
            held += letters
        elif letters:
            keys.append(_cached(held + letters))
            held = ""
    if held:
        keys.append(_cached(held))
    return " ".join(keys)


def sound_keys(last_name: str, usage_name: str | None, first_name: str) -> tuple[str, str]:
    """How a person's names sound, family name first, then given name first.

    Stored, and searched by their beginnings: a change of the rules above wants a higher
    `duplicates_keys.VERSION`, so that vaults made before are brought up to date.
    """
    family = " ".join(filter(None, (last_name, usage_name)))
    return phonetic_key(f"{family} {first_name}"), phonetic_key(f"{first_name} {family}")
