"""Saying how the time of a young person is shared between two homes."""

from app.services import households
from app.services.choices import HomeSharing, labelled, member
from app.services.households import HouseholdView
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.operations.history_undo import undo_of


def ask_sharing(context: PageContext, case_id: int, home: HouseholdView) -> None:
    """Ask what this home is for the young person, and write it."""
    question = Question(
        title=f"{home.name}\u202f: quelle part du temps\u202f?",
        text="Ce que ce foyer est pour ce jeune, à côté de l’autre.",
        choices=(
            Choice("cancel", "Revenir"),
            *(Choice(one[0], one[1]) for one in labelled(HomeSharing)),
        ),
        default="cancel",
        escape="cancel",
    )

    def answered(key: str) -> None:
        sharing = member(HomeSharing, key) if key != "cancel" else None
        if sharing is not None:
            context.jobs.database(
                context.jobs,
                lambda: households.share_home(context.desk, case_id, home.id, sharing),
                lambda change: context.messages.success(
                    "Partage du temps enregistré.", undo=undo_of(context, change)
                ),
            )

    context.dialogs.ask(question, answered)
