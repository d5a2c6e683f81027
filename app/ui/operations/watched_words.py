"""The words that the writing control watches: their table, what adds one, what changes one."""

from collections.abc import Callable

from app.services import writing
from app.services.changes import Change
from app.services.choices import WritingCategory, member
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.rules.writing_words import WORDED
from app.services.writing import WatchedLine, WordEntry
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.specs.watched_word import watched_word_spec
from app.ui.operations.form_dialog import FormDialog, Values
from app.ui.viewmodels.columns import Column
from app.ui.widgets.choice import Choice

FORM = "watched_word"
LISTS = tuple(Choice(str(one), one.label) for one in WORDED)


def state(line: WatchedLine) -> str:
    """« Surveillé », « Ajouté » by the town, « Écarté » by it."""
    if line.aside:
        return "Écarté"
    return "Surveillé" if line.id is None else "Ajouté"


def verb(line: WatchedLine) -> str:
    """What can be done of the line."""
    if line.aside:
        return "Surveiller de nouveau"
    return "Écarter ce mot" if line.id is None else "Retirer ce mot"


def said(words: str) -> str:
    """A line without the marks that only its reading needs: « psychiatr… », « GAV »."""
    return words.replace("*", "…").replace("!", "")


def _said(line: WatchedLine) -> str:
    return said(line.words) or f"≠ {_not_meant(line)}"


def _not_meant(line: WatchedLine) -> str:
    return said(", ".join(line.exceptions))


COLUMNS = (
    Column[WatchedLine]("words", "Mot", _said, width=240, strong=True),
    Column[WatchedLine]("category", "Liste", lambda one: one.category.label, width=230),
    Column[WatchedLine]("state", "État", state, width=120,
                        tone=lambda one: "amber" if one.aside else "accent" if one.id else ""),
    Column[WatchedLine]("exceptions", "Ce qui n’est pas visé",
                        lambda one: _not_meant(one) if one.words else ""),
)  # fmt: skip


def add_dialog(context: PageContext, category: WritingCategory | None) -> FormDialog:
    """Ask for the words to add; not shown yet."""
    desk = context.desk

    def write(values: Values) -> Callable[[], Change]:
        entry = WordEntry(member(WritingCategory, values["category"]), str(values["words"]))
        return lambda: writing.add_words(desk, entry)

    dialog = FormDialog(
        context,
        "Mot à surveiller",
        Form(watched_word_spec(LISTS), cards=False),
        verb="Ajouter",
        write=write,
        said=lambda _change: context.messages.success("Le mot est surveillé."),
        key=DraftKey(FORM),
    )
    dialog.form.binder.load({"category": None if category is None else str(category)})
    return dialog


def change(desk: Desk, line: WatchedLine) -> Callable[[], Change]:
    """The work that does `verb(line)`."""
    if line.id is not None:
        number = line.id
        return lambda: writing.take_back(desk, number)
    return lambda: writing.put_aside(desk, WordEntry(line.category, line.words))


def undoing(desk: Desk, line: WatchedLine, done: Change) -> Callable[[], Change]:
    """The work that undoes what `change` did."""
    if line.id is None:
        return lambda: writing.take_back(desk, done.ref)
    if line.aside:
        return lambda: writing.put_aside(desk, WordEntry(line.category, line.words))
    return lambda: writing.add_words(desk, WordEntry(line.category, line.written))
