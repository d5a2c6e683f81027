"""Where each person of a family stands in its drawing: adults above, children below, home by home.

One layout for the screen and for paper, in the unit of the box sizes it is given; y grows
downwards. Children of the same adults hang on one line; who lives in two homes stands in the
first, with a dashed line to the other. A home of adults alone, or of children alone, is as high as
they are: the lines run between the two, and neither encloses a blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

_ALL = (True, False)  # adults, then children
GAP, ROW_GAP = 0.11, 0.6  # of a box's width, between boxes; of its height, between rows
MARGIN, TITLE = 0.35, 0.65  # of a box's height: inside a home's frame, and its title's room
_MOST_ORDERED = 5  # homes whose every order is tried


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
    """Boxes by the key of the person, frames by the key of the home, and lines.

    `titles`: where the room of a home's title begins: below the children of a home of children
    alone, on whose top the lines arrive. `white`: where that of the lines between the rows does.
    """

    width: float = 0.0
    height: float = 0.0
    boxes: dict[str, Rect] = field(default_factory=dict)
    frames: dict[str, Rect] = field(default_factory=dict)
    titles: dict[str, float] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    white: float = 0.0


def lay_out(
    homes: Sequence[str],
    people: Sequence[Kin],
    *,
    box: tuple[float, float],
    per_row: int = 3,
    room: float = 0.0,
) -> Drawing:
    """Place everybody, homes side by side: the white where the lines run is at one height.

    Homes are ordered so that as few lines as can be go through one they do not concern.

    `per_row`: boxes side by side in a home, at most; as many fewer as `room` (0: any) asks for.
    """
    ordered = _ordered(homes, people)
    for most in range(per_row, 0, -1):
        drawing = _placed(ordered, people, box, most)
        if not room or drawing.width <= room:
            break
    _join(drawing, people, box)
    return drawing


def _ordered(homes: Sequence[str], people: Sequence[Kin]) -> Sequence[str]:
    """The homes in the given order, or in that which lets fewer lines through the others."""
    home_of = {one.key: one.home for one in people}
    joined = {
        frozenset(pair)
        for one in people
        for pair in combinations(
            {one.home, *one.also, *(home_of[key] for key in one.parents if key in home_of)}, 2
        )
    }
    if len(homes) > _MOST_ORDERED:
        return homes

    def crossed(order: Sequence[str]) -> int:
        place = {home: at for at, home in enumerate(order)}
        return sum(
            abs(place[first] - place[second]) - 1
            for first, second in map(tuple, joined)
            if first in place and second in place
        )

    return min(permutations(homes), key=crossed)  # the first of the best: nearest the given order


def _placed(
    homes: Sequence[str], people: Sequence[Kin], box: tuple[float, float], per_row: int
) -> Drawing:
    wide, high = box
    drawing = Drawing()
    rows = {
        home: [_rows([one for one in people if one.home == home], adult, per_row) for adult in _ALL]
        for home in homes
    }
    counts = [max((len(one[at]) for one in rows.values()), default=0) for at in (0, 1)]
    spans = {home: _span(home, rows[home], people, both=all(counts)) for home in homes}
    above, below = (True, False) in spans.values(), (False, True) in spans.values()
    deep = [high * (count + max(0, count - 1) * ROW_GAP) for count in counts]
    drawing.white = high * (TITLE + MARGIN * above) + deep[0]
    between = high * (ROW_GAP + MARGIN * (above + below)) if all(counts) else 0.0
    tops = (high * TITLE, high * TITLE + deep[0] + between)
    end = tops[1] + deep[1]
    drawing.height = end + high * (TITLE if below else MARGIN)
    widths = {
        home: wide * (most + (most + 1) * GAP)
        for home in homes
        for most in [max((len(row) for part in rows[home] for row in part), default=1)]
    }
    free = _begin(widths, spans, wide * GAP)
    for home in homes:
        upper, lower = spans[home]
        x = max(free[at] for at, there in enumerate((upper, lower)) if there)
        top = 0.0 if upper else tops[1] - high * MARGIN
        bottom = drawing.height if lower else drawing.white
        frame = Rect(x, top, widths[home], bottom - top)
        drawing.frames[home] = frame
        drawing.titles[home] = top if upper else end
        for part, begins in zip(rows[home], tops, strict=True):
            for at, row in enumerate(part):
                y = begins + at * high * (1 + ROW_GAP)
                left = frame.middle - wide * (len(row) + (len(row) - 1) * GAP) / 2
                for place, one in enumerate(row):
                    drawing.boxes[one.key] = Rect(left + place * wide * (1 + GAP), y, wide, high)
        for at, there in enumerate((upper, lower)):
            if there:
                free[at] = x + frame.width + wide * GAP
    drawing.width = max(0.0, max(free) - wide * GAP)
    return drawing


def _begin(
    widths: Mapping[str, float], spans: Mapping[str, tuple[bool, bool]], gap: float
) -> list[float]:
    """Where the first home begins among the adults, and among the children.

    At the left; homes of adults alone and of children alone stand one above the other's middle.
    """
    if (True, True) in spans.values():
        return [0.0, 0.0]
    taken = [sum(widths[home] + gap for home, span in spans.items() if span[at]) for at in (0, 1)]
    return [(max(taken) - one) / 2 for one in taken]


def _span(
    home: str, rows: Sequence[list[list[Kin]]], people: Sequence[Kin], *, both: bool
) -> tuple[bool, bool]:
    """Whether a home's frame is beside the adults, and beside the children.

    Beside both when it has both, when it is of adults alone and the second home of a child, from
    whom a line comes, or when there are not `both` in the drawing.
    """
    adults, children = bool(rows[0]), bool(rows[1])
    second = adults and any(home in one.also for one in people)
    whole = adults == children or second or not both
    return (True, True) if whole else (adults, children)


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
    bar = drawing.white + high * ROW_GAP * part
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
