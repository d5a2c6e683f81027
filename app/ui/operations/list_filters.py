"""The filters kept under a name, as a menu above a list; and the combo of one filter."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QMenu, QWidgetAction

from app.errors import Invalid, UserFacingError
from app.services import saved_filters
from app.services.changes import Change
from app.services.exports import ListName
from app.services.saved_filters import FilterEntry, FilterRow
from app.ui.context import PageContext
from app.ui.messages import Problem
from app.ui.operations.list_spec import ListFilter
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice, matching
from app.ui.widgets.combo import SearchableCombo


class SavedFiltersButton(Button):
    """« Mes filtres »: one's own filters of this list. `shown()` is what is in force, unnamed."""

    def __init__(
        self,
        context: PageContext,
        listed: ListName,
        shown: Callable[[], FilterEntry],
        apply: Callable[[FilterRow], object],
    ) -> None:
        super().__init__("Mes filtres", name=f"action.{listed}.filters")
        self._context, self._listed, self._shown, self._apply = context, listed, shown, apply
        self.menu_shown = QMenu(self)
        self.menu_shown.setObjectName(f"menu.{listed}.filters")
        self.set_menu(self.menu_shown)
        self.read()

    def read(self) -> None:
        """Ask which filters there are."""
        desk, listed = self._context.desk, self._listed
        self._context.jobs.database(
            self, lambda: saved_filters.saved_filters(desk, listed), self._show, latest="filters"
        )

    def _show(self, rows: Sequence[FilterRow]) -> None:
        menu = self.menu_shown
        menu.clear()
        for row in rows:
            words = row.name.replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _on=False, row=row: self._open(row))
        if not rows:
            menu.addAction("Vos filtres gardés s’ouvriront d’ici.").setEnabled(False)
        else:
            renamed = menu.addMenu("Renommer un filtre")
            renamed.setObjectName(f"{menu.objectName()}.rename")
            gone = menu.addMenu("Supprimer un filtre")
            for row in rows:
                words = row.name.replace("&", "&&")
                self._offer_name(renamed.addMenu(words), row)
                gone.addAction(words).triggered.connect(lambda _on=False, row=row: self._drop(row))
            menu.addSeparator()
        line = _name_line(menu, f"{menu.objectName()}.name")
        line.setPlaceholderText("Nom pour garder les filtres affichés, puis Entrée")
        line.setAccessibleName("Garder les filtres affichés sous ce nom")
        line.returnPressed.connect(lambda: self._save(line.text()))

    def _offer_name(self, menu: QMenu, row: FilterRow) -> None:
        line = _name_line(menu, f"{self.menu_shown.objectName()}.rename.{row.id}")
        line.setPlaceholderText("Nouveau nom, puis Entrée")
        line.setAccessibleName(f"Nouveau nom du filtre {row.name}, puis Entrée")
        line.returnPressed.connect(lambda: self._rename(row, line.text()))

        def begin() -> None:
            line.setText(row.name)
            line.selectAll()

        menu.aboutToShow.connect(begin)

    def _open(self, row: FilterRow) -> None:
        self._apply(row)
        if row.gone:
            self._context.messages.problem(
                Problem(
                    "Une partie de ce filtre n’existe plus (quartier, groupe, référent, "
                    "structure ou commune)\u202f: le reste est appliqué."
                )
            )

    def _save(self, name: str) -> None:
        shown = self._shown()
        entry = FilterEntry(name, shown.codes, shown.sort, shown.descending)
        desk, listed = self._context.desk, self._listed
        self.menu_shown.close()
        self._act(lambda: saved_filters.save_filter(desk, listed, entry), "Filtre gardé.")

    def _rename(self, row: FilterRow, name: str) -> None:
        desk = self._context.desk
        self.menu_shown.close()
        self._act(lambda: saved_filters.rename_filter(desk, row.id, name), "Filtre renommé.")

    def _drop(self, row: FilterRow) -> None:
        desk = self._context.desk
        self._act(lambda: saved_filters.delete_filter(desk, row.id), "Filtre supprimé.")

    def _act(self, work: Callable[[], Change], said: str) -> None:
        def done(_change: Change) -> None:
            self._context.messages.success(said)
            self.read()

        def failed(error: UserFacingError) -> None:
            # the menu has closed: what is wrong with the name has no field left to stand under
            wrong = error.problems.get("name") if isinstance(error, Invalid) else None
            self._context.messages.problem(Problem(wrong) if wrong else error)

        self._context.jobs.database(self, work, done, failed=failed)


def _name_line(menu: QMenu, name: str) -> QLineEdit:
    """A field in a menu, in which a filter is named."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setMaxLength(80)
    line.setMinimumWidth(340)
    held = QWidgetAction(menu)
    held.setDefaultWidget(line)
    menu.addAction(held)
    return line


def kept_choice(declared: ListFilter, row: FilterRow, code: str) -> Choice | str:
    """What a kept filter chose, in words even where the list no longer offers it."""
    words = row.words.get((declared.key, code))
    if words is not None:
        return Choice(code, words)
    return (declared.typed(code) if declared.typed is not None else None) or code


def filter_combo(page: str, declared: ListFilter) -> SearchableCombo:
    """The combo above the list in which one chooses."""
    typed = declared.typed

    def provider(text: str) -> Sequence[Choice]:
        understood = typed(text) if typed is not None and text.strip() else None
        return [understood] if understood else matching(declared.choices, text)

    combo = SearchableCombo(
        declared.choices,
        provider=provider if typed is not None else None,
        name=f"{page}.by.{declared.key}",
    )
    combo.line.setPlaceholderText(declared.nothing)
    combo.setAccessibleName(declared.words)
    combo.line.setAccessibleName(declared.words)
    combo.choose(declared.begins)
    return combo
