"""What disks, transfers and meddlers do to the files of a vault, drawn from a seed.

Each mutation is a function of a draw, the folder to damage and `Stock`, what is at hand to put in
it: the same vault in earlier days, another vault.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.vault.layout import DATABASE, KEYS, KEYS_COPY

PAGE = 4096
LOG = f"{DATABASE}-wal"
INDEX = f"{DATABASE}-shm"
FILES = (DATABASE, DATABASE, DATABASE, LOG, LOG, KEYS, KEYS, KEYS_COPY, INDEX)


@dataclass(frozen=True)
class Stock:
    """The files of vaults, by name: the same one earlier, and another one."""

    earlier: dict[str, bytes]
    other: dict[str, bytes]


Mutation = Callable[[random.Random, Path, Stock], None]


def _bytes(change: Callable[[random.Random, bytearray], None]) -> Mutation:
    """A change of the bytes of one file, any of them."""

    def mutation(draw: random.Random, folder: Path, _stock: Stock) -> None:
        path = folder / draw.choice([name for name in FILES if (folder / name).exists()])
        data = bytearray(path.read_bytes())
        change(draw, data)
        path.write_bytes(data)

    return mutation


def _keys(change: Callable[[random.Random, dict[str, Any], dict[str, Any]], None]) -> Mutation:
    """A change of `cles.json`, and as often as not of its copy, as a text editor makes it."""

    def mutation(draw: random.Random, folder: Path, stock: Stock) -> None:
        keys = json.loads((folder / KEYS).read_bytes())
        change(draw, keys, json.loads(stock.other[KEYS]))
        for name in draw.choice([(KEYS,), (KEYS, KEYS_COPY)]):
            (folder / name).write_text(json.dumps(keys), encoding="ascii")

    return mutation


def _at(draw: random.Random, data: bytearray, length: int) -> int:
    """Where a block begins: at a multiple of its length, as a disk's do, or anywhere."""
    at = draw.randrange(max(1, len(data)))
    return at - at % length if draw.random() < 0.7 else at


def _flip(draw: random.Random, data: bytearray) -> None:
    for _ in range(draw.choice([1, 1, 1, 8])):
        if data:
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _cut(draw: random.Random, data: bytearray) -> None:
    del data[_at(draw, data, draw.choice([1, 512, PAGE])) :]


def _empty(_draw: random.Random, data: bytearray) -> None:
    data.clear()


def _zeros(draw: random.Random, data: bytearray) -> None:
    length = draw.choice([16, 512, PAGE, PAGE, 4 * PAGE])
    at = _at(draw, data, length)
    data[at : at + length] = bytes(len(data[at : at + length]))


def _noise(draw: random.Random, data: bytearray) -> None:
    length = draw.choice([16, 512, PAGE])
    at = _at(draw, data, length)
    data[at : at + length] = draw.randbytes(len(data[at : at + length]))


