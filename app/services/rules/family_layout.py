"""Where each person of a family stands in its drawing: adults above, children below, home by home.

One layout for the screen and for paper, in the unit of the box sizes it is given; y grows
downwards. Children of the same adults hang on one line; who lives in two homes stands in the
first, with a dashed line to the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_ALL = (True, False)  # adults, then children
GAP, ROW_GAP = 0.11, 0.6  # of a box's width, between boxes; of its height, between rows
MARGIN, TITLE = 0.35, 0.65  # of a box's height: inside a home's frame, and its title's room


@dataclass(frozen=True, slots=True)
class Kin:
    """One person: `home` among the homes drawn, `parents` the keys of the adults above.

    `also`: the other homes they live in.
    """

    key: str
    home: str
    adult: bool
    parents: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line through points; `dashed` for a second home."""

    points: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(slots=True)
class Drawing:
    """Boxes by the key of the person, frames by the key of the home, and lines."""

    width: float = 0.0
    height: float = 0.0
    boxes: dict[str, Rect] = field(default_factory=dict)
    frames: dict[str, Rect] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def lay_out(
    homes: Sequence[str],
    people: Sequence[Kin],
    *,
    box: tuple[float, float],
    per_row: int = 3,
    room: float = 0.0,
) -> Drawing:
    """Place everybody, homes side by side: the white where the lines run is at one height.

    `per_row`: boxes side by side in a home, at most; as many fewer as `room` (0: any) asks for.
    """
    for most in range(per_row, 0, -1):
        drawing = _placed(homes, people, box, most)
        if not room or drawing.width <= room:
            break
    _join(drawing, people, box)
    return drawing


def _placed(
    homes: Sequence[str], people: Sequence[Kin], box: tuple[float, float], per_row: int
) -> Drawing:
    wide, high = box
    drawing, x = Drawing(), 0.0
    rows = {
        home: [_rows([one for one in people if one.home == home], adult, per_row) for adult in _ALL]
        for home in homes
    }
    adults, children = (max((len(one[at]) for one in rows.values()), default=0) for at in (0, 1))
    count = adults + children
    height = high * (TITLE + MARGIN + count + max(0, count - 1) * ROW_GAP)
    for home in homes:
        most = max((len(row) for part in rows[home] for row in part), default=1)
        frame = Rect(x, 0.0, wide * (most + (most + 1) * GAP), height)
        drawing.frames[home] = frame
        for part, first in zip(rows[home], (0, adults), strict=True):
            for at, row in enumerate(part, start=first):
                y = high * (TITLE + at * (1 + ROW_GAP))
                left = frame.middle - wide * (len(row) + (len(row) - 1) * GAP) / 2
                for place, one in enumerate(row):
                    drawing.boxes[one.key] = Rect(left + place * wide * (1 + GAP), y, wide, high)
        x += frame.width + wide * GAP
    drawing.width, drawing.height = max(0.0, x - wide * GAP), height
    return drawing


def _rows(people: Sequence[Kin], adult: bool, per_row: int) -> list[list[Kin]]:  # noqa: FBT001 - one of `_ALL`
    """The rows of the adults, or of the children; those who hang together stand together."""
    some = [one for one in people if one.adult is adult]
    if not adult:
        first = {one.parents: place for place, one in reversed(list(enumerate(some)))}
        some.sort(key=lambda one: first[one.parents])
    return [some[at : at + per_row] for at in range(0, len(some), per_row)]


def _join(drawing: Drawing, people: Sequence[Kin], box: tuple[float, float]) -> None:
    """One bar for the children of the same adults, each bar at a height of its own."""
    groups: dict[tuple[str, ...], list[Kin]] = {}
    for one in people:
        above = tuple(key for key in one.parents if key in drawing.boxes)
        if not one.adult and above:
            groups.setdefault(above, []).append(one)
    for rank, (above, children) in enumerate(groups.items()):
        part = (rank + 1) / (len(groups) + 1)
        _hang(drawing, people, (above, children), box=box, part=part)
    for one in people:
        for home in one.also:
            if home in drawing.frames:
                drawing.lines.append(_second_home(drawing.boxes[one.key], drawing.frames[home]))


def _hang(
    drawing: Drawing,
    people: Sequence[Kin],
    family: tuple[Sequence[str], Sequence[Kin]],
    *,
    box: tuple[float, float],
    part: float,
) -> None:
    """`part`: how far down the white under the adults the bar stands, from 0 to 1."""
    above, children = family
    wide, high = box
    grown = [drawing.boxes[one.key] for one in people if one.adult]
    small = [drawing.boxes[one.key] for one in people if not one.adult]
    lowest, first = max(one.bottom for one in grown), min(one.y for one in small)
    bar = lowest + high * ROW_GAP * part
    lane = wide * GAP * (1 + part) / 3  # beside the boxes, not through them
    ends: list[float] = []
    for key in above:
        rect = drawing.boxes[key]
        if rect.bottom == lowest:
            ends.append(rect.middle)
            drawing.lines.append(Line(((rect.middle, rect.bottom), (rect.middle, bar))))
        else:
            ends.append(_beside(drawing, rect, lane, bar))
    for child in children:
        rect = drawing.boxes[child.key]
        if rect.y == first:
            ends.append(rect.middle)
            drawing.lines.append(Line(((rect.middle, bar), (rect.middle, rect.y))))
        else:
            ends.append(_beside(drawing, rect, lane, bar))
    drawing.lines.append(Line(((min(ends), bar), (max(ends), bar))))


def _beside(drawing: Drawing, rect: Rect, lane: float, bar: float) -> float:
    """Join a box of a row further off by its left side; the place where that meets the bar."""
    edge, level = rect.x - lane, rect.y + rect.height / 2
    drawing.lines.append(Line(((rect.x, level), (edge, level), (edge, bar))))
    return edge


def _second_home(rect: Rect, frame: Rect) -> Line:
    level = rect.bottom - rect.height / 4
    if frame.x > rect.x:
        return Line(((rect.x + rect.width, level), (frame.x, level)), dashed=True)
    return Line(((rect.x, level), (frame.x + frame.width, level)), dashed=True)


def reading_order(drawing: Drawing, people: Sequence[Kin]) -> tuple[str, ...]:
    """The keys as one reads: home by home, row by row, from left to right."""
    order: Mapping[str, int] = {home: at for at, home in enumerate(drawing.frames)}

    def place(one: Kin) -> tuple[int, float, float]:
        rect = drawing.boxes[one.key]
        return order.get(one.home, 0), rect.y, rect.x

    return tuple(one.key for one in sorted(people, key=place))
