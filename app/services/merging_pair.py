"""The two dossiers that a merge is about: which one stays, where each stands, what it refers to."""

from dataclasses import dataclass

from app.errors import Refused
from app.models.case import CaseFile
from app.models.youth import Youth
from app.services.access import demand_case
from app.services.desk import Work
from app.services.persons import birth_of
from app.services.rows import Ref
from app.services.rules.matching import Identity
from app.services.rules.merged_states import Standing, merged_standing
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class Pair:
    """`kept` has the older number; `mine` and `theirs` are each dossier, then its young person."""

    kept: CaseFile
    other: CaseFile

    @property
    def mine(self) -> tuple[Ref, Ref]:
        """The dossier that stays and its young person."""
        return _refs(self.kept)

    @property
    def theirs(self) -> tuple[Ref, Ref]:
        """The dossier that leaves and its young person."""
        return _refs(self.other)

    @property
    def versions(self) -> tuple[int, int, int, int]:
        """Of both dossiers, then of both young people."""
        mine, theirs = youth_of(self.kept), youth_of(self.other)
        return self.kept.version, self.other.version, mine.version, theirs.version

    @property
    def identities(self) -> tuple[Identity, Identity]:
        """Who each is about, as the matching compares it."""
        return _identity(self.kept), _identity(self.other)

    @property
    def standing(self) -> Standing:
        """Where the dossier stands that both become."""
        return merged_standing(_standing(self.kept), _standing(self.other))


def demand_pair(work: Work, case_id: int, other_case_id: int) -> Pair:
    """The two dossiers, whichever is named first; `Refused` unless they are two young people's."""
    both = [demand_case(work, UseCase.MERGE_CASE, one) for one in (case_id, other_case_id)]
    if both[0] is both[1] or any(one.youth is None for one in both):
        raise Refused
    kept, other = sorted(both, key=lambda one: [int(it) for it in one.file_number.split("-")])
    return Pair(kept, other)


def youth_of(case: CaseFile) -> Youth:
    """The young person of a dossier; `Refused` for a family's."""
    if case.youth is None:
        raise Refused
    return case.youth


def _refs(case: CaseFile) -> tuple[Ref, Ref]:
    return ("case_file", case.id), ("youth", youth_of(case).id)


def _identity(case: CaseFile) -> Identity:
    youth = youth_of(case)
    return Identity(
        youth.last_name, youth.first_name, birth_of(youth), youth.sex, youth.usage_name or ""
    )


def _standing(case: CaseFile) -> Standing:
    return Standing(
        case.status, case.closed_on, case.closure_reason, case.closure_review, case.moved_out_on
    )
