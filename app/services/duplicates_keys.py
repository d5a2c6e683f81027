"""The keys under which names are found by ear, made anew when the rules that make them change.

Done at the opening of a vault, once: `upkeep.name_keys` says which version made those it holds.
"""

from typing import Final

from sqlalchemy import Engine, bindparam, select, update
from sqlalchemy.orm import Session

from app.models.upkeep import Upkeep
from app.models.youth import Youth
from app.services.rules.phonetics import sound_keys

VERSION: Final = 1
"""To be raised with any change of `rules.phonetics` or of what `sound_keys` puts together."""

_BATCH: Final = 5000


def refresh(engine: Engine) -> int:
    """Bring the keys of every young person up to date; how many had others.

    In one transaction. About 2 s for 100,000 persons, once; nothing when they are up to date.
    """
    with Session(engine) as session:
        state = session.scalar(select(Upkeep).limit(1))
        if state is not None and state.name_keys == VERSION:
            return 0
        if state is None:
            state = Upkeep()
            session.add(state)
        state.name_keys = VERSION
        changed = _changed(session)
        youth = Youth.__table__
        statement = (
            update(youth)  # type: ignore[arg-type]  # a mapped class's own table
            .where(youth.c.id == bindparam("number"))
            .values(phonetic_key=bindparam("family"), given_key=bindparam("given"))
        )
        connection = session.connection()
        for first in range(0, len(changed), _BATCH):
            connection.execute(statement, changed[first : first + _BATCH])
        session.commit()
        return len(changed)


def _changed(session: Session) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    rows = session.execute(
        select(
            Youth.id, Youth.last_name, Youth.usage_name, Youth.first_name,
            Youth.phonetic_key, Youth.given_key,
        )
    )  # fmt: skip
    for number, last, usage, first, family, given in rows:
        keys = sound_keys(last, usage, first)
        if keys != (family, given):
            found.append({"number": number, "family": keys[0], "given": keys[1]})
    return found
