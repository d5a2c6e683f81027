"""Reading the answers of a form, whose values are plain objects, into what services take."""

from datetime import date


def text(value: object) -> str:
    """A text, "" for nothing."""
    return value if isinstance(value, str) else ""


def day(value: object) -> date | None:
    """A day."""
    return value if isinstance(value, date) else None


def number(value: object) -> int | None:
    """The number of a record chosen in a list."""
    return int(value) if isinstance(value, str) and value.isdigit() else None


def pair(value: object) -> tuple[int | None, int | None]:
    """A body and its person, from « 12 » or « 12:34 »."""
    body, _, person = value.partition(":") if isinstance(value, str) else ("", "", "")
    return number(body), number(person)
