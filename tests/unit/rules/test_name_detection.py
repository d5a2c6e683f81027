from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.rules.name_detection import names_in_text

FAMILY = ["Yanis", "MARTEL", "Jean-Baptiste", "N'Guessan", "Le Goff", "Özdemir", "Ly", "Lê"]


def found_in(text: str, names: list[str]) -> list[str]:
    return [text[one.start : one.end] for one in names_in_text(text, names)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yanis est venu.", ["Yanis"]),
        ("yanis, YANIS et yÀnis", ["yanis", "YANIS", "yÀnis"]),
        ("M. Martel a appelé", ["Martel"]),
        ("la mère d'Yanis", ["Yanis"]),
        ("la mère d’Yanis", ["Yanis"]),
        ("Jean-Baptiste", ["Jean-Baptiste"]),
        ("jean baptiste", ["jean baptiste"]),
        ("JEANBAPTISTE", ["JEANBAPTISTE"]),
        ("Jean viendra", ["Jean"]),
        ("avec Baptiste", ["Baptiste"]),
        ("N’Guessan", ["N’Guessan"]),
        ("n'guessan", ["n'guessan"]),
        ("NGUESSAN", ["NGUESSAN"]),
        ("N Guessan", ["N Guessan"]),
        ("Mme Guessan", ["Guessan"]),
        ("LE GOFF", ["LE GOFF"]),
        ("Legoff", ["Legoff"]),
        ("famille Goff", ["Goff"]),
        ("Ozdemir", ["Ozdemir"]),
        ("O\u0308ZDEMIR", ["O\u0308ZDEMIR"]),
        ("Ya\u00adnis", ["Ya\u00adnis"]),
        ("(Yanis)", ["Yanis"]),
        ("Yanis/Martel", ["Yanis", "Martel"]),
        ("Yanis_Martel", ["Yanis", "Martel"]),
        ("famille Ly", ["Ly"]),
        ("la famille Lê", ["Lê"]),
        ("la famille LE", ["LE"]),
        ("Yanis\u202f: absent", ["Yanis"]),
    ],
)
def test_a_name_is_found_in_any_shape(text: str, found: list[str]) -> None:
    assert found_in(text, FAMILY) == found


@pytest.mark.parametrize(
    "text",
    [
        "le lycée a proposé un stage",
        "Le lycée a proposé un stage. Le jeune accepte.",
        "il ne lit pas ; Yanisse, Martelet",
        "Yanis2",
        "yan is venu",
        "",
        "n guerre",
    ],
)
def test_other_words_are_let_through(text: str) -> None:
    assert found_in(text, FAMILY) == []


def test_words_apart_are_not_a_name() -> None:
    assert found_in("il a li un livre", ["Ali"]) == []
    assert found_in("el amrani", ["Elamrani"]) == ["el amrani"]


def test_a_short_name_counts_with_its_accent_or_its_capital() -> None:
    assert found_in("mon avis sur le mois de mai", ["Mai"]) == []
    assert found_in("avec Mai hier", ["Mai"]) == ["Mai"]
    assert found_in("pour lê", ["Lê"]) == ["lê"]


def test_the_longest_name_is_told_first_and_by_whom() -> None:
    (one,) = names_in_text(["Jean-Baptiste", "Le Goff"][0], ["Jean", "Jean-Baptiste"])
    assert one.name == "Jean-Baptiste"


def test_one_letter_is_no_name() -> None:
    assert found_in("X est venu", ["X"]) == []


@given(
    st.text(max_size=30),
    st.sampled_from(["Yanis", "MARTEL", "Jean-Baptiste", "N'Guessan", "Özdemir"]),
    st.text(max_size=30),
    st.sampled_from([str.lower, str.upper, str.title, str.swapcase]),
)
def test_a_name_between_any_two_texts_is_found(
    left: str, name: str, right: str, case: Callable[[str], str]
) -> None:
    text = f"{left} {case(name)} {right}"
    assert any(one.start <= len(left) + 1 < one.end for one in names_in_text(text, [name]))


@given(st.text(max_size=60))
def test_what_is_found_lies_in_the_text_in_order(text: str) -> None:
    found = names_in_text(text, FAMILY)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
