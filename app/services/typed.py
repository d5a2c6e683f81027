"""Codes and contact points as people type them, brought to their stored form field by field."""

from collections.abc import Callable

from app.errors import UserFacingError


def identifier(
    problems: dict[str, str], name: str, text: str | None, normalise_one: Callable[[str], str]
) -> str | None:
    """The stored form of what was typed, None when nothing was.

    `normalise_one` is one of `rules.identifiers`; what it refuses is noted against `name`.
    """
    if not text or not text.strip():
        return None
    try:
        return normalise_one(text)
    except UserFacingError as problem:
        problems[name] = f"{problem.sentence} {problem.remedy}".strip()
        return None
