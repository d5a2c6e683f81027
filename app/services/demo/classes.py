"""What a fictional young person does at an age: the class, or what takes its place."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from app.models.enums import ClosureReason, GradeLevel, Situation
from app.services.rules.ages import age_on

Place = tuple[Situation, GradeLevel | None]

_G, _S = GradeLevel, Situation
#: By age in full years; below and above, the nearest.
AT_SCHOOL: Final[Mapping[int, tuple[Place, ...]]] = {
    11: ((_S.COLLEGE, _G.G6E),),
    12: ((_S.COLLEGE, _G.G6E), (_S.COLLEGE, _G.G5E), (_S.SEGPA, _G.S5E)),
    13: ((_S.COLLEGE, _G.G5E), (_S.COLLEGE, _G.G4E), (_S.SEGPA, _G.S4E)),
    14: (
        (_S.COLLEGE, _G.G4E),
        (_S.COLLEGE, _G.G3E),
        (_S.SEGPA, _G.S3E),
        (_S.RELAIS, _G.RELAIS),
    ),
    15: (
        (_S.COLLEGE, _G.G3E),
        (_S.COLLEGE, _G.G3E_PREPA),
        (_S.LYCEE_PRO, _G.G2DE_PRO),
        (_S.LYCEE_PRO, _G.CAP1),
        (_S.LYCEE_GT, _G.G2DE_GT),
    ),
    16: (
        (_S.LYCEE_PRO, _G.G2DE_PRO),
        (_S.LYCEE_PRO, _G.G1RE_PRO),
        (_S.LYCEE_PRO, _G.CAP1),
        (_S.LYCEE_GT, _G.G2DE_GT),
        (_S.LYCEE_GT, _G.G1RE_G),
    ),
    17: (
        (_S.LYCEE_PRO, _G.G1RE_PRO),
        (_S.LYCEE_PRO, _G.TLE_PRO),
        (_S.LYCEE_PRO, _G.CAP2),
        (_S.LYCEE_GT, _G.G1RE_T),
        (_S.LYCEE_GT, _G.TLE_G),
    ),
    18: ((_S.LYCEE_PRO, _G.TLE_PRO), (_S.LYCEE_GT, _G.TLE_T)),
}
_CHILD: Final = (_S.EXCLUDED_PENDING, _S.DROPPED_OUT, _S.NO_PLACE, _S.HOME_SCHOOLING, _S.ADAPTED)
_YOUTH: Final = (
    _S.NO_PLACE,
    _S.DROPPED_OUT,
    _S.CFA_NO_CONTRACT,
    _S.APPRENTICE,
    _S.TRAINEE,
    _S.ML_FOLLOWED,
    _S.NEET,
)
_ADULT: Final = (
    _S.CFA_NO_CONTRACT,
    _S.APPRENTICE,
    _S.TRAINEE,
    _S.CIVIC_SERVICE,
    _S.EMPLOYED,
    _S.JOB_SEEKER,
    _S.ML_FOLLOWED,
    _S.NEET,
    _S.UNKNOWN,
)
#: What follows the end of a dossier for that reason.
_AFTER: Final = {
    ClosureReason.APPRENTICESHIP: _S.APPRENTICE,
    ClosureReason.IN_TRAINING: _S.TRAINEE,
    ClosureReason.EMPLOYMENT: _S.EMPLOYED,
}
_UP_TO_3E: Final = frozenset(
    {_G.G6E, _G.G5E, _G.G4E, _G.G3E, _G.G3E_PREPA, _G.S5E, _G.S4E, _G.S3E, _G.RELAIS}
)


def place_at(draw: Random, born: date, day: date, reason: ClosureReason | None = None) -> Place:
    """Where someone born on `born` may be on `day`, once the dossier closed for `reason`."""
    if reason in _AFTER:
        return _AFTER[reason], None
    age = max(age_on(born, day), min(AT_SCHOOL))
    schooled = AT_SCHOOL.get(age)
    share = 1.0 if reason is ClosureReason.BACK_TO_SCHOOL else 0.7 if age < 16 else 0.4
    if schooled is not None and draw.random() < share:
        return draw.choice(schooled)
    return draw.choice(_CHILD if age < 16 else _YOUTH if age < 18 else _ADULT), None


def completed_3e(place: Place, born: date, day: date) -> bool:
    """Whether the end of 3e is behind: after it in class, or past the usual age out of school."""
    grade = place[1]
    return grade not in _UP_TO_3E if grade else age_on(born, day) >= 16
