"""The writing control: what a free text says that its reader may not need (domain § 2.3).

It points out, and never forbids: offences, health, origin or religion, value judgements, data of
third parties, counts of absences (the threshold reached is a fact of its own, § 3.2) and the INE
(§ 3.9). Whole words, whatever their case and accents. A NIR is refused elsewhere, outright.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.models.enums import WritingCategory
from app.services.rules.forbidden_numbers import find_ine
from app.services.rules.writing_absences import absence_counts
from app.services.rules.writing_people import contacts, name_after
from app.services.rules.writing_words import (
    Entry,
    Matcher,
    Pattern,
    pattern,
    read_line,
    shipped,
    words_of,
)

#: One sentence each: why these words are pointed out, and what to do instead.
WHY: Mapping[WritingCategory, str] = {
    WritingCategory.OFFENCE: "les infractions et la justice ne se notent pas dans un texte\u202f; "
    "dites le besoin, une mesure judiciaire a sa place au dossier.",
    WritingCategory.HEALTH: "la santé ne se note que si le suivi ne peut s’en passer\u202f; "
    "dites plutôt l’aménagement ou l’aide utile.",
    WritingCategory.ORIGIN: "l’origine, la religion et la nationalité ne se notent pas\u202f; "
    "elles n’aident pas à proposer une solution.",
    WritingCategory.JUDGEMENT: "un jugement n’est pas un fait\u202f; dites ce qui a été vu ou "
    "entendu, la personne peut en obtenir copie.",
    WritingCategory.THIRD_PARTY: "le nom ou les coordonnées d’une autre personne ne se notent "
    "pas dans un texte\u202f; leur place est à l’identité ou dans l’annuaire.",
    WritingCategory.ABSENCE: "les absences ne se comptent pas dans un texte\u202f; seul le seuil "
    "atteint se note, dans la scolarité.",
    WritingCategory.INE: "le numéro national d’élève n’est pas utile ici\u202f; retirez-le.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that are pointed out: characters `start` to `end` of the text, the latter excluded."""

    category: WritingCategory
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TownWords:
    """What the town adds to the lists, as written; what it put aside, by `Entry.key`."""

    added: frozenset[tuple[WritingCategory, str]] = frozenset()
    aside: frozenset[tuple[WritingCategory, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is looked for, and what is not meant by it."""

    watched: Matcher
    safe: Matcher


NOTHING_ADDED = TownWords()


@lru_cache(maxsize=4)
def vocabulary(town: TownWords = NOTHING_ADDED) -> Vocabulary:
    """The lists of the program with the town's own, ready to be used."""
    from_town = [(category, Entry(*_parts(words))) for category, words in town.added]
    ours = [(category, entry) for category, entries in shipped().items() for entry in entries]
    entries = [
        *((kind, one) for kind, one in ours if (kind, one.key) not in town.aside),
        *from_town,
    ]
    return Vocabulary(
        Matcher(_patterns((kind, one.words) for kind, one in entries)),
        # an exception stays one, even when the word it belongs to is put aside
        Matcher(_patterns((k, e) for k, one in [*ours, *from_town] for e in one.exceptions)),
    )


def findings(text: str, lists: Vocabulary) -> tuple[Finding, ...]:
    """Everything to point out in `text`, in reading order; the longest words of a category first.

    1,000 characters take less than 2 ms (tests/unit/rules/test_writing.py).
    """
    words = words_of(text)
    watched = list(lists.watched.matches(text, words))
    counted = list(absence_counts(text, words))
    safe = list(lists.safe.matches(text, words)) if watched or counted else []

    def meant(category: WritingCategory, first: int, after: int) -> bool:
        return not any(kind is category and a <= first and after <= b for kind, a, b in safe)

    spans = [
        (category, words[first].start, end)
        for category, first, after in watched
        if meant(category, first, after)
        if (end := _end(text, category, words[after - 1].end)) is not None
    ]
    absence = WritingCategory.ABSENCE
    spans += [(absence, a, b) for head, a, b in counted if meant(absence, head, head + 1)]
    spans += [(WritingCategory.THIRD_PARTY, start, end) for start, end in contacts(text)]
    spans += [(WritingCategory.INE, one.start, one.end) for one in find_ine(text)]
    return _apart(text, spans)


def _end(text: str, category: WritingCategory, end: int) -> int | None:
    """Where what was found ends; None for a word of kinship that no name follows."""
    return name_after(text, end) if category is WritingCategory.THIRD_PARTY else end


def _apart(text: str, spans: Iterable[tuple[WritingCategory, int, int]]) -> tuple[Finding, ...]:
    """Without those that lie in another of the same category."""
    until: dict[WritingCategory, int] = {}
    found = []
    for category, start, end in sorted(spans, key=lambda one: (one[1], -one[2])):
        if start >= until.get(category, 0):
            found.append(Finding(category, text[start:end], start, end))
            until[category] = end
    return tuple(found)


def _patterns(lines: Iterable[tuple[WritingCategory, str]]) -> Iterable[Pattern]:
    return (found for kind, words in lines if (found := pattern(kind, words)) is not None)


def _parts(line: str) -> tuple[str, tuple[str, ...]]:
    entry = read_line(line)
    return ("", ()) if entry is None else (entry.words, entry.exceptions)
