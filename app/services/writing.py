"""The words that the writing control watches: the program's lists, as the town changed them."""

from dataclasses import dataclass

from sqlalchemy import select

from app.errors import Invalid
from app.models.enums import JournalAction, WritingCategory
from app.models.writing import WatchedWord
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.rules.writing import TownWords, Vocabulary, vocabulary
from app.services.rules.writing_words import WORDED, Entry, read_line, shipped
from app.services.text import bounded, refuse

LIMIT = 200
_LEAST = 3  # letters: a shorter word would be found in every sentence


@dataclass(frozen=True, slots=True)
class WordEntry:
    """Words of a list, as typed, or as the list has them."""

    category: WritingCategory | None
    words: str


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """A line of a list. `id` is that of the town's change: words added, or words put aside."""

    category: WritingCategory
    words: str
    exceptions: tuple[str, ...]
    key: str
    id: int | None = None
    aside: bool = False

    @property
    def written(self) -> str:
        """As a line of a list is written."""
        return str(Entry(self.words, self.exceptions))


def lists(desk: Desk) -> Vocabulary:
    """What is looked for in a free text, by whoever writes one."""
    with desk.read() as work:
        rows = _rows(work)
        return vocabulary(
            TownWords(
                added=frozenset((one.category, one.words) for one in rows if not one.aside),
                aside=frozenset((one.category, one.key) for one in rows if one.aside),
            )
        )


def watched(desk: Desk) -> tuple[WatchedLine, ...]:
    """Every line, by category; the town's first, then the program's. Raises `Refused`."""
    with desk.read() as work:
        work.demand_office(UseCase.EDIT_WRITING)
        rows = _rows(work)
    aside = {(one.category, one.key): one.id for one in rows if one.aside}
    found: list[WatchedLine] = []
    for category in WORDED:
        own = (row for row in rows if row.category is category and not row.aside)
        found += (_line(category, read_line(row.words), row.id, key=row.key) for row in own)
        for entry in shipped()[category]:
            if entry.words:
                number = aside.get((category, entry.key))
                found.append(_line(category, entry, number, aside=number is not None))
    return tuple(found)


def add_words(desk: Desk, entry: WordEntry) -> Change:
    """Add a line to a list. Raises `Invalid`, `Refused`."""
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_WRITING)
        problems: dict[str, str] = {}
        category = entry.category
        if category not in WORDED:
            problems["category"] = "Choisissez la liste."
        text = bounded(problems, "words", entry.words, LIMIT)
        line = read_line(text or "")
        if line is None:
            problems.setdefault("words", "Écrivez le mot à surveiller.")
        refuse(problems)
        if category is None or line is None:
            raise Invalid(problems)
        key = line.key or str(line)
        if line.words and len("".join(line.key.split()).strip("*!")) < _LEAST:
            raise Invalid({"words": "Trop court\u202f: il serait trouvé dans chaque phrase."})
        if _is_known(work, category, key):
            raise Invalid({"words": "Ce mot est déjà dans la liste."})
        return _keep(work, category, str(line), key, aside=False)


def put_aside(desk: Desk, entry: WordEntry) -> Change:
    """Stop watching a line of the program. Raises `Invalid` when there is none, `Refused`."""
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_WRITING)
        category, key = entry.category, Entry(entry.words).key
        ours = () if category is None else shipped().get(category, ())
        line = next((one for one in ours if one.words and one.key == key), None)
        if category is None or line is None or _changed(work, category, key) is not None:
            raise Invalid({"words": "Ce mot n’est plus dans la liste."})
        return _keep(work, category, line.words, key, aside=True)


def take_back(desk: Desk, word_id: int) -> Change:
    """Undo a change of the town: its words leave, or the program's are watched again.

    Raises `Refused`.
    """
    with desk.work() as work:
        work.demand_office(UseCase.EDIT_WRITING)
        row = work.get(WatchedWord, word_id)
        work.session.delete(row)
        work.journal(JournalAction.SETTING, "watched_word", word_id, f"{row.category} back")
        return work.commit(Change(Subject.WRITING, word_id))


def _keep(work: Work, category: WritingCategory, words: str, key: str, *, aside: bool) -> Change:
    row = WatchedWord(
        category=category, words=words, key=key, aside=aside,
        at=work.now, by_id=work.actor.account_id,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    detail = f"{category} {'aside' if aside else 'added'}"
    work.journal(JournalAction.SETTING, "watched_word", row.id, detail)
    return work.commit(Change(Subject.WRITING, row.id))


def _is_known(work: Work, category: WritingCategory, key: str) -> bool:
    ours = any(one.key == key for one in shipped()[category])
    return ours or _changed(work, category, key) is not None


def _changed(work: Work, category: WritingCategory, key: str) -> WatchedWord | None:
    found = select(WatchedWord).where(WatchedWord.category == category, WatchedWord.key == key)
    return work.session.scalar(found)


def _rows(work: Work) -> list[WatchedWord]:
    return list(work.session.scalars(select(WatchedWord).order_by(WatchedWord.key)))


def _line(
    category: WritingCategory,
    entry: Entry | None,
    number: int | None,
    *,
    aside: bool = False,
    key: str = "",
) -> WatchedLine:
    one = entry or Entry("")
    return WatchedLine(category, one.words, one.exceptions, key or one.key, number, aside)
