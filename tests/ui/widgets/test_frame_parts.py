"""What frames a page: its header, its tabs, its columns."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.strip import Strip
from app.ui.widgets.tabs import Tabs
from tests.ui.widgets.conftest import Show, heard

TABS = ("Synthèse", "Identité et famille", "Scolarité", "Signalements", "Plan d’actions",
        "Orientations", "Observations", "Séances", "Pièces", "Suivi")  # fmt: skip


def test_a_header_wraps_rather_than_cuts(show: Show) -> None:
    head = PageHeader("OUEDRAOGO-LEFEBVRE Marie-Antoinette")
    head.set_badges([("Suivi en cours", "green"), ("Rupture scolaire", "amber")])
    head.set_actions([Button("Nouvelle observation"), Button("Nouvelle action"),
                      PrimaryButton("Imprimer la fiche de synthèse")])  # fmt: skip
    window = show(head, width=1400)
    window.resize(640, 500)
    QApplication.processEvents()
    assert head.heightForWidth(640) > head.heightForWidth(1400)
    for part in head.findChildren(QPushButton):
        assert part.mapTo(head, part.rect().bottomRight()).x() <= head.width()
        assert part.width() >= part.sizeHint().width()


def test_an_action_given_again_stays(show: Show) -> None:
    head = PageHeader("Dossier")
    kept, gone = Button("Garder"), Button("Retirer")
    head.set_actions([kept, gone])
    show(head)
    head.set_actions([kept])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [part.text() for part in head.findChildren(QPushButton)] == ["Garder"]
    assert kept.isVisible()


def test_a_crumb_leads_back(show: Show) -> None:
    events, hear = heard()
    head = PageHeader("2026-0147")
    head.set_crumbs([("Dossiers", hear), ("2026-0147", None)])
    show(head)
    crumb = head.findChild(QPushButton, "action.crumb.0")
    assert crumb is not None
    crumb.setFocus()
    QTest.keyClick(crumb, Qt.Key.Key_Return)
    assert events == [None]


def tabs() -> Tabs:
    bar = Tabs(name="tabs.case")
    for title in TABS:
        bar.add(title, title, 2 if title == "Orientations" else None)
    return bar


def test_tabs_that_do_not_fit_wait_under_a_menu(show: Show) -> None:
    bar = tabs()
    window = show(bar, width=1200)
    assert all(bar.bar.isTabVisible(i) for i in range(len(TABS)))
    window.resize(560, 200)
    shown = [i for i in range(len(TABS)) if bar.bar.isTabVisible(i)]
    assert 0 < len(shown) < len(TABS)
    last = bar.bar.tabRect(shown[-1])
    assert bar.bar.mapTo(window, last.bottomRight()).x() <= window.width()


def test_the_chosen_tab_is_always_shown(show: Show) -> None:
    bar = tabs()
    show(bar, width=560)
    events, hear = heard()
    bar.changed.connect(hear)
    bar.choose("Suivi")
    assert bar.current == "Suivi"
    assert bar.bar.isTabVisible(TABS.index("Suivi"))
    assert events[-1] == "Suivi"


def test_arrows_and_ctrl_page_move_between_tabs(show: Show) -> None:
    bar = tabs()
    show(bar, width=1200)
    bar.bar.setFocus()
    QTest.keyClick(bar.bar, Qt.Key.Key_Right)
    assert bar.current == TABS[1]
    QTest.keyClick(bar.bar, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert bar.current == TABS[2]
    bar.choose(TABS[0])
    QTest.keyClick(bar.bar, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert bar.current == TABS[-1], "through the tabs that wait under the menu as well"


def test_a_tab_says_its_count(show: Show) -> None:
    bar = tabs()
    show(bar)
    bar.set_count("Orientations", 3)
    assert bar.bar.tabText(TABS.index("Orientations")) == "Orientations (3)"
    bar.set_count("Orientations", None)
    assert bar.bar.tabText(TABS.index("Orientations")) == "Orientations"


def test_columns_stack_in_a_narrow_window(show: Show) -> None:
    columns = TwoColumns()
    columns.main.addWidget(Card("Un"))
    columns.side.addWidget(Card("Deux"))
    window = show(columns, width=1300)
    assert not columns.stacked
    assert columns.side_box.x() > columns.main_box.x()
    window.resize(900, 500)
    QApplication.processEvents()
    assert columns.stacked
    assert columns.side_box.y() > columns.main_box.y()
    window.resize(1300, 500)
    assert not columns.stacked


@pytest.mark.parametrize("width", [500, 800, 1024, 1366])
def test_a_page_never_scrolls_sideways(show: Show, width: int) -> None:
    page = ScrollPage()
    page.add(PageHeader("OUEDRAOGO-LEFEBVRE Marie-Antoinette"))
    columns = TwoColumns()
    columns.main.addWidget(
        Card("Un titre qui peut être assez long pour deux lignes", action="Voir")
    )
    columns.side.addWidget(
        Strip("Une phrase assez longue pour ne pas tenir ici.", action="Réessayer")
    )
    page.add(columns)
    show(page, width=width)
    assert page.content.width() <= page.viewport().width()


def test_the_scroll_bar_comes_and_goes_without_moving_the_page(show: Show) -> None:
    page, card = ScrollPage(), Card("Suivi")
    page.add(card)
    page.fill()
    show(page, width=900, height=500)
    assert page.verticalScrollBar().maximum() == 0
    alone = card.geometry()
    card.setMinimumHeight(900)
    for _ in range(3):  # the page grows, the bar comes, the margin gives way to it
        QApplication.processEvents()
    assert page.verticalScrollBar().maximum() > 0
    assert (card.x(), card.width()) == (alone.x(), alone.width())


def test_titles_of_cards_side_by_side_stand_at_one_height(show: Show) -> None:
    plain, acting = Card("Famille"), Card("Le jeune", action="Modifier")
    show(plain, acting)
    assert plain.title_label.geometry().center().y() == acting.title_label.geometry().center().y()


def test_links_and_crumbs_stand_where_texts_do(show: Show) -> None:
    head = PageHeader("BOUCHER Charlotte")
    head.set_crumbs([("Dossiers", lambda: None), ("2024-0001", None)])
    card = Card("Le jeune", action="Modifier")
    show(head, card)
    for link in (*head.findChildren(Button), *card.findChildren(Button)):
        ink = link.fontMetrics().horizontalAdvance(link.text())
        assert abs(link.sizeHint().width() - ink) <= 1
    link = card.action_link
    assert link is not None
    assert link.geometry().right() == card.contentsRect().right() - 16
