"""The cards of Accueil that are read rather than ticked: first steps, take up again, safety."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.backup_health import Health
from app.services.choices import Role
from app.services.desk import Actor
from app.services.drafts import SavedDraft
from app.services.home import TERM_NOTICE
from app.services.rules.backup_age import Level
from app.services.rules.french import count, month_and_year
from app.services.rules.rights import Record, UseCase
from app.ui.context import Place
from app.ui.operations.resuming import Resumed
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import clear, label
from app.ui.widgets.timeline import RowButton, let_through

Go = Callable[[Place], object]


class ResumeCard(Card):
    """« Reprendre »: drafts, then what was open."""

    def __init__(self, go: Go, drop: Callable[[SavedDraft], object]) -> None:
        super().__init__("Reprendre", name="card.resume")
        self._go, self._drop = go, drop
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(self._lines)

    def show_items(self, items: Sequence[Resumed]) -> None:
        """Replace them."""
        clear(self._lines)
        for number, one in enumerate(items):
            row = _row(one.title, partial_go(self._go, one.place), name=f"resume.{number}")
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 4, 0, 4)
            line.setSpacing(12)
            line.addWidget(ElidedLabel(one.title), 1)
            line.addWidget(label(one.when, "muted"))
            row.setAccessibleDescription(one.when)
            let_through(row)
            self._lines.addLayout(self._with_drop(row, one, number))
        if not items:
            self._lines.addWidget(
                label("Ce que vous ouvrez et ce que vous commencez à écrire se retrouve ici.",
                      "muted", wrap=True)
            )  # fmt: skip

    def _with_drop(self, row: QWidget, one: Resumed, number: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(row, 1)
        if one.draft is not None:
            drop = partial(self._drop, one.draft)
            link = LinkButton("Jeter", drop, name=f"resume.{number}.drop", tone="muted")
            link.setAccessibleName(f"Jeter\u202f: {one.title} {one.when}")
            line.addWidget(link)
        return line


_LEVELS: dict[Level, Callable[[], Badge]] = {
    Level.OK: partial(Badge, "À jour", "green"),
    Level.AMBER: partial(Badge, "À refaire", "amber"),
    Level.RED: partial(Badge, "Trop ancienne", "red"),
    Level.NEVER: partial(Badge, "Aucune", "red"),
}


class SafetyCard(Card):
    """« Sécurité des données »: only what is true at this moment."""

    def __init__(self, go: Go) -> None:
        super().__init__("Sécurité des données", name="card.safety")
        self._go = go
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.add(self._lines)

    def show_state(
        self,
        near_term: int,
        today: date,
        health: Health | None,
        rehearsal_due: date | None,
        *,
        purge_due: bool,
    ) -> None:
        """How many dossiers reach their term within two months, how the backups are.

        `rehearsal_due`: since when the recovery sheet is to be rehearsed by this person.
        `purge_due`: what was erased waits to leave the file.
        """
        clear(self._lines)
        self._line(Badge("Chiffré", "green"), "Le contenu du coffre est chiffré sur le disque")
        if health is not None:
            self._line(_LEVELS[health.level](), health.sentence)
        if rehearsal_due is not None:
            self._line(
                Badge("Une fois par an", "amber"),
                "Vérifiez que la fiche de secours ouvre encore le coffre",
                LinkButton(
                    "Vérifier", partial_go(self._go, Place("admin.recovery")),
                    name="action.home.rehearse",
                ),
            )  # fmt: skip
        if purge_due:
            self._line(
                Badge("À finir", "amber"),
                "Des restes de ce qui a été effacé partiront à la fermeture de Vigie\u202f: "
                "laissez-la aller à son terme",
                LinkButton(
                    "Voir", partial_go(self._go, Place("admin.erasures")),
                    name="action.home.purge",
                ),
            )  # fmt: skip
        if near_term:
            verb = "arrive" if near_term == 1 else "arrivent"
            words = f"{verb} au terme de conservation d’ici {month_and_year(today + TERM_NOTICE)}"
            self._line(Badge(count(near_term, "dossier", "dossiers"), "amber"), words)

    def _line(self, badge: Badge, words: str, link: LinkButton | None = None) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words, wrap=True), 1)
        if link is not None:
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(row)


class FirstSteps(Card):
    """What to do first where this person sees nothing yet.

    Only who reads every dossier may be told that there is none.
    """

    def __init__(self, actor: Actor, go: Go) -> None:
        super().__init__("Pour commencer", name="card.first")
        self.add(label(_nothing_here(actor), "muted", wrap=True))
        self.buttons: list[RowButton] = []
        for kind, icon, title, detail in _steps(actor):
            row = _row(title, partial_go(go, Place(kind)), name=f"first.{kind}")
            row.setAccessibleDescription(detail)
            line = QHBoxLayout(row)
            line.setContentsMargins(6, 8, 6, 8)
            line.setSpacing(14)
            line.addWidget(Picture(icon, "accent", size=24))
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(title, "strong", wrap=True))
            words.addWidget(label(detail, "muted", wrap=True))
            line.addLayout(words, 1)
            let_through(row)
            self.add(row)
            self.buttons.append(row)
        self.fill()


def _sees_all(actor: Actor) -> bool:
    return Record.OTHER in actor.reach(UseCase.READ_CASE)


def _nothing_here(actor: Actor) -> str:
    if _sees_all(actor):
        return "Ce coffre ne contient encore aucun dossier. Voici par où commencer."
    if actor.reach(UseCase.READ_CASE):
        return (
            "Aucun dossier ne vous est confié pour l’instant. Vous verrez ici ceux dont le "
            "coordonnateur vous nommera référent, et ceux de vos groupes."
        )
    return "Votre rôle n’ouvre pas les dossiers\u202f: rien ne vous attend ici."


def _steps(actor: Actor) -> Sequence[tuple[str, str, str, str]]:
    steps = []
    if Role.COORDINATOR in actor.roles or Role.ADMIN in actor.roles:
        steps.append(
            ("admin", "users", "Préparer la cellule",
             "Groupes de travail, quartiers, comptes des collègues, numéros d’urgence.")
        )  # fmt: skip
    if _sees_all(actor):
        steps.append(
            ("partner.new", "building", "Ajouter un premier partenaire",
             "Un collège, un lycée, un CFA, la mission locale, et qui l’on y appelle.")
        )  # fmt: skip
    elif actor.may(UseCase.READ_PARTNER):
        steps.append(
            ("partners", "building", "Consulter les partenaires",
             "Les établissements, les CFA, la mission locale, et qui l’on y appelle.")
        )  # fmt: skip
    if actor.reach(UseCase.WRITE_INTAKE):
        first = "un premier" if _sees_all(actor) else "un"
        steps.append(
            ("intake.new", "bell-ringing", f"Saisir {first} signalement",
             "Ce qu’un établissement ou une famille vous dit\u202f: le dossier s’ouvre ensuite.")
        )  # fmt: skip
    return steps


def partial_go(go: Go, place: Place) -> Callable[[], object]:
    """Go there, when asked."""
    return lambda: go(place)


def _row(title: str, act: Callable[[], object], *, name: str) -> RowButton:
    row = RowButton()
    row.setObjectName(name)
    row.setAccessibleName(title)
    row.clicked.connect(lambda _checked=False: act())
    return row
