"""Administration › Mon mot de passe: the old one, then the new one twice."""

from collections.abc import Callable

from app.errors import Invalid
from app.services import accounts
from app.services.changes import Change
from app.services.vault.errors import WrongPassword
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.forms.specs.password import adviser, password_problems, password_rows
from app.ui.operations.record_form import RecordForm, Values

_SPEC = FormSpec(
    "own_password",
    (
        Section(
            "",
            (
                (
                    Field("old", "Mot de passe actuel", Kind.PASSWORD, required=True,
                          width=Width.FULL, missing="Tapez votre mot de passe actuel."),
                ),
                *password_rows("Nouveau mot de passe"),
            ),
            help="Vigie ne garde ce mot de passe nulle part\u202f: s’il est oublié, le "
            "coordonnateur vous en donne un autre.",
        ),
    ),
    numbered=False,
)  # fmt: skip


class OwnPasswordPage(RecordForm[str]):
    """The record is the login of whoever is at the desk."""

    said = "Votre mot de passe est changé."

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__(
            context, name="admin.password", title="Mon mot de passe", up=Place("admin"), place=place
        )
        self.save_button.setText("Changer le mot de passe (Ctrl+Entrée)")
        self.load()

    def read(self) -> str:
        return accounts.own_login(self.context.desk)

    def build(self, record: str) -> Form:
        return Form(_SPEC, advisers={"password": adviser(lambda: record)})

    def key(self, record: str) -> None:  # noqa: ARG002 - passwords are kept nowhere
        return None

    def values(self, record: str) -> Values:  # noqa: ARG002 - nothing is shown at first
        return {}

    def check(self, values: Values) -> dict[str, str]:
        return password_problems(
            str(values["password"]), str(values["again"]), login=self.record or ""
        )

    def write(self, record: str, values: Values) -> Callable[[], Change]:  # noqa: ARG002 - the desk knows who
        desk, old, new = self.context.desk, str(values["old"]), str(values["password"])

        def work() -> Change:
            try:
                return accounts.change_own_password(desk, old, new)
            except WrongPassword:
                raise Invalid({"old": "Ce n’est pas votre mot de passe actuel."}) from None
            except Invalid as problem:
                raise Invalid({"password": problem.problems.get("new", "")}) from None

        return work
