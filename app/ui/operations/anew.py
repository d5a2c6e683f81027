"""A form opens on what is read at that moment, never on what the page happens to show.

Between a save and the page's own reading there is a moment, short but long enough for a key:
a form built on the page would miss what was just added, or answer that someone changed it.
"""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from app.errors import Refused
from app.services.drafts import DraftKey
from app.ui.context import PageContext
from app.ui.operations.form_slot import FormSlot

T = TypeVar("T")


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=_Numbered)


def read_anew(
    context: PageContext,
    slot: FormSlot,
    read: Callable[[], T],
    then: Callable[[T], object],
    *,
    key: DraftKey | None = None,
) -> None:
    """Run `read` on the database thread, then `then(record)`, which opens the form in `slot`.

    A form that is open there is saved first; the form of `key` only takes the focus again.
    """
    form = slot.form
    if form is not None and form.key == key:
        form.form.binder.go_to(next(iter(form.form.cells)))
    elif form is not None and form.has_changes():
        slot.save(lambda: read_anew(context, slot, read, then, key=key))
    else:

        def opened(record: T) -> None:
            try:
                then(record)
            except Refused as gone:  # what the form is about left between two readings
                context.messages.problem(gone)

        context.jobs.database(slot, read, opened, latest="anew")


def still(rows: Iterable[N], number: int) -> N:
    """The row of that number among those just read; `Refused` when it is there no more."""
    found = next((one for one in rows if one.id == number), None)
    if found is None:
        raise Refused
    return found
