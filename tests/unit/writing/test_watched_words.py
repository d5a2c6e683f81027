"""The lists of the writing control as the coordonnateur edits them."""

from collections.abc import Iterator

import pytest

from app.errors import Invalid, Refused
from app.models.enums import Role
from app.models.enums import WritingCategory as Kind
from app.services.rules.writing import findings
from app.services.writing import (
    WatchedLine,
    WordEntry,
    add_words,
    lists,
    put_aside,
    take_back,
    watched,
)
from tests.helpers.office import Office, make_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


def found_in(office: Office, text: str) -> list[str]:
    reader = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    return [one.words for one in findings(text, lists(reader))]


def line(office: Office, key: str) -> WatchedLine:
    return next(one for one in watched(office.desk()) if one.key == key)


def test_words_added_are_found_for_everyone_until_they_are_taken_back(office: Office) -> None:
    added = add_words(office.desk(), WordEntry(Kind.JUDGEMENT, " zonard ≠  zonard de service "))
    assert found_in(office, "Des zonards, un zonard de service") == ["zonards"]
    shown = line(office, "zonard")
    assert (shown.words, shown.exceptions, shown.aside) == ("zonard", ("zonard de service",), False)
    take_back(office.desk(), added.ref)
    assert found_in(office, "Des zonards") == []
    assert "zonard" not in {one.key for one in watched(office.desk())}


def test_words_put_aside_stay_in_the_list_and_come_back(office: Office) -> None:
    assert found_in(office, "un foulard") == ["foulard"]
    put_aside(office.desk(), WordEntry(Kind.ORIGIN, "foulard"))
    assert found_in(office, "un foulard") == []
    aside = line(office, "foulard")
    assert aside.aside
    assert aside.id is not None
    with pytest.raises(Invalid):
        put_aside(office.desk(), WordEntry(Kind.ORIGIN, "foulard"))
    take_back(office.desk(), aside.id)
    assert found_in(office, "un foulard") == ["foulard"]


@pytest.mark.parametrize(
    ("kind", "words", "field", "said"),
    [
        (None, "zonard", "category", "Choisissez"),
        (Kind.INE, "zonard", "category", "Choisissez"),
        (Kind.OFFENCE, "  ", "words", "Écrivez"),
        (Kind.OFFENCE, "# note", "words", "Écrivez"),
        (Kind.OFFENCE, "de*", "words", "Trop court"),
        (Kind.OFFENCE, "Garde-à-vue", "words", "déjà"),
        (Kind.OFFENCE, "vols " * 50, "words", "trop long"),
    ],
)
def test_what_would_watch_nothing_or_everything_is_refused(
    office: Office, kind: Kind | None, words: str, field: str, said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_words(office.desk(), WordEntry(kind, words))
    assert said in refused.value.problems[field]


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_only_the_coordonnateur_sees_and_edits_the_lists(office: Office, role: Role) -> None:
    desk = office.desk(role)
    for act in (
        lambda: watched(desk),
        lambda: add_words(desk, WordEntry(Kind.OFFENCE, "filouterie")),
        lambda: put_aside(desk, WordEntry(Kind.OFFENCE, "vol")),
        lambda: take_back(desk, 1),
    ):
        with pytest.raises(Refused):
            act()


def test_a_number_that_is_no_change_of_the_town_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        take_back(office.desk(), 999_999)
