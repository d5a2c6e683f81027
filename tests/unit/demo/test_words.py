"""The fictional town's words: whatever is drawn together, every sheet prints."""

from app.services.demo.words import load
from app.services.rules.names import search_key


def test_no_printed_text_of_the_town_holds_somebody_s_name() -> None:
    words = load()
    names = set(map(search_key, (*words.family_names, *words.girls, *words.boys)))
    texts = (
        *words.notes,
        *words.observations,
        *words.objectives,
        *words.questions,
        *words.decisions,
        *words.trades,
    )
    assert [text for text in texts if names & set(search_key(text).split())] == []
