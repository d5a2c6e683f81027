"""Numbers that may stand nowhere, NIR and INE: found however they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import nir as other_nir

from app.services.rules.forbidden_numbers import (
    NumberKind,
    find_ine,
    find_nir,
    nir_key,
)


def test_the_key_of_a_nir() -> None:
    assert nir_key("2690549588157") == 80


@given(
    st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[1-8][0-9]|2A|2B)[0-9]{6}", fullmatch=True)
)
def test_a_nir_is_found_whole_and_its_key_agrees_with_another_implementation(digits: str) -> None:
    key = f"{nir_key(digits):02d}"
    assert other_nir.calc_check_digits(digits) == key
    spaced = re.sub(r"^(.)(..)(..)(..)(...)(...)$", r"\1 \2 \3 \4 \5 \6", digits)
    for written in (digits, digits + key, f"{spaced} {key}", f"{digits}/{key}"):
        text = f"n° {written}, à revoir"
        (found,) = find_nir(text)
        assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "2 69 05 49 588 157 80",
        "269054958815780",
        "numéro 2.69.05.49.588.157.80.",
        "sécu:2 69 05 49 588 157",
        "2\u00a069\u00a005\u00a049\u00a0588\u00a0157\u00a080",
        "2690549588157 81",  # mistyped key: still somebody's number
        "1 85 05 2a 004 012 44",
    ],
)
def test_a_nir_is_found_however_it_is_written(text: str) -> None:
    assert [number.kind for number in find_nir(text)] == [NumberKind.NIR]


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 732 829 320 00074",
        "tél. 01 23 45 67 89 et 06 12 34 56 78",
        "le 14/03/2010 à 14 h 30",
        "dossier 2026-0042, orientation 2026-0107",
        "0951099D",
        "3 69 05 49 588 157 12",
        "1 85 13 75 004 012",
    ],
)
def test_ordinary_numbers_are_no_nir(text: str) -> None:
    assert find_nir(text) == []


@pytest.mark.parametrize("text", ["INE 123456789AB", "1234567890a", "(0101234567Z)"])
def test_an_ine_is_found(text: str) -> None:
    assert [number.kind for number in find_ine(text)] == [NumberKind.INE]


@pytest.mark.parametrize("text", ["0951099D", "0123456789", "123456789ABC", "X1234567890A"])
def test_ordinary_codes_are_no_ine(text: str) -> None:
    assert find_ine(text) == []
