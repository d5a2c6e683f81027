"""The labelled set: fictional pairs, the same person or two, each with its reason.

Precision: of the pairs said to be one person, how many are. Recall: of those that are, how many
are said to be.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.models.enums import Sex
from app.services.rules.matching import PROBABLE, Identity, Match, compare
from app.services.rules.partial_dates import PartialDate

LEAST = 0.95


@dataclass(frozen=True)
class Labelled:
    """One line of the set."""

    one: Identity
    other: Identity
    same: bool
    reason: str

    @property
    def match(self) -> Match:
        """What the rule says of it."""
        return compare(self.one, self.other)


def _birth(written: str) -> PartialDate | None:
    parts = [int(one) for one in written.split("-") if one]
    match parts:
        case [year, month, day]:
            return PartialDate.exactly(date(year, month, day))
        case [year, month]:
            return PartialDate.in_month(year, month)
        case [year]:
            return PartialDate.in_year(year)
        case _:
            return None


def _identity(row: dict[str, str], side: str) -> Identity:
    sex = Sex.FEMALE if row[f"{side}sex"] == "F" else Sex.MALE
    return Identity(
        row[f"{side}last_name"], row[f"{side}first_name"], _birth(row[f"{side}birth"]), sex
    )


def _read() -> list[Labelled]:
    source = Path(__file__).with_name("pairs.csv")
    with source.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(
                _identity(row, ""), _identity(row, "other_"), row["label"] == "same", row["reason"]
            )
            for row in csv.DictReader(file)
        ]


PAIRS = _read()


def test_precision_and_recall_over_the_labelled_set(capsys: pytest.CaptureFixture[str]) -> None:
    said = [(one, one.match.percent >= PROBABLE) for one in PAIRS]
    right = sum(one.same and probable for one, probable in said)
    precision = right / sum(probable for _, probable in said)
    recall = right / sum(one.same for one, _ in said)
    wrong = [
        f"{one.one.last_name} {one.one.first_name} / {one.other.last_name} "
        f"{one.other.first_name}: {one.match.percent} %, {one.reason}"
        for one, probable in said
        if probable is not one.same
    ]
    with capsys.disabled():
        print(  # noqa: T201 - the issue asks for it
            f"\n{len(PAIRS)} pairs: precision {precision:.3f}, recall {recall:.3f}"
        )
    assert precision >= LEAST, wrong
    assert recall >= LEAST, wrong


def test_the_set_is_large_and_balanced() -> None:
    assert len(PAIRS) >= 300
    same = sum(one.same for one in PAIRS)
    assert min(same, len(PAIRS) - same) >= 100
    assert len({one.reason for one in PAIRS}) >= 20


def test_a_match_says_the_same_whoever_comes_first() -> None:
    for one in PAIRS:
        back = compare(one.other, one.one)
        assert back.percent == one.match.percent, one


def test_every_match_has_its_reasons_in_words() -> None:
    for one in PAIRS:
        assert one.match.reasons
        assert all(reason[0].isupper() for reason in one.match.reasons)
        assert 0 <= one.match.percent <= 99
