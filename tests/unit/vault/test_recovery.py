"""The recovery key survives a pen and a tired reader, and says which group is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.vault.errors import UnreadableRecoveryKey
from app.services.vault.recovery import RecoveryKey, tidy

keys = st.binary(min_size=20, max_size=20).map(RecoveryKey)


def test_the_printed_form_is_the_one_of_the_format() -> None:
    assert RecoveryKey(bytes(range(20))).text == ("000G0-40R47-0M30J-E209D-185GT-R38E6-1W81Q-24GK4")


@given(keys)
def test_what_is_printed_reads_back(key: RecoveryKey) -> None:
    assert RecoveryKey.parse(key.text) == key
    assert [len(group) for group in key.groups] == [5] * 8


@given(keys, st.integers(0, 39), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_found_in_its_group(key: RecoveryKey, at: int, other: str) -> None:
    typed = list("".join(key.groups))
    if typed[at] == other:
        return
    typed[at] = other
    with pytest.raises(UnreadableRecoveryKey) as refusal:
        RecoveryKey.parse("".join(typed))
    assert refusal.value.group == at // 5 + 1


@given(keys, st.integers(0, 38))
def test_two_characters_swapped_are_found(key: RecoveryKey, at: int) -> None:
    typed = list("".join(key.groups))
    if at % 5 == 4 or typed[at] == typed[at + 1]:
        return
    typed[at], typed[at + 1] = typed[at + 1], typed[at]
    with pytest.raises(UnreadableRecoveryKey) as refusal:
        RecoveryKey.parse("".join(typed))
    assert refusal.value.group == at // 5 + 1


@given(keys, st.integers(0, 6))
def test_two_groups_swapped_are_found(key: RecoveryKey, at: int) -> None:
    groups = list(key.groups)
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    with pytest.raises(UnreadableRecoveryKey):
        RecoveryKey.parse("-".join(groups))


def test_confusions_case_and_separators_are_forgiven() -> None:
    key = RecoveryKey(bytes(range(20)))
    typed = key.text.lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    assert RecoveryKey.parse(f"\n{typed}.") == key


@pytest.mark.parametrize("text", ["", "ABC", "000G0-40R47", RecoveryKey(bytes(20)).text + "0"])
def test_a_wrong_length_names_no_group(text: str) -> None:
    with pytest.raises(UnreadableRecoveryKey) as refusal:
        RecoveryKey.parse(text)
    assert refusal.value.group == 0
    assert "8 groupes de 5" in refusal.value.sentence


def test_a_missing_character_points_at_its_group() -> None:
    key = RecoveryKey(bytes(range(20)))
    typed = key.text.replace("0M30J", "0M0J")
    with pytest.raises(UnreadableRecoveryKey) as refusal:
        RecoveryKey.parse(typed)
    assert refusal.value.group == 3


def test_a_group_can_be_confirmed_alone() -> None:
    key = RecoveryKey(bytes(range(20)))
    assert key.has_group(2, " 4or47 ")
    assert not key.has_group(3, "4OR47")


def test_the_key_does_not_show_in_its_representation() -> None:
    key = RecoveryKey.new()
    assert key.groups[0] not in repr(key)
    assert key.secret.hex() not in f"{key} {key!r}"


@given(st.text(max_size=60))
def test_any_text_is_refused_by_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableRecoveryKey):
        RecoveryKey.parse(text)


def test_tidy_keeps_only_what_counts() -> None:
    assert tidy("oil-u\u00a0z") == "011UZ"
