"""Where a person or a partner can be reached: as typed, as stored."""

from dataclasses import dataclass
from typing import Protocol

from app.models.youth import Coordinates
from app.services.rules.identifiers import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
)
from app.services.text import bounded
from app.services.typed import identifier


class Reached(Protocol):
    """What is typed with coordinates in it."""

    @property
    def address(self) -> str: ...
    @property
    def postal_code(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CoordinatesEntry:
    """Where a person can be reached, as typed or read (telephone numbers formatted)."""

    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""


NOWHERE = CoordinatesEntry()


def coordinates_of(row: Coordinates) -> CoordinatesEntry:
    """How to reach someone, as read."""
    return CoordinatesEntry(
        address=row.address or "",
        postal_code=row.postal_code or "",
        city=row.city or "",
        phone=format_phone(row.phone or ""),
        email=row.email or "",
    )


def checked_coordinates(entry: Reached, problems: dict[str, str]) -> dict[str, object]:
    """The columns of coordinates in their stored form; what is ill formed goes to `problems`."""
    return {
        "address": bounded(problems, "address", entry.address, 200),
        "postal_code": identifier(
            problems, "postal_code", entry.postal_code, normalise_postal_code
        ),
        "city": bounded(problems, "city", entry.city, 80),
        "phone": identifier(problems, "phone", entry.phone, normalise_phone),
        "email": identifier(problems, "email", entry.email, normalise_email),
    }
