"""The fictional town's words: whatever is drawn together, every sheet prints."""

from itertools import product

import pytest

from app.services.demo.words import Mark, load
from app.services.rules.names import search_key

_PLACES = ((Mark.AWAY,), (Mark.COLLEGE, Mark.PUPIL), (Mark.LYCEE, Mark.PUPIL))
_AGES = ((Mark.MINOR,), (Mark.MINOR, Mark.FROM_15), (Mark.FROM_15,))
_SOMEBODY = [
    frozenset((sex, *place, *age))
    for sex, place, age in product((Mark.GIRL, Mark.BOY), _PLACES, _AGES)
]


def test_no_printed_text_of_the_town_holds_somebody_s_name() -> None:
    words = load()
    names = set(map(search_key, (*words.family_names, *words.girls, *words.boys)))
    pools = (*words.notes.values(), *words.observations.values())
    pools += (words.objectives, words.questions, words.decisions)
    texts = [text for pool in pools for text in pool.every]
    texts += [trade for trade, _ in words.trades]
    assert [text for text in texts if names & set(search_key(text).split())] == []


@pytest.mark.parametrize("marks", _SOMEBODY, ids=lambda one: " ".join(sorted(one)))
def test_something_is_said_of_everybody(marks: frozenset[Mark]) -> None:
    words = load()
    for pool in (*words.observations.values(), words.questions, words.decisions):
        assert pool.suiting(marks)
    assert len(words.objectives.suiting(marks)) >= 3  # as many as a plan may hold
    assert all(pool.every for pool in words.notes.values())


def test_every_trade_names_a_partner_that_teaches_it() -> None:
    words = load()
    assert {name for _, name in words.trades} <= {name for _, name in words.partners}
