"""Which open views read again when a record of the history is written otherwise than by a form."""

from collections.abc import Mapping
from typing import Final

from app.services.changes import Change, Subject
from app.services.history_scope import Reached, Target
from app.services.history_tracked import Kind

_OWN: Final[Mapping[Kind, Subject]] = {
    Kind.HOUSEHOLD: Subject.HOUSEHOLD,
    Kind.INTAKE: Subject.INTAKE,
    Kind.PARTNER: Subject.PARTNER,
    Kind.ORGANISATION: Subject.ORGANISATION,
    Kind.GROUP: Subject.GROUP,
    Kind.NEIGHBOURHOOD: Subject.GROUP,
    Kind.ACCOUNT: Subject.ACCOUNT,
    Kind.REFERRAL: Subject.REFERRAL,
}


def change_of(target: Target, reached: Reached) -> Change:
    """What changed, as the ordinary use case would say it."""
    if reached.case is None or target.kind is Kind.REFERRAL:
        return Change(_OWN[target.kind], target.number, frozenset({Subject.CASE}))
    also = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL})
    return Change(Subject.CASE, reached.case.id, also)
