"""What a page that is one form answers of its draft: kept at a lock, given up, found again."""

from collections.abc import Callable

from app.ui.context import Place
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.resuming import with_form


class DraftPage:
    """`place` is where the page was asked for; `keeper` is there once the form is."""

    place: Place
    keeper: DraftKeeper | None

    def discard(self) -> None:
        """Give up what was typed."""
        if self.keeper is not None:
            self.keeper.give_up()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that keeps what is typed as a draft."""
        return self.keeper.work() if self.keeper is not None else None

    def here(self) -> Place:
        """Where one would come back to: this form, its draft taken up."""
        return with_form(self.place, self.keeper.key) if self.keeper is not None else self.place
