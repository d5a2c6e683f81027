"""What is typed in the search box, put as a question to the index of words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.rules.names import query_words, search_key
from app.services.rules.phonetics import phonetic_key
from app.services.search_births import Birth, birth_in

LEAST = 2  # letters from which the search box answers
_SOUNDS_FROM = 3  # a shorter word sounds like too many others
_SAID_FROM = 3  # a shorter word is looked for whole inside observations

NEARLY_ALL: Final = "famille"  # how the names of families begin: begun, every family would be read

Ways = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed: the words in the ways they can be read, and a birth date among them.

    `plain` is the typed text; `named` are the ways without the birth date, empty when it is all.
    """

    plain: str
    ways: Ways
    birth: Birth | None
    named: Ways

    @property
    def has_digits(self) -> bool:
        """Whether a number may be meant."""
        return any(sign.isdigit() for sign in self.plain)

    @property
    def match(self) -> str:
        """The FTS5 question: every word begun, or the birth date and the other words begun."""
        return self._match("*")

    @property
    def match_whole(self) -> str:
        """The same, every word whole."""
        return self._match("")

    @property
    def match_sound(self) -> str:
        """The FTS5 question by sound; empty when no word is long enough."""
        said = self.plain if self.birth is None else self.birth.rest
        long = [word for word in search_key(said).split() if len(word) >= _SOUNDS_FROM]
        keys = phonetic_key(" ".join(word for word in long if word.isalpha())).split()
        wanted = " AND ".join(f'"{key.lower()}"' for key in keys)
        return self._and_born(f"phonetic:({wanted})") if wanted else ""

    def slipped(self, near: Mapping[str, Sequence[str]]) -> str:
        """The same, each word also as one of those that are `near` to it."""
        words = self.named if self.birth is not None else self.ways
        return self._born(" OR ".join(f"({_all(way, '*', near)})" for way in words))

    def _match(self, end: str) -> str:
        literal = match_words(self.ways, whole=not end)
        if self.birth is None:
            return literal
        born = self._born(" OR ".join(f"({_all(way, end)})" for way in self.named))
        return born if self.birth.precise else f"({literal}) OR ({born})"

    def _born(self, words: str) -> str:
        return self._and_born(f"words:({words})" if words else "")

    def _and_born(self, question: str) -> str:
        born = f'born:"{self.birth.word}"' if self.birth is not None else ""
        return " AND ".join(filter(None, (question, born)))


def asked(typed: str, today: date) -> Asked | None:
    """Read what is typed; none under two letters or digits."""
    ways = query_words(typed)
    if not ways or len("".join(ways[0])) < LEAST:
        return None
    birth = birth_in(typed, today)
    return Asked(typed.strip(), ways, birth, query_words(birth.rest) if birth else ())


def match_words(ways: Ways, *, whole: bool) -> str:
    """The FTS5 question: every word of one of the ways, whole or begun. Words are [0-9a-z]+."""
    end = "" if whole else "*"
    return "words:(" + " OR ".join(f"({_all(way, end)})" for way in ways) + ")"


def match_said(ways: Ways, *, whole: bool) -> str:
    """The FTS5 question inside observations; empty when no word is long enough.

    Begun words are read in whole before the first answer: they come after whole ones.
    """
    (way, *_) = ways
    if all(len(word) < _SAID_FROM for word in way):
        return ""
    ends = ("" if whole or len(word) < _SAID_FROM else "*" for word in way)
    return " AND ".join(f'"{word}"{end}' for word, end in zip(way, ends, strict=True))


def answers(ways: Ways, *names: str) -> bool:
    """Whether every word of one of the ways begins a word of `names`, stuck or apart."""
    apart = [search_key(name) for name in names]
    words = [word for name in apart for word in name.split()]
    words += [name.replace(" ", "") for name in apart if " " in name]
    return any(all(any(one.startswith(w) for one in words) for w in way) for way in ways)


def _all(way: Iterable[str], end: str, near: Mapping[str, Sequence[str]] | None = None) -> str:
    """Every word of a way, each with the words near to it."""
    found = []
    for word in way:
        others = [f'"{one}"' for one in (near or {}).get(word, ())]
        begun = "" if word == NEARLY_ALL else end
        found.append(" OR ".join((f'"{word}"{begun}', *others)))
    return " AND ".join(f"({one})" if " OR " in one else one for one in found)
