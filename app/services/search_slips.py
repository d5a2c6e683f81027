"""Words typed with a slip: one letter added, lost, changed, or two swapped.

Asked only when nothing better answers. The words that exist are read from the index itself: in
their order from the first letter, which a slip rarely touches, and one by one where it does.
"""

import json
from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Final

from sqlalchemy import text

from app.services.desk import Work

FROM: Final = 5
"""Letters from which a word may hold a slip: shorter ones are near to too many others."""
_MOST: Final = 24  # words near to one: more would be a question too long to answer at once

_BEGIN_SO: Final = text(
    "SELECT term FROM search_words_terms WHERE term >= :first AND term < :after "
    "AND length(term) BETWEEN :shortest AND :longest"
)
_ARE: Final = text(
    "SELECT term FROM search_words_terms WHERE term IN (SELECT value FROM json_each(:words))"
)


def near_words(work: Work, words: Iterable[str]) -> dict[str, Sequence[str]]:
    """The words of the index one slip away from each of `words` that is long enough.

    They say nothing of who may see the records that hold them: those still have their rights.
    """
    found = {}
    for word in words:
        if len(word) >= FROM and word.isalpha():
            near = sorted(_same_beginning(work, word) | _other_beginning(work, word))
            found[word] = near[:_MOST]
    return {word: near for word, near in found.items() if near}


def one_slip(one: str, other: str) -> bool:
    """Whether a letter added, lost or changed, or two neighbours swapped, make one the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:  # one is the other and one more letter
        return True
    left, right = one[at:], other[at:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _same_beginning(work: Work, word: str) -> set[str]:
    rows = work.session.scalars(
        _BEGIN_SO,
        {
            "first": word[0],
            "after": chr(ord(word[0]) + 1),
            "shortest": len(word) - 1,
            "longest": len(word) + 1,
        },
    )
    return {one for one in rows if one_slip(one, word)}


def _other_beginning(work: Work, word: str) -> set[str]:
    """The first letter changed, lost or added, or swapped with the second."""
    begun = {first + end for first in ascii_lowercase for end in (word, word[1:])}
    begun |= {word[1:], word[1] + word[0] + word[2:]}
    wanted = json.dumps(sorted(begun - {word}))
    return set(work.session.scalars(_ARE, {"words": wanted}))
