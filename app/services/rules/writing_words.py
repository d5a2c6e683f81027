"""The lists of words of the writing control: how a line is read, and what it finds.

A line is a word or several (« mis en cause »). `mot*` stands for all that begins so, `mot!` for
these letters alone; otherwise the plural and the feminine are found too. « vol ≠ vol d’avion,
plan de vol » names what is not meant; « ≠ père absent » alone adds to the exceptions. A line that
begins with « # » is a comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.models.enums import WritingCategory
from app.paths import resources
from app.services.rules.folding import fold

EXCEPT = "≠"
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*[*!]?")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")
_SILENT = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
_BREAK = re.compile(r"[.;:!?,\n…]")
_SMALL = frozenset(
    "a au aux ce cet cette d de des du en et ete l la le les leur mal ou par pas plus s sa sans "  # noqa: SIM905 - read as a line of words
    "ses son sous sur un une".split()
)
#: What the feminine does to the end of a word; « e » otherwise.
_FEMININE = (
    ("teur", ("teuse", "trice")), ("eur", ("euse",)), ("eux", ("euse",)), ("f", ("ve",)),
    ("el", ("elle",)), ("en", ("enne",)), ("on", ("onne",)), ("et", ("ette", "ete")),
    ("er", ("ere",)), ("c", ("que", "che")), ("ot", ("ote", "otte")), ("ou", ("olle",)),
)  # fmt: skip
_KIND_FILES: Mapping[WritingCategory, str] = {
    WritingCategory.OFFENCE: "offences.txt",
    WritingCategory.HEALTH: "health.txt",
    WritingCategory.ORIGIN: "origins.txt",
    WritingCategory.JUDGEMENT: "judgements.txt",
    WritingCategory.THIRD_PARTY: "third_parties.txt",
    WritingCategory.ABSENCE: "absences.txt",
}
#: The categories that are found by words, hence that the town may complete.
WORDED: tuple[WritingCategory, ...] = tuple(_KIND_FILES)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, with its place in it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: the words looked for, "" for exceptions alone, and what is not meant."""

    words: str
    exceptions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells two entries apart: « Garde-à-vue » is « garde a vue »."""
        return " ".join(fold(one) for one in _TOKEN.findall(self.words))

    def __str__(self) -> str:
        """As a person writes it."""
        if not self.exceptions:
            return self.words
        return f"{self.words} {EXCEPT} {', '.join(self.exceptions)}".strip()


@dataclass(frozen=True, slots=True)
class _Form:
    """What one word of a pattern may be."""

    forms: frozenset[str]
    prefix: str = ""

    def fits(self, key: str) -> bool:
        return key.startswith(self.prefix) if self.prefix else key in self.forms


Pattern = tuple[WritingCategory, tuple[_Form, ...]]


class Matcher:
    """Finds many patterns in one reading of a text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_letters: dict[str, list[Pattern]] = {}  # the two first of a prefix
        for pattern in patterns:
            first = pattern[1][0]
            if first.prefix:
                self._by_letters.setdefault(first.prefix[:2], []).append(pattern)
            for form in first.forms:
                self._by_word.setdefault(form, []).append(pattern)

    def matches(self, text: str, words: list[Word]) -> Iterator[tuple[WritingCategory, int, int]]:
        """Each pattern that stands in the text: its category, first word and word after."""
        nothing: list[Pattern] = []
        for at, word in enumerate(words):
            key = word.key
            begun = self._by_letters.get(key[:2], nothing)
            found = self._by_word.get(key, nothing)
            if begun:
                found = [*found, *(one for one in begun if key.startswith(one[1][0].prefix))]
            for category, forms in found:
                end = at + len(forms)
                if end == at + 1 or self._follow(text, words, at, forms):
                    yield category, at, end

    @staticmethod
    def _follow(text: str, words: list[Word], at: int, forms: tuple[_Form, ...]) -> bool:
        end = at + len(forms)
        if end > len(words):
            return False
        for place in range(1, len(forms)):
            if not forms[place].fits(words[at + place].key):
                return False
        return not _BREAK.search(text, words[at].end, words[end - 1].start)


def words_of(text: str) -> list[Word]:
    """The words of a text; an apostrophe and a hyphen part two words, a soft hyphen does not."""
    return [Word(_key(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def read_line(line: str) -> Entry | None:
    """The entry of a line; None for a comment, or when there is no word in it."""
    if line.lstrip().startswith("#"):
        return None
    words, _, rest = line.partition(EXCEPT)
    exceptions = tuple(" ".join(one.split()) for one in rest.split(",") if _TOKEN.search(one))
    tidy = " ".join(words.split()) if _TOKEN.search(words) else ""
    return Entry(tidy, exceptions) if tidy or exceptions else None


@lru_cache(maxsize=1)
def shipped() -> Mapping[WritingCategory, tuple[Entry, ...]]:
    """The lists that come with the program, read from `resources/writing`."""
    return {
        category: tuple(
            entry
            for line in resources("writing", name).read_text(encoding="utf-8").splitlines()
            if (entry := read_line(line)) is not None
        )
        for category, name in _KIND_FILES.items()
    }


def pattern(category: WritingCategory, words: str) -> Pattern | None:
    """What finds these words, in the plural and the feminine too; None without a word."""
    forms = tuple(_form(token) for token in _TOKEN.findall(words))
    return (category, forms) if forms else None


def _key(word: str) -> str:
    return word.lower() if word.isascii() else fold(_SILENT.sub("", word))


def _form(token: str) -> _Form:
    mark, bare = token[-1:], fold(token.rstrip("*!"))
    if mark == "*":
        return _Form(frozenset(), bare)
    if mark == "!" or len(bare) < 3 or bare in _SMALL:
        return _Form(frozenset({bare}))
    return _Form(frozenset(_inflected(bare, accented=token.endswith(("é", "É", "e\u0301")))))


def _inflected(word: str, *, accented: bool) -> Iterator[str]:
    for one in (word, *_feminines(word, accented=accented)):
        yield one
        if one.endswith(("s", "x", "z")):
            continue
        yield f"{one}s"
        if one.endswith("al"):
            yield f"{one[:-1]}ux"
        elif one.endswith(("au", "eu")):
            yield f"{one}x"


def _feminines(word: str, *, accented: bool) -> tuple[str, ...]:
    if word.endswith("e"):
        return (f"{word}e",) if accented else ()
    for ending, feminine in _FEMININE:
        if word.endswith(ending):
            return tuple(word.removesuffix(ending) + one for one in feminine)
    return (f"{word.removesuffix('s')}e", f"{word}e")
