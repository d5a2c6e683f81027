"""Who the vault is for: the town and its cell, then the coordonnateur and the password."""

from collections.abc import Callable

from app.services.entrance import Founding
from app.services.rules.names import proposed_login
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.forms.specs.password import adviser, password_problems, password_spec
from app.ui.shell.wizard.frame import Step
from app.ui.widgets.style import label

CELL_NAME = "Cellule de veille éducative"

_TOWN = FormSpec(
    "town",
    (
        Section(
            "",
            (
                (
                    Field("town_name", "Ville ou intercommunalité", Kind.NAME, required=True,
                          max_length=80, width=Width.FULL, missing="Indiquez le nom de la ville."),
                ),
                (
                    Field("cell_name", "Nom du service", Kind.NAME, required=True, max_length=120,
                          width=Width.FULL, help="Il paraît à l’écran et sur les documents.",
                          missing="Indiquez le nom de la cellule."),
                ),
            ),
        ),
    ),
    numbered=False,
)  # fmt: skip
_PERSON = FormSpec(
    "founder",
    (
        Section(
            "",
            (
                (
                    Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60,
                          missing="Indiquez votre prénom."),
                    Field("last_name", "Nom", Kind.NAME, required=True, max_length=60,
                          missing="Indiquez votre nom."),
                ),
                (
                    Field("login", "Identifiant", required=True, max_length=40, width=Width.FULL,
                          help="À taper à chaque ouverture du coffre\u202f; il ne changera plus.",
                          missing="Choisissez un identifiant."),
                ),
            ),
        ),
    ),
    numbered=False,
)  # fmt: skip


class TownStep(Step):
    """The town and its cell."""

    def __init__(self) -> None:
        super().__init__(
            "La ville et son service",
            "Ces noms se changent plus tard dans Administration.",
        )
        self.form = Form(_TOWN, cards=False)
        self.form.binder.load({"cell_name": CELL_NAME})
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    @property
    def town(self) -> str:
        """The town's name, as typed."""
        return str(self.form.binder.values()["town_name"])

    def arrive(self) -> None:
        self.form.binder.go_to("town_name")

    def go_on(self, then: Callable[[], object]) -> None:
        if self.form.binder.check_all():
            then()


class PersonStep(Step):
    """The first account, which is a coordonnateur's. The login is proposed until it is typed."""

    def __init__(self) -> None:
        super().__init__(
            "Votre compte",
            "Le premier compte est celui d’un coordonnateur\u202f: il voit tous les dossiers et "
            "donne leurs accès aux autres.",
        )
        self.form = Form(_PERSON, cards=False)
        self._proposed = ""
        self.form.binder.changed.connect(self._propose)
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    @property
    def login(self) -> str:
        """The login, as typed."""
        return str(self.form.binder.values()["login"])

    def arrive(self) -> None:
        self.form.binder.go_to("first_name")

    def go_on(self, then: Callable[[], object]) -> None:
        if self.form.binder.check_all():
            then()

    def _propose(self) -> None:
        values = self.form.binder.values()
        proposed = proposed_login(str(values["first_name"]), str(values["last_name"]))
        login = self.form.cells["login"].editor
        if login.raw() in {"", self._proposed} and proposed != self._proposed:
            self._proposed = proposed
            login.set_raw(proposed)


class PasswordStep(Step):
    """A new password, typed twice; what it lacks is said while one types.

    `login` and `town` answer what the password may not hold; `done` is what goes on with it.
    """

    def __init__(
        self,
        title: str,
        lead: str,
        *,
        verb: str,
        login: Callable[[], str],
        town: Callable[[], str],
        done: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__(title, lead)
        self.verb = verb
        self._login, self._town, self._done = login, town, done
        self.form = Form(
            password_spec("password"), cards=False, advisers={"password": adviser(login, town)}
        )
        self.column.addWidget(self.form)
        self.column.addWidget(label("F2 montre ou cache ce qui est tapé.", "small", wrap=True))
        self.column.addStretch(1)

    @property
    def password(self) -> str:
        """What is typed."""
        return str(self.form.binder.values()["password"])

    def arrive(self) -> None:
        self.form.binder.load({"password": self.password, "again": self._again})
        self.form.binder.go_to("password")

    def go_on(self, then: Callable[[], object]) -> None:
        if not self.form.binder.check_all():
            return
        problems = password_problems(
            self.password, self._again, login=self._login(), town=self._town()
        )
        if problems:
            self.form.binder.show_problems(problems)
        else:
            self._done(then)

    @property
    def _again(self) -> str:
        return str(self.form.binder.values()["again"])


def founding(town: TownStep, person: PersonStep, password: str) -> Founding:
    """What the steps gathered."""
    where, who = town.form.binder.values(), person.form.binder.values()
    return Founding(
        town_name=str(where["town_name"]),
        cell_name=str(where["cell_name"]),
        first_name=str(who["first_name"]),
        last_name=str(who["last_name"]),
        login=str(who["login"]),
        password=password,
    )
