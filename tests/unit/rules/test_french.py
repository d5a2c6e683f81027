from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.rules import french

TODAY = date(2026, 11, 23)  # a Monday
PARIS = timezone(timedelta(hours=1))  # its winter time; Windows has no table of zones


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, 0, "0"), (1250, 0, "1\u202f250"), (1250000, 0, "1\u202f250\u202f000"),
        (-3, 0, "\u22123"),
        (42.5, 1, "42,5"), (2.675, 2, "2,68"), (-0.2, 0, "0"), (999.95, 1, "1\u202f000,0"),
    ],
)  # fmt: skip
def test_numbers_have_a_comma_and_narrow_spaces(value: float, decimals: int, shown: str) -> None:
    assert french.number(value, decimals=decimals) == shown


@given(st.integers(-(10**12), 10**12))
def test_a_number_reads_back(n: int) -> None:
    shown = french.number(n).replace("\u202f", "").replace("\u2212", "-")
    assert int(shown) == n


@pytest.mark.parametrize(
    ("value", "shown"),
    [(42.5, "42,5\u00a0%"), (100, "100\u00a0%"), (30, "30\u00a0%"), (0.04, "0\u00a0%")],
)
def test_percentages_keep_their_sign_close(value: float, shown: str) -> None:
    assert french.percent(value) == shown
    assert french.percent(Decimal(str(value))) == shown


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, "0\u00a0dossier"), (1, "1\u00a0dossier"), (2, "2\u00a0dossiers"),
     (1250, "1\u202f250\u00a0dossiers")],
)  # fmt: skip
def test_zero_and_one_are_singular(n: int, shown: str) -> None:
    assert french.count(n, "dossier", "dossiers") == shown


def test_one_and_a_half_is_singular() -> None:
    assert french.plural(1.5, "heure", "heures") == "heure"
    assert french.plural(2, "heure", "heures") == "heures"


def test_ordinals() -> None:
    assert [french.ordinal(n) for n in (1, 2, 21)] == ["1er", "2e", "21e"]
    assert french.ordinal(1, feminine=True) == "1re"


def test_dates_are_written_short_and_long() -> None:
    assert french.short_date(date(2010, 3, 4)) == "04/03/2010"
    assert french.short_date(date(987, 3, 4)) == "04/03/0987"
    assert french.long_date(TODAY) == "lundi 23\u00a0novembre 2026"
    assert french.long_date(date(2026, 3, 1), weekday=False) == "1er\u00a0mars 2026"
    assert french.month_and_year(TODAY) == "novembre 2026"


def test_times_are_written_with_an_h() -> None:
    assert french.hour(time(14, 30)) == "14\u00a0h\u00a030"
    assert french.hour(time(9, 0)) == "9\u00a0h"
    assert french.hour(time(0, 5)) == "0\u00a0h\u00a005"


def test_a_moment_is_that_of_the_office() -> None:
    instant = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    assert french.moment(instant, PARIS) == "23/11/2026 à\u00a014\u00a0h\u00a030"
    with pytest.raises(ValueError, match="naive"):
        french.moment(instant.replace(tzinfo=None), PARIS)


@pytest.mark.parametrize(
    ("away", "shown"),
    [
        (0, "aujourd’hui"), (-1, "hier"), (1, "demain"), (-3, "vendredi"), (-6, "mardi"),
        (-7, "le\u00a016/11/2026"), (3, "dans 3\u00a0jours"), (30, "dans 30\u00a0jours"),
        (31, "le\u00a024/12/2026"),
    ],
)  # fmt: skip
def test_days_are_named_as_one_speaks(away: int, shown: str) -> None:
    assert french.relative_day(TODAY + timedelta(days=away), TODAY) == shown


def test_being_late_is_counted_in_days() -> None:
    assert french.late(TODAY - timedelta(days=2), TODAY) == "en retard de 2\u00a0jours"
    assert french.late(TODAY - timedelta(days=1), TODAY) == "en retard de 1\u00a0jour"
    assert french.late(TODAY, TODAY) == ""


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-30, "à l’instant"), (59, "à l’instant"), (60, "il y a 1\u00a0min"),
        (12 * 60 + 5, "il y a 12\u00a0min"), (3600, "il y a 1\u00a0h"),
        (3 * 3600, "il y a 3\u00a0h"),
        (15 * 3600, "hier"), (3 * 86400, "vendredi"), (20 * 86400, "le\u00a003/11/2026"),
    ],
)  # fmt: skip
def test_instants_are_told_by_how_long_ago(seconds: int, shown: str) -> None:
    now = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)  # 14 h 30 at the office
    assert french.ago(now - timedelta(seconds=seconds), now, PARIS) == shown


def test_minutes_count_across_midnight() -> None:
    now = datetime(2026, 11, 22, 23, 10, tzinfo=UTC)  # 0 h 10 at the office
    assert french.ago(now - timedelta(minutes=20), now, PARIS) == "il y a 20\u00a0min"


@pytest.mark.parametrize(
    ("items", "shown"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_lists_end_with_et(items: list[str], shown: str) -> None:
    assert french.listing(items) == shown


def test_quotes_hold_their_spaces() -> None:
    assert french.quoted("Vigie") == "«\u202fVigie\u202f»"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("l'élève : présent ?", "l’élève\u202f: présent\u202f?"),
        ("« oui »", "«\u202foui\u202f»"),
        ("rendez-vous à 14:30", "rendez-vous à 14:30"),
        ("https://exemple.fr", "https://exemple.fr"),
        ("42,5 %", "42,5\u00a0%"),
    ],
)
def test_typed_texts_are_set_as_in_print(typed: str, shown: str) -> None:
    assert french.typeset(typed) == shown


@given(st.text(alphabet="ab12 ':;!?«»%\u00a0\u202f’", max_size=30))
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    once = french.typeset(text)
    assert french.typeset(once) == once
