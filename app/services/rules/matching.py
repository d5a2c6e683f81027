"""Are these two the same person? A score and its reasons, from names, birth date and sex.

Nothing else: two parents, or a separated couple, share a telephone and an address, and so do
brothers and sisters. They never identify anybody here.
"""

from dataclasses import dataclass
from typing import Final

from app.models.enums import Sex
from app.services.rules.matching_births import compare_births
from app.services.rules.matching_names import NameMatch, compare_names, name_of
from app.services.rules.matching_words import Likeness
from app.services.rules.partial_dates import PartialDate

WORTH_A_LOOK: Final = 60
"""% from which a person is proposed while a name is typed."""

PROBABLE: Final = 75
"""% from which two are probably one person: those listed over the whole vault."""

_MOST: Final = 99  # only a person says that two are one
_INVERTED_LEFT: Final = 0.97
_WEIGHT_OF_THE_WORSE: Final = 0.65
_FAMILY_NAME_ALONE: Final = 0.80  # no given name was typed yet
_GIVEN_NAME_ALONE: Final = 0.72  # nor a family name: proposed with the birth date only
_NO_NAME: Final = 0.62  # the same birth date, to the day, is worth a look; less is not
_OTHER_SEX_SAME_NAME: Final = 0.88
_OTHER_SEX: Final = 0.60


@dataclass(frozen=True, slots=True)
class Identity:
    """Who someone is, as far as it is known. Names as typed or stored."""

    last_name: str
    first_name: str
    birth: PartialDate | None = None
    sex: Sex | None = None
    usage_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two are one person (0 to 99 %), and why, the strongest reason first."""

    percent: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return " · ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class _Names:
    last: NameMatch | None
    first: NameMatch | None
    sure: float
    inverted: bool = False


def compare(one: Identity, other: Identity) -> Match:
    """The score and the reasons. A name not typed yet leaves a doubt, and no more."""
    names = max(_straight(one, other), _inverted(one, other), key=lambda it: it.sure)
    birth = compare_births(one.birth, other.birth)
    left, reasons = birth.left, [_words(names)]
    if birth.reason:
        reasons.append(birth.reason)
    if one.sex is not None and other.sex is not None and one.sex is not other.sex:
        same = names.first is not None and names.first.how is Likeness.SAME
        left *= _OTHER_SEX_SAME_NAME if same else _OTHER_SEX
        reasons.append("Sexe différent")
    percent = min(_MOST, round(100 * names.sure * left))
    return Match(percent, tuple(filter(None, reasons)))


def _straight(one: Identity, other: Identity) -> _Names:
    if not one.last_name.strip():
        return _unnamed(one, other)
    last = _last_names(one, other)
    if not one.first_name.strip() or not other.first_name.strip():
        return _Names(last, None, last.sure * _FAMILY_NAME_ALONE)
    first = compare_names(name_of(one.first_name), name_of(other.first_name))
    return _Names(last, first, _both(last, first))


def _unnamed(one: Identity, other: Identity) -> _Names:
    """No family name typed yet: a given name at most."""
    if not one.first_name.strip():
        return _Names(None, None, _NO_NAME)
    first = compare_names(name_of(one.first_name), name_of(other.first_name))
    return _Names(None, first, first.sure * _GIVEN_NAME_ALONE)


def _inverted(one: Identity, other: Identity) -> _Names:
    """The family name typed as the given one, and the other way round."""
    last, first = name_of(one.last_name), name_of(one.first_name)
    crossed = compare_names(first, name_of(other.last_name))
    if other.usage_name:
        usage = compare_names(first, name_of(other.usage_name))
        crossed = max(crossed, usage, key=lambda it: it.sure)
    back = compare_names(last, name_of(other.first_name))
    return _Names(crossed, back, _both(crossed, back) * _INVERTED_LEFT, inverted=True)


def _last_names(one: Identity, other: Identity) -> NameMatch:
    """A name of use answers as well as a name of birth."""
    mine = [name_of(it) for it in (one.last_name, one.usage_name) if it]
    theirs = [name_of(it) for it in (other.last_name, other.usage_name) if it]
    found = [compare_names(a, b) for a in mine for b in theirs]
    return max(found, key=lambda it: it.sure, default=NameMatch(0.0, Likeness.OTHER))


def _both(last: NameMatch, first: NameMatch) -> float:
    """The worse of the two weighs most: a brother has the same name, a homonym the other."""
    worse, better = sorted((last.sure, first.sure))
    return _WEIGHT_OF_THE_WORSE * worse + (1 - _WEIGHT_OF_THE_WORSE) * better


_HOW: Final = {
    Likeness.SAME: "Mêmes nom et prénom",
    Likeness.SOUND: "Se prononce de même",
    Likeness.SLIP: "Une lettre d’écart",
    Likeness.TWO_SLIPS: "Deux lettres d’écart",
    Likeness.PART: "Un nom ou un prénom en moins",
    Likeness.OTHER: "Noms différents",
}


def _words(names: _Names) -> str:
    if names.last is None or names.first is None:
        alone = names.last or names.first
        how = Likeness.OTHER if alone is None else alone.how
        same = "Même prénom" if names.last is None else "Même nom de famille"
        return {Likeness.SAME: same, Likeness.OTHER: ""}.get(how, _HOW[how])
    worse = min(names.last, names.first, key=lambda it: it.sure)
    if names.inverted:
        slip = "" if worse.how is Likeness.SAME else f", {_HOW[worse.how].lower()}"
        return f"Prénom et nom inversés{slip}"
    if worse.how is Likeness.OTHER and max(names.last.how, names.first.how) >= Likeness.SOUND:
        return "Même nom de famille" if worse is names.first else "Même prénom"
    return _HOW[worse.how]
