"""What one does to a colleague's account: a new password, the end of an access."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.services import accounts
from app.services.accounts import AccountRow
from app.services.changes import Change
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.forms.builder import Form
from app.ui.forms.specs.password import adviser, password_problems, password_spec
from app.ui.operations.form_dialog import FormDialog


def give_password(context: PageContext, row: AccountRow) -> None:
    """Ask for a new password and give it; the colleague is told by voice."""
    desk = context.desk
    form = Form(
        password_spec("given", label="Nouveau mot de passe"),
        cards=False,
        advisers={"password": adviser(lambda: row.login)},
    )
    dialog = FormDialog(
        context,
        f"Nouveau mot de passe de {row.name}",
        form,
        key=None,
        lead="L’ancien n’ouvrira plus rien. Dites-lui le nouveau de vive voix\u202f; il sera à "
        "changer dans Administration, «\u202fMon mot de passe\u202f».",
        verb="Donner ce mot de passe",
        check=lambda values: password_problems(
            str(values["password"]), str(values["again"]), login=row.login
        ),
        write=lambda values: lambda: accounts.give_password(desk, row.id, str(values["password"])),
        said=f"{row.name} a un nouveau mot de passe.",
    )
    dialog.open_on({})


def revoke(
    context: PageContext, owner: QObject, row: AccountRow, then: Callable[[], object]
) -> None:
    """Ask, then end the access; the key of the vault changes, which takes a moment."""
    question = Question(
        title=f"Retirer l’accès de {row.name}\u202f?",
        text="Son mot de passe n’ouvrira plus le coffre, dont la clé change aussitôt. Ce que cette "
        "personne a écrit reste à son nom. Cet accès ne se rend pas\u202f: il faudrait un nouveau "
        "compte.",
        choices=(
            Choice("keep", "Garder l’accès"),
            Choice("revoke", "Retirer l’accès", danger=True),
        ),
        default="keep",
        escape="keep",
    )

    def revoked(_change: Change) -> None:
        context.messages.success(f"L’accès de {row.name} est retiré, la clé du coffre est changée.")
        then()

    def answered(key: str) -> None:
        if key == "revoke":
            desk = context.desk
            context.jobs.database(owner, lambda: accounts.revoke_account(desk, row.id), revoked)

    context.dialogs.ask(question, answered)
