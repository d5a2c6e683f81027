"""A family drawn: readable for ten persons in two homes, on a screen and on a sheet."""

from itertools import combinations

import pytest

from app.services.rules.family_layout import Drawing, Kin, Rect, lay_out, reading_order

HOMES = ("mother", "father")
PEOPLE = (
    Kin("ama", "mother", adult=True),
    Kin("gran", "mother", adult=True),
    Kin("jean", "father", adult=True),
    Kin("paule", "father", adult=True),
    *(Kin(f"a{n}", "mother", adult=False, parents=("ama", "jean")) for n in range(3)),
    Kin("shared", "mother", adult=False, parents=("ama", "jean"), also=("father",)),
    Kin("b0", "father", adult=False, parents=("jean", "paule")),
    Kin("b1", "father", adult=False, parents=("jean", "paule")),
)


def apart(one: Rect, other: Rect) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
    )


def through(drawing: Drawing, box: Rect) -> bool:
    """Whether a line runs through the inside of a box; a second home is told by its words too."""
    for line in drawing.lines:
        if line.dashed:
            continue
        for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
            crosses = max(x0, x1) > box.x + 1 and min(x0, x1) < box.x + box.width - 1
            if crosses and max(y0, y1) > box.y + 1 and min(y0, y1) < box.bottom - 1:
                return True
    return False


@pytest.mark.parametrize("per_row", [1, 2, 3, 5])
def test_ten_persons_and_two_homes_stand_apart_and_no_line_hides_a_name(per_row: int) -> None:
    drawing = lay_out(HOMES, PEOPLE, box=(160, 70), per_row=per_row)
    assert len(drawing.boxes) == 10
    for one, other in combinations(drawing.boxes.values(), 2):
        assert apart(one, other)
    assert not any(through(drawing, box) for box in drawing.boxes.values())
    for one in PEOPLE:
        frame, box = drawing.frames[one.home], drawing.boxes[one.key]
        assert frame.x < box.x
        assert box.x + box.width < frame.x + frame.width
        assert box.bottom < frame.bottom <= drawing.height
    grown = [drawing.boxes[one.key].bottom for one in PEOPLE if one.adult]
    small = [drawing.boxes[one.key].y for one in PEOPLE if not one.adult]
    assert max(grown) < min(small)
    assert sum(line.dashed for line in drawing.lines) == 1


def test_rows_are_shorter_where_there_is_less_room() -> None:
    wide = lay_out(HOMES, PEOPLE, box=(160, 70), room=1400)
    narrow = lay_out(HOMES, PEOPLE, box=(160, 70), room=500)
    assert narrow.width <= 500 < wide.width <= 1400
    assert narrow.height > wide.height


def crosses(drawing: Drawing, frame: Rect) -> bool:
    """Whether a line runs through the frame of a home."""
    return any(
        max(x0, x1) > frame.x
        and min(x0, x1) < frame.x + frame.width
        and max(y0, y1) > frame.y
        and min(y0, y1) < frame.bottom
        for line in drawing.lines
        for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False)
    )


def test_adults_who_live_elsewhere_stand_above_the_children_and_nobody_encloses_a_blank() -> None:
    people = (
        Kin("mother", "elsewhere", adult=True),
        Kin("father", "elsewhere", adult=True),
        *(Kin(f"a{n}", "home", adult=False, parents=("mother", "father")) for n in range(3)),
    )
    drawing = lay_out(("home", "elsewhere"), people, box=(160, 70))
    home, other = drawing.frames["home"], drawing.frames["elsewhere"]
    assert other.bottom < home.y
    assert home.middle == pytest.approx(other.middle)
    assert home.height < 70 * 2.1
    assert other.height < 70 * 2.1
    bar = drawing.lines[-1]
    assert all(other.bottom < y < home.y for _, y in bar.points)
    # below the children: the lines arrive from above
    assert drawing.titles["home"] >= drawing.boxes["a0"].bottom
    assert drawing.titles["elsewhere"] == other.y


def test_no_line_of_siblings_goes_through_a_home_that_is_not_theirs() -> None:
    people = (
        Kin("ama", "a", adult=True),
        Kin("lou", "b", adult=True),
        Kin("jean", "c", adult=True),
        Kin("a0", "a", adult=False, parents=("ama", "jean")),
        Kin("b0", "b", adult=False, parents=("lou",)),
        Kin("c0", "c", adult=False, parents=("jean",)),
    )
    drawing = lay_out(("a", "b", "c"), people, box=(160, 70))
    alone = lay_out(("b",), [one for one in people if one.home == "b"], box=(160, 70))
    inside = [line for line in drawing.lines if crosses(Drawing(lines=[line]), drawing.frames["b"])]
    assert len(inside) == len(alone.lines)
    assert list(drawing.frames) == ["a", "c", "b"]


def test_the_keyboard_reads_home_by_home_and_row_by_row() -> None:
    drawing = lay_out(HOMES, PEOPLE, box=(160, 70), per_row=2)
    order = reading_order(drawing, PEOPLE)
    assert order[:3] == ("ama", "gran", "a0")
    assert order[-2:] == ("b0", "b1")


def test_a_family_of_nobody_or_of_one_is_drawn_too() -> None:
    assert lay_out(("home",), (), box=(160, 70)).boxes == {}
    alone = Kin("a", "home", adult=False)
    assert lay_out(("home",), (alone,), box=(160, 70)).lines == []
