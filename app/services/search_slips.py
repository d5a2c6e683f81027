"""Words typed with a slip: one letter added, lost, changed, or two swapped.

Asked only when nothing better answers. The words that exist are read from the index itself: in
their order from the first two letters, which a slip rarely touches; only when these lead to
nothing, one by one where it does touch them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Final

from sqlalchemy import text

from app.services.desk import Work
from app.services.rules.matching_words import one_slip
from app.services.search_words import NEARLY_ALL

FROM: Final = 5
"""Letters from which a word may hold a slip: shorter ones are near to too many others."""
_MOST: Final = 24  # words near to one: more would be a question too long to answer at once
_SURE: Final = 2  # letters a slip rarely touches

_BEGIN_SO: Final = text(
    "SELECT term FROM search_words_terms WHERE term >= :first AND term < :after "
    "AND length(term) BETWEEN :shortest AND :longest"
)
_ARE: Final = text(
    "SELECT term FROM search_words_terms WHERE term IN (SELECT value FROM json_each(:words))"
)

Near = Mapping[str, Sequence[str]]


def near_words(work: Work, words: Iterable[str]) -> Iterator[Near]:
    """The words of the index one slip away from each of `words` that is long enough.

    Those that begin alike, then, if these are not enough, all of them. They say nothing of who
    may see the records that hold them: those still have their rights.
    """
    long = [word for word in words if len(word) >= FROM and word.isalpha() and word != NEARLY_ALL]
    alike = {word: _same_beginning(work, word) for word in long}
    if near := _nearest(alike):
        yield near
    every = {word: found | _other_beginning(work, word) for word, found in alike.items()}
    if every != alike:
        yield _nearest(every)


def _nearest(found: Mapping[str, set[str]]) -> Near:
    return {word: sorted(near)[:_MOST] for word, near in found.items() if near}


def _same_beginning(work: Work, word: str) -> set[str]:
    begun = word[:_SURE]
    rows = work.session.scalars(
        _BEGIN_SO,
        {
            "first": begun,
            "after": begun[:-1] + chr(ord(begun[-1]) + 1),
            "shortest": len(word) - 1,
            "longest": len(word) + 1,
        },
    )
    return {one for one in rows if one_slip(one, word)}


def _other_beginning(work: Work, word: str) -> set[str]:
    """One of the first letters changed, lost or added, or swapped with the one that follows."""
    begun: set[str] = set()
    for at in range(_SURE):
        before, here, after = word[:at], word[at:], word[at + 1 :]
        begun |= {before + letter + end for letter in ascii_lowercase for end in (here, after)}
        begun |= {before + after, before + after[0] + word[at] + after[1:]}
    wanted = json.dumps(sorted(begun - {word}))
    return set(work.session.scalars(_ARE, {"words": wanted}))
