"""The ways to reach a young person that two dossiers hold: none is lost, one of a kind is first.

Where one dossier has dated contacts and the other only what the identity says, the identity of
the one that stays would be written over, then the contact that it repeats (`contact_mirror`).
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import column
from sqlalchemy.orm import Session

from app.models.enums import ContactKind
from app.models.family import YouthContact
from app.models.youth import Youth
from app.services import rows, rows_about
from app.services.contact_mirror import (
    COLUMNS,
    Point,
    first_to_use,
    give_a_row,
    is_current,
    mirror,
    points_of,
)
from app.services.desk import Work
from app.services.merging_moves import Moves, written
from app.services.rows import Bundle, Link, Ref, Value

_TABLE = YouthContact.__tablename__
_Said = tuple[str, ...]


def keep_both(work: Work, mine: Youth, theirs: Youth) -> tuple[Ref, ...]:
    """Note as contacts what one identity says alone and the other does not; the rows made.

    What both say is said once; what only one of them says, without dates, needs no row.
    """
    made: list[Ref] = []
    for kind in COLUMNS:
        for one, other in ((mine, theirs), (theirs, mine)):
            said, known = _of_columns(one, kind), _known(work, other, kind)
            if any(said) and known and said not in known:
                point = give_a_row(work, one, kind)
                made += [] if point is None else [(_TABLE, point.id)]
    return tuple(made)


def prefer_chosen(work: Work, youth: Youth) -> Moves:
    """The contact that was chosen is the one to use first; if none was, all of the kind end.

    After the contacts of both are this one's. What was chosen is what the identity says.
    """
    work.session.refresh(youth)
    moves = Moves()
    for kind in COLUMNS:
        points = points_of(work, youth, kind)
        current = [one for one in points if is_current(one, work.today)]
        said = _of_columns(youth, kind)
        same = [one for one in current if _of_point(one) == said]
        first = first_to_use(same or current, work.today) if any(said) else None
        links = [
            link for one in points for link in _link(work, one, "preferred", int(one is first))
        ]
        if first is None:
            ended: Value = work.today.isoformat()
            links += [link for one in current for link in _link(work, one, "until_on", ended)]
        moves = moves.and_then(written(work.session, links))
        work.session.expire_all()
        if points:
            mirror(work, youth, kind)
    return moves


def take_back(session: Session, made: Iterable[Ref]) -> None:
    """Take away what the merge noted, now that each contact is its own young person's again.

    One that was corrected since, or that has another of its kind beside it, stays.
    """
    for ref in made:
        row = session.get(YouthContact, ref[1])
        if row is None or row.version > 1 or _others(session, row):
            continue
        rows.take_out(session, Bundle((*_stored(session, ref), *rows_about.about(session, {ref}))))


def agree(work: Work, youth: Youth) -> None:
    """Make the identity say what its contacts say, when something changed since the merge."""
    for kind in COLUMNS:
        if points_of(work, youth, kind):
            mirror(work, youth, kind)


def _known(work: Work, person: Youth, kind: ContactKind) -> tuple[_Said, ...]:
    """What is said of a kind: by the contacts, else by the identity; nothing when it is not told.

    Contacts that all ended say one thing: that there is none.
    """
    points = points_of(work, person, kind)
    if points:
        current = tuple(_of_point(one) for one in points if is_current(one, work.today))
        return current or ((),)
    said = _of_columns(person, kind)
    return (said,) if any(said) else ()


def _of_columns(person: Youth, kind: ContactKind) -> _Said:
    return _folded(getattr(person, name) for name in COLUMNS[kind])


def _of_point(point: Point) -> _Said:
    own = (point.value, point.postal_code, point.city)
    return _folded(own[: len(COLUMNS[point.kind])])


def _folded(values: Iterable[str | None]) -> _Said:
    return tuple((one or "").casefold() for one in values)


def _link(work: Work, point: Point, name: str, after: Value) -> Iterator[Link]:
    for row in _stored(work.session, (_TABLE, point.id)):
        before = row.values[name]
        if before != after:
            yield Link(_TABLE, point.id, name, before, after)


def _stored(session: Session, ref: Ref) -> Sequence[rows.Stored]:
    row = rows.read(session, ref)
    return () if row is None else (row,)


def _others(session: Session, row: YouthContact) -> bool:
    same = rows.rows_of(session, _TABLE, column("youth_id") == row.youth_id)
    return any(one.values["kind"] == str(row.kind) and one.ref != (_TABLE, row.id) for one in same)