def _swap(draw: random.Random, data: bytearray) -> None:
    length = draw.choice([16, 512, PAGE, PAGE, PAGE])
    blocks = max(1, len(data) // length)
    one, two = (draw.randrange(blocks) * length for _ in range(2))
    first, second = bytes(data[one : one + length]), bytes(data[two : two + length])
    if len(first) == len(second):
        data[one : one + length], data[two : two + length] = second, first


def _double(draw: random.Random, data: bytearray) -> None:
    length = draw.choice([1, 512, PAGE, PAGE])
    at = _at(draw, data, length)
    data[at:at] = data[at : at + length]


def _over(draw: random.Random, data: bytearray) -> None:
    """A block written where another was."""
    blocks = max(1, len(data) // PAGE)
    one, two = (draw.randrange(blocks) * PAGE for _ in range(2))
    block = bytes(data[one : one + PAGE])
    data[two : two + len(block)] = block


def _longer(draw: random.Random, data: bytearray) -> None:
    data += draw.choice([bytes(PAGE), draw.randbytes(PAGE), draw.randbytes(7)])


def _gone(draw: random.Random, folder: Path, _stock: Stock) -> None:
    for name in draw.sample([DATABASE, KEYS, KEYS_COPY, LOG, INDEX], draw.choice([1, 1, 2])):
        (folder / name).unlink(missing_ok=True)


def _file_of_another(draw: random.Random, folder: Path, stock: Stock) -> None:
    names = draw.choice([(DATABASE,), (KEYS,), (KEYS_COPY,), (LOG,), (LOG, INDEX), (INDEX,)])
    _put(folder, stock.other, names)


def _file_of_before(draw: random.Random, folder: Path, stock: Stock) -> None:
    names = draw.choice(
        [(DATABASE,), (KEYS,), (KEYS_COPY,), (KEYS, KEYS_COPY), (LOG,), (LOG, INDEX), (INDEX,)]
    )
    _put(folder, stock.earlier, names)


def _put(folder: Path, files: dict[str, bytes], names: tuple[str, ...]) -> None:
    for name in names:
        (folder / name).write_bytes(files[name])


def _page_of_another(draw: random.Random, folder: Path, stock: Stock) -> None:
    data, other = bytearray((folder / DATABASE).read_bytes()), stock.other[DATABASE]
    at = draw.randrange(min(len(data), len(other)) // PAGE) * PAGE
    data[at : at + PAGE] = other[at : at + PAGE]
    (folder / DATABASE).write_bytes(data)


def _cheaper(draw: random.Random, keys: dict[str, Any], _other: dict[str, Any]) -> None:
    cost = keys["argon2id"]
    name = draw.choice(sorted(cost))
    cost[name] = draw.choice([cost[name] - 1, 0, -1, cost[name] + 1, 2**40, "8", None])


def _other_slots(draw: random.Random, keys: dict[str, Any], other: dict[str, Any]) -> None:
    if draw.random() < 0.5:
        keys["slots"] = other["slots"]
    else:
        keys["slots"][draw.randrange(len(keys["slots"]))] = draw.choice(other["slots"])


def _other_head(draw: random.Random, keys: dict[str, Any], other: dict[str, Any]) -> None:
    name = draw.choice(["vault", "database_salt", "mac"])
    keys[name] = other[name]


def _mixed_slots(draw: random.Random, keys: dict[str, Any], other: dict[str, Any]) -> None:
    one = draw.choice(keys["slots"])
    source = draw.choice([*keys["slots"], *other["slots"]])
    name = draw.choice(["id", "kind", "tag", "public_key", "private_key", "data_key"])
    one[name] = source[name]
    if draw.random() < 0.2:
        one["next_data_key"] = source["data_key"]


def _fewer_slots(draw: random.Random, keys: dict[str, Any], _other: dict[str, Any]) -> None:
    if draw.random() < 0.5:
        keys["slots"].pop(draw.randrange(len(keys["slots"])))
    else:
        keys["slots"].append(draw.choice(keys["slots"]))


def _other_value(draw: random.Random, keys: dict[str, Any], _other: dict[str, Any]) -> None:
    place = draw.choice([keys, draw.choice(keys["slots"])])
    name = draw.choice(sorted(place))
    place[name] = draw.choice([None, [], {}, "", "0" * 64, 2**70, -1, 1.5, True, place])
    if place[name] is place:
        del place[name]


MUTATIONS: dict[str, Mutation] = {
    "flip": _bytes(_flip),
    "cut": _bytes(_cut),
    "empty": _bytes(_empty),
    "zeros": _bytes(_zeros),
    "noise": _bytes(_noise),
    "swap": _bytes(_swap),
    "double": _bytes(_double),
    "over": _bytes(_over),
    "longer": _bytes(_longer),
    "gone": _gone,
    "file of another": _file_of_another,
    "file of before": _file_of_before,
    "page of another": _page_of_another,
    "cheaper": _keys(_cheaper),
    "other slots": _keys(_other_slots),
    "other head": _keys(_other_head),
    "mixed slots": _keys(_mixed_slots),
    "fewer slots": _keys(_fewer_slots),
    "other value": _keys(_other_value),
}
