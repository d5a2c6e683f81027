"""Administration: what one may set, each behind its door."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.style import label


@dataclass(frozen=True, slots=True)
class _Door:
    kind: str
    title: str
    words: str
    verb: str
    allowed: Callable[[Desk], bool]


_DOORS = (
    _Door("admin.accounts", "Comptes",
          "Qui ouvre le coffre, avec quels rôles et dans quels groupes. Arrivées, départs, mots de "
          "passe oubliés.", "Voir les comptes",
          lambda desk: desk.actor.may(UseCase.READ_ACCOUNTS)),
    _Door("admin.organisation", "Organisation",
          "Le nom de la ville et de la cellule, l’expéditeur des courriers, les numéros d’urgence, "
          "les délais de verrouillage.", "Voir les réglages",
          lambda desk: desk.actor.may(UseCase.EDIT_ORGANISATION)),
    _Door("admin.territory", "Groupes et quartiers",
          "Les groupes de travail, seuls lieux d’échange d’informations nominatives, et les "
          "quartiers qu’ils suivent.", "Voir les groupes",
          lambda desk: desk.actor.may(UseCase.EDIT_ORGANISATION)),
    _Door("admin.words", "Mots surveillés",
          "Ce que Vigie signale sous un texte\u202f: infractions, santé, origine, jugements… Les "
          "mots propres à la ville s’y ajoutent, d’autres s’écartent.", "Voir les mots",
          lambda desk: desk.actor.may(UseCase.EDIT_WRITING)),
    _Door("admin.backups", "Sauvegardes",
          "Où elles vont, ce que contient chacune, et comment revenir à l’une d’elles. Vigie en "
          "fait une toutes les heures et à la fermeture.", "Voir les sauvegardes",
          lambda desk: desk.actor.may(UseCase.BACK_UP)),
    _Door("duplicates", "Doublons probables",
          "Les jeunes qui ont peut-être deux dossiers, dans tout le coffre. Les comparer, les "
          "réunir, défaire une fusion.", "Chercher les doublons",
          lambda desk: bool(desk.actor.reach(UseCase.MERGE_CASE))),
    _Door("admin.password", "Mon mot de passe",
          "À changer dès qu’un autre a pu le lire, et au premier jour s’il vous a été donné.",
          "Changer mon mot de passe", lambda _desk: True),
    _Door("admin.display", "Affichage",
          "Les couleurs et la taille des textes\u202f: clair, sombre, contraste renforcé, de 100 à "
          "150\u202f%. Chacun choisit les siens, sur chaque ordinateur.", "Régler l’affichage",
          lambda _desk: True),
    _Door("admin.recovery", "Fiche de secours",
          "La clé qui ouvre le coffre quand tous les mots de passe sont perdus. Une nouvelle fiche "
          "rend l’ancienne inutile.", "Voir la fiche de secours",
          lambda desk: desk.actor.may(UseCase.MANAGE_ACCOUNTS)),
    _Door("admin.erasures", "Effacements",
          "Les dossiers effacés parce qu’ouverts à tort, leurs procès-verbaux, et ce qui en reste "
          "dans le fichier du coffre.", "Voir les effacements",
          lambda desk: bool(desk.actor.reach(UseCase.ERASE))),
)  # fmt: skip


class AdminPage(QWidget):
    """One card for each thing this person may set."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin")
        page = ScrollPage()
        page.add(PageHeader("Administration"))
        columns = TwoColumns(main=1, side=1)
        self.buttons: dict[str, Button] = {}
        doors = [door for door in _DOORS if door.allowed(context.desk)]
        for number, door in enumerate(doors):
            card = Card(door.title, name=f"card.{door.kind}")
            card.add(label(door.words, wrap=True))
            button = Button(
                door.verb, partial(context.go, Place(door.kind)),
                name=f"action.{door.kind}.open",
            )  # fmt: skip
            button.setAutoDefault(True)
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons[door.kind] = button
            (columns.side if number % 2 else columns.main).addWidget(card)
        columns.fill()
        page.add(columns)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        if doors:
            self.setFocusProxy(self.buttons[doors[0].kind])
