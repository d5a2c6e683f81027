"""Draws every widget and a form to PNG files, to be looked at: run by hand, no test.

    QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery FOLDER [light|dark|contrast] [WxH …]

The pixel ratio comes from QT_SCALE_FACTOR; sizes are physical, as a screen's are.
"""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout

from app.ui import theme
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.busy import Busy, Skeleton
from app.ui.widgets.buttons import Button, DangerButton, LinkButton, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.password import Advice
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.search import SearchField
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import label
from app.ui.widgets.table import TableView
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.tiles import StatTile
from app.ui.widgets.timeline import Event, Timeline
from tests.ui.gallery_form import SCHOOLS, SPEC, TODAY

TONES: tuple[Tone, ...] = ("neutral", "accent", "red", "amber", "green")


class People(QAbstractTableModel):
    """A few rows with real-length names."""

    heads = ("Nom", "Prénom", "Né(e) le", "Établissement", "État", "Référente")
    rows = (
        ("OUEDRAOGO-LEFEBVRE", "Marie-Antoinette", "14/03/2011",
         "Lycée polyvalent Jean-Pierre-Timbaud et Simone-Veil de Brétigny", "Suivi en cours",
         "C. Delmas"),
        ("ÖZDEMIR", "Emre", "02/2010", "CFA du bâtiment", "En attente", "C. Delmas"),
        ("NGUYỄN", "Thị Hồng", "2012", "Collège Évariste-Galois", "Clos", "A. Roux"),
        ("ŁUKASZ", "Jan", "30/06/2009", "—", "Suivi en cours", "A. Roux"),
    )  # fmt: skip

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        return (
            self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None


def parts_page() -> ScrollPage:
    page = ScrollPage()
    head = PageHeader("OUEDRAOGO-LEFEBVRE Marie-Antoinette")
    head.set_crumbs([("Dossiers", lambda: None), ("2026-0147", None)])
    head.set_badges([("Suivi en cours", "green"), ("Rupture scolaire", "amber")])
    head.set_subtitle(
        "15 ans (14/03/2011) · 2de bac pro, lycée Paul-Langevin · Quartier des Tilleuls"
    )
    head.set_actions([
        Button("Nouvelle observation"), Button("Nouvelle action"),
        PrimaryButton("Imprimer la fiche de synthèse", icon="printer"),
    ])  # fmt: skip
    page.add(head)
    tabs = Tabs()
    for title, count in (
        ("Synthèse", None), ("Identité et famille", None), ("Scolarité", None), ("Signalements", 1),
        ("Plan d’actions", None), ("Orientations", 2), ("Observations", 7), ("Séances", None),
        ("Pièces", 3), ("Suivi", None),
    ):  # fmt: skip
        tabs.add(title, title, count)
    page.add(tabs)
    tiles = FlowLayout(fill=Fill.STRETCH, spacing=14, line_spacing=14)
    tiles.add(StatTile("bell", "signalements à qualifier", number=3, tone="amber"))
    tiles.add(StatTile("calendar-check", "échéances dépassées", number=5, tone="red"))
    tiles.add(StatTile("compass", "orientations sans réponse", number=1250, tone="amber"))
    tiles.add(StatTile("users-group", "famille à informer cette semaine", number=0))
    page.add(tiles)
    columns = TwoColumns()
    todo = Card("À faire", action="Mes dossiers seulement")
    for text in ("Entretien de positionnement au CFA du bâtiment", "Rappeler la mission locale"):
        line = QHBoxLayout()
        line.addWidget(QCheckBox(text))
        line.addStretch(1)
        line.addWidget(Badge("En retard de 4 j", "red"))
        todo.add(line)
    columns.main.addWidget(todo)
    plan = Card("Plan d’actions — 2 objectifs", action="Ouvrir")
    plan.add(
        ProgressBarRow(
            "Reprendre une formation avant janvier 2027",
            "3 actions sur 5 réalisées",
            done=3,
            total=5,
        )
    )
    plan.add(
        ProgressBarRow(
            "Rétablir le lien collège – famille",
            "atteint le 02/11/2026",
            done=1,
            total=1,
            tone="green",
        )
    )
    columns.main.addWidget(plan)
    buttons = Card("Boutons et mots")
    row = FlowLayout()
    for button in (
        Button("Simple"),
        PrimaryButton("Principal"),
        DangerButton("Supprimer"),
        LinkButton("Un lien"),
        Button("Éteint"),
        PrimaryButton("Éteint"),
    ):
        row.add(button)
        button.setEnabled(button.text() != "Éteint")
    for tone in TONES:
        row.add(Badge(tone, tone))
    buttons.add(row)
    chips = FilterChips()
    chips.show_filters([("a", "État\u202f: suivi en cours"), ("b", "Référente\u202f: C. Delmas")])
    buttons.add(chips)
    buttons.add(SearchField("Rechercher un jeune, une famille, un partenaire…"))
    busy = Busy("Rendu de 200 fiches")
    busy.advance(60, 200)
    buttons.add(busy)
    for tone in TONES[1:]:
        buttons.add(
            Strip(
                "Le coffre est déjà ouvert sur un autre poste.",
                "Fermez Vigie sur ACCUEIL-02, puis réessayez.",
                tone=tone,
                action="Réessayer",
                on_close=lambda: None,
            )
        )
    columns.main.addWidget(buttons)
    story = Card("Chronologie", action="Filtrer")
    story.add(Timeline([
        Event("18/11", "compass", "Orientation vers le CFA du bâtiment", "Entretien fixé au 24/11",
              open=lambda: None),
        Event("12/11", "messages", "Groupe territorial Nord", "Décision\u202f: orientation CFA"),
        Event("05/11", "edit", "Entretien avec la mère", "Favorable à l’apprentissage"),
    ]))  # fmt: skip
    columns.side.addWidget(story)
    columns.side.addWidget(Skeleton(3))
    columns.side.addWidget(
        EmptyState(
            "folder",
            "Aucun dossier pour le moment",
            more="Un dossier s’ouvre à partir d’un signalement.",
            action="Nouveau signalement",
        )
    )
    columns.fill()
    page.add(columns)
    table = TableView(name="list.people", words="Dossiers")
    model = People(table)
    table.setModel(model)
    table.set_widths({0: 200, 1: 150, 2: 108, 3: 260, 4: 130})
    table.setMinimumHeight(220)
    table.selectRow(1)
    page.add(table)
    page.fill()
    return page


def form_page() -> FormFrame:
    advice = Advice("Il manque un chiffre.", good=False)
    form = Form(SPEC, today=lambda: TODAY, advisers={"password": lambda _text: advice})
    form.binder.load({
        "origin": SCHOOLS[1], "author": SCHOOLS[0], "received_on": date(2026, 10, 21),
        "last_name": "OUEDRAOGO-LEFEBVRE", "first_name": "Marie-Antoinette",
        "reasons": ("0", "1"), "note": "Courriers du lycée restés sans réponse depuis la rentrée.",
        "number": "2026-0147",
    })  # fmt: skip
    form.cells["birth"].editor.set_raw("02/2010")
    form.cells["email"].editor.set_raw("marie@")
    form.binder.check_all()
    head = PageHeader("Nouveau signalement")
    head.set_crumbs([("Signalements", lambda: None), ("Nouveau signalement", None)])
    head.set_badges([("Brouillon enregistré à 14 h 07", "green")])
    side = Card("Déjà connu\u202f?")
    known = Card("MARTEL Yanis", tone="amber")
    known.add(label("14/03/2011 · dossier 2024-0031 clos le 30/06/2025", wrap=True))
    row = FlowLayout()
    row.add(Button("Rouvrir ce dossier"))
    row.add(Button("Ce n’est pas lui"))
    known.add(row)
    side.add(known)
    return FormFrame(
        form, head=head, side=side,
        primary=PrimaryButton("Enregistrer et qualifier (Ctrl+Entrée)"),
        others=(Button("Abandonner"), Button("Enregistrer sans qualifier")),
    )  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    name = sys.argv[2] if len(sys.argv) > 2 else "light"
    sizes = sys.argv[3:] or ["1366x768"]
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    app = QApplication([])
    theme.apply(app, theme.THEMES[name])
    for kind, build in (("parts", parts_page), ("form", form_page)):
        page = build()
        for size in sizes:
            width, height = (round(int(n) / scale) for n in size.split("x"))
            page.resize(width, height)
            page.show()
            for _ in range(4):
                app.processEvents()
            picture = page.grab()
            picture.save(str(folder / f"{kind}-{name}-{size}-{scale:g}.png"))
            area = page.page if isinstance(page, FormFrame) else page
            whole = area.content.grab()
            whole.save(str(folder / f"{kind}-{name}-{size}-{scale:g}-whole.png"))
        page.hide()


if __name__ == "__main__":
    main()
