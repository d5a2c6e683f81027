"""Probable duplicates among many: each way two records of one person may differ is found."""

from datetime import date

import pytest

from app.errors import Cancelled
from app.services.rules.matching import Identity
from app.services.rules.matching_pairs import probable_pairs
from app.services.rules.partial_dates import PartialDate

BORN = PartialDate.exactly(date(2011, 3, 4))
OTHERS = [
    Identity(f"{name}{end}", first, PartialDate.exactly(date(2003 + n, 1 + n, 5 + n)))
    for n, (name, first) in enumerate((("Roux", "Paul"), ("Haddad", "Nabil"), ("Kaya", "Onur")))
    for end in ("", "el")
]


@pytest.mark.parametrize(
    "other",
    [
        Identity("Martelle", "Yannis", BORN),
        Identity("Marter", "Yanis", BORN),
        Identity("Wartel", "Yanis", BORN),
        Identity("Martel", "Xanis", BORN),
        Identity("Yanis", "Martel", BORN),
        Identity("Martel", "Yanis", PartialDate.exactly(date(2011, 4, 3))),
        Identity("Martel", "Yanis", PartialDate.exactly(date(2012, 3, 4))),
        Identity("Martel", "Yanis", PartialDate.in_year(2011)),
        Identity("Benali", "Yanis", BORN, usage_name="Martel"),
        Identity("Martel-Dubois", "Yanis", BORN),
    ],
)
def test_a_double_is_found_among_many(other: Identity) -> None:
    people = [Identity("Martel", "Yanis", BORN), *OTHERS, other]
    (pair,) = probable_pairs(people, lambda _done, _total: None)
    assert (pair.one, pair.other) == (0, len(people) - 1)
    assert pair.match.percent >= 75


def test_homonyms_and_twins_do_not_flood_the_list() -> None:
    """A same name says little by itself: the birth date and the given name decide."""
    people = [
        Identity("Martel", "Yanis", PartialDate.exactly(date(2000 + n, 1 + n, 3 + n)))
        for n in range(0, 10, 2)
    ]
    people += [Identity("Martel", "Rayan", BORN), Identity("Martel", "Sofiane", BORN)]
    assert probable_pairs(people, lambda _done, _total: None) == []


def test_the_comparison_stops_when_it_is_cancelled() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        probable_pairs([*OTHERS, *OTHERS], stop)


def test_pairs_told_apart_are_left_out() -> None:
    people = [Identity("Martel", "Yanis", BORN), Identity("Martelle", "Yannis", BORN)]
    found = probable_pairs(
        people, lambda _d, _t: None, apart=lambda one, other: (one, other) == (0, 1)
    )
    assert found == []
