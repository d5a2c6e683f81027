"""Two contents of the same form, laid side by side question by question, and made into one.

A content is what a draft keeps. `Side` only looks at it: nothing here touches the screen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.ui.forms.editors import Raw

Content = Mapping[str, object]
ABSENT = "Absent"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that two contents answer differently, in words.

    `prefer_other`: what is proposed at first. `clash`: both sides changed it, so that neither is
    the newer.
    """

    key: str
    label: str
    kept: str
    other: str
    prefer_other: bool = True
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """How a field is called, and how its contents are read."""

    label: str
    words: Callable[[Raw], str]
    same: Callable[[Raw, Raw], bool]


Questions = Mapping[str, Question]


def differences(
    questions: Questions, kept: Content, other: Content, *, prefix: str = "", of: str = ""
) -> Iterator[Difference]:
    """What differs between two contents of one form, in the order of the questions.

    An answer that `other` never had (a question that came since) does not differ. Where `other`
    says what it changed, what it left alone is proposed as `kept` has it.
    """
    mine, theirs = fields_of(kept), fields_of(other)
    was = _mapping(other.get("was"))
    for name, question in questions.items():
        if name not in theirs:
            continue
        one, two = mine.get(name), theirs[name]
        if question.same(one, two):
            continue
        changed = "was" not in other or name in was
        yield Difference(
            f"{prefix}{name}",
            f"{of}\u202f: {question.label}" if of else question.label,
            question.words(one),
            question.words(two),
            prefer_other=changed,
            clash=name in was and not question.same(one, _raw(was[name])),
        )


def merged(
    kept: Content, other: Content, taken: AbstractSet[str], *, prefix: str = ""
) -> dict[str, object]:
    """`kept`, but for the answers `taken` from `other`; the caret is where `other` had it."""
    theirs = fields_of(other)
    fields = {
        name: theirs[name] if f"{prefix}{name}" in taken and name in theirs else raw
        for name, raw in {**dict.fromkeys(theirs), **fields_of(kept)}.items()
    }
    caret = {name: other[name] for name in ("focus", "cursor") if name in other}
    return {**kept, **caret, "fields": fields}


def fields_of(content: Content) -> dict[str, Raw]:
    """The answers of a content."""
    return {str(name): _raw(raw) for name, raw in _mapping(content.get("fields")).items()}


def summary(questions: Questions, content: Content) -> str:
    """Every answer of a content on one line, for a whole block that is new or gone."""
    fields = fields_of(content)
    words = (one.words(fields.get(name)) for name, one in questions.items())
    return " · ".join(one for one in words if one)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same block on both sides; one is None where only the other side has it."""

    kept: Content | None
    other: Content | None


def pairs(kept: Sequence[Content], other: Sequence[Content]) -> list[Pair]:
    """Match blocks by the number of their record where they have one, else by their place."""
    if not any("number" in one for one in (*kept, *other)):
        longest = max(len(kept), len(other))
        return [
            Pair(kept[at] if at < len(kept) else None, other[at] if at < len(other) else None)
            for at in range(longest)
        ]
    known = {one["number"]: one for one in other if "number" in one}
    found = [Pair(one, known.pop(one.get("number"), None)) for one in kept]
    left = [one for one in other if "number" not in one or one["number"] in known]
    return [*found, *(Pair(None, one) for one in left)]


def blocks_of(content: Content, name: str) -> list[Content]:
    """The blocks kept under that name."""
    found = content.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def block_differences(
    questions: Questions,
    kept: Sequence[Content],
    other: Sequence[Content],
    *,
    name: str,
    title: Callable[[int], str],
) -> Iterator[Difference]:
    """What differs between two lists of the same few questions."""
    for at, pair in enumerate(pairs(kept, other)):
        if pair.kept is not None and pair.other is not None:
            prefix = f"{name}/{at}/"
            yield from differences(questions, pair.kept, pair.other, prefix=prefix, of=title(at))
        elif pair.other is not None:
            yield Difference(f"{name}/{at}", title(at), ABSENT, summary(questions, pair.other))
        elif pair.kept is not None:
            # who took it out, and when, is not known: nothing is lost by keeping it
            words = summary(questions, pair.kept)
            yield Difference(f"{name}/{at}", title(at), words, ABSENT, prefer_other=False)


def merged_blocks(
    kept: Sequence[Content], other: Sequence[Content], taken: AbstractSet[str], *, name: str
) -> list[Content]:
    """The list that comes of what was chosen."""
    result: list[Content] = []
    for at, pair in enumerate(pairs(kept, other)):
        chosen = f"{name}/{at}" in taken
        if pair.kept is not None and pair.other is not None:
            result.append(merged(pair.kept, pair.other, taken, prefix=f"{name}/{at}/"))
        elif pair.kept is not None and not chosen:
            result.append(pair.kept)
        elif pair.other is not None and chosen:
            result.append(pair.other)
    return result


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _raw(value: object) -> Raw:
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if isinstance(value, str) else None
