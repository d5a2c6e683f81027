"""What is typed in the search box, put as a question to the index of words."""

from collections.abc import Sequence

from app.services.rules.names import search_key
from app.services.rules.phonetics import phonetic_key

_SOUNDS_FROM = 3  # a shorter word sounds like too many others


def match_words(ways: Sequence[Sequence[str]], *, whole: bool) -> str:
    """The FTS5 question: every word of one of the ways, whole or begun. Words are [0-9a-z]+."""
    end = "" if whole else "*"
    asked = (" AND ".join(f'"{word}"{end}' for word in way) for way in ways)
    return "words:(" + " OR ".join(f"({one})" for one in asked) + ")"


def match_sound(typed: str) -> str:
    """The FTS5 question by sound; empty when no word is long enough."""
    words = [word for word in search_key(typed).split() if len(word) >= _SOUNDS_FROM]
    keys = phonetic_key(" ".join(words)).split() if words else []
    asked = " AND ".join(f'"{key.lower()}"' for key in keys)
    return f"phonetic:({asked})" if asked else ""


def answers(ways: Sequence[Sequence[str]], *names: str) -> bool:
    """Whether every word of one of the ways begins a word of `names`, stuck or apart."""
    words = [word for name in names for word in search_key(name).split()]
    words += ["".join(search_key(name).split()) for name in names]
    return any(all(any(one.startswith(w) for one in words) for w in way) for way in ways)
