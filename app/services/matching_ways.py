"""The ways by which candidates are found for a name being typed, each bounded by an index.

How the whole name sounds, from the family name or from the given one, either typed in the other's
place; how it is written, as far as it is typed; the birth date, as it is or its day and month
swapped. A first sieve reads nothing but the index; few rows are read whole.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models.youth import Youth
from app.services.desk import Work
from app.services.rules.matching import Identity
from app.services.rules.matching_births import swapped
from app.services.rules.matching_words import one_slip, two_slips
from app.services.rules.names import search_key, sort_key
from app.services.rules.phonetics import phonetic_key

MOST = 80
"""Candidates that are read whole: more would cost more than a keystroke may."""

TOO_FAR = 3
"""What `far` says of two words that nothing brings together."""

_SIEVED = 4000  # entries of an index that one way may go through
_BORN = 40  # of one birth date; at 100,000 persons there are some fifteen
_BEGUN = 30  # whose name begins as what is typed
_NEAREST = 30  # of those who pass a sieve
_SURE = 3
_LAST = "\uffff"


def candidates(work: Work, wanted: Identity) -> tuple[int, ...]:
    """The numbers of the young people who may be the one being typed, the likeliest first."""
    found: dict[int, None] = {}
    for way in (_by_sound, _by_birth, _by_beginning, _by_slip):
        found.update(dict.fromkeys(way(work, wanted)))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _by_sound(work: Work, wanted: Identity) -> Iterable[int]:
    """The same names by ear, in either order."""
    last, first = phonetic_key(wanted.last_name), phonetic_key(wanted.first_name)
    if not last or not first:
        return ()
    straight, inverted = f"{last} {first}", f"{first} {last}"
    return _numbers(work, Youth.phonetic_key.in_((straight, inverted)), MOST // 2)


def _by_birth(work: Work, wanted: Identity) -> Iterable[int]:
    if wanted.birth is None or not wanted.birth.is_exact:
        return ()
    days: list[date] = [wanted.birth.earliest]
    other = swapped(wanted.birth.earliest)
    days += [other] if other else []
    return _numbers(work, Youth.birth_earliest.in_(days), _BORN)


def _by_beginning(work: Work, wanted: Identity) -> Iterable[int]:
    """While it is typed: « mart », « martel y »."""
    begun = sort_key(wanted.last_name, wanted.first_name[:2])
    if len(begun) < 2:
        return ()
    return _numbers(work, Youth.sort_key.between(begun, begun + _LAST), _BEGUN)


def _by_slip(work: Work, wanted: Identity) -> Iterable[int]:
    """One of the two names by ear, and the other nearly: its sound within a slip."""
    last, first = phonetic_key(wanted.last_name), phonetic_key(wanted.first_name)
    if not last or not first or len(search_key(wanted.first_name)) < 2:
        return ()
    found: dict[int, None] = {}
    for column, known, other in (
        (Youth.given_key, first, last),
        (Youth.phonetic_key, last, first),
        (Youth.phonetic_key, first, last),
        (Youth.given_key, last, first),
    ):
        found.update(dict.fromkeys(_sieve(work, column, known, other)))
    return found


def _sieve(work: Work, key: InstrumentedAttribute[str], known: str, other: str) -> list[int]:
    """Those whose one name sounds as `known`, the other one nearly as `other`, nearest first."""
    begins = f"{known} "
    rows = work.session.execute(
        select(Youth.id, key).where(key.between(begins, begins + _LAST)).limit(_SIEVED)
    )
    wanted = other.split()
    near: list[tuple[int, int]] = []
    for number, found in rows:
        rest = found[len(begins) :].split()
        how = min((far(one, it) for one in wanted for it in rest), default=TOO_FAR)
        if how < TOO_FAR:
            near.append((how, number))
    return [number for _, number in sorted(near)[:_NEAREST]]


def far(one: str, other: str) -> int:
    """How far two sounds are: one letter may be heard as two (« x »)."""
    if one == other:
        return 0
    if one_slip(one, other):
        return 1
    sure = min(len(one), len(other)) >= _SURE and (one[0] == other[0] or one[-1] == other[-1])
    return 2 if sure and two_slips(one, other) else TOO_FAR


def _numbers(work: Work, way: ColumnElement[bool], most: int) -> Iterable[int]:
    return work.session.scalars(select(Youth.id).where(way).limit(most))
