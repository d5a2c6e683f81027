"""The sheet of a signalement: its form, the cards beside it, its bar of actions."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.choices import DangerAnswer
from app.services.intake import IntakePage
from app.services.rules.deadlines import information_due_on
from app.services.rules.french import NBSP, short_date
from app.services.rules.partial_dates import PartialDate
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.repeated import RepeatedForms
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.intake import UNKNOWN, YOUTH, intake_spec
from app.ui.operations.already_reported import AlreadyReported
from app.ui.operations.archive_lookup import ArchiveLookup
from app.ui.operations.intake_directory import IntakeDirectory
from app.ui.operations.intake_known import KnownLookup, Person
from app.ui.operations.intake_town import Town, guardian_form
from app.ui.operations.intake_values import guardian_values, to_values
from app.ui.operations.intake_words import still_to_tell
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.proposals import Proposals
from app.ui.widgets.style import label

_FAMILY_SECTIONS = (4, 5)  # what is not asked of a young person nobody can name


class IntakeSheet(QWidget):
    """`edited` follows every answer; `in_danger` is « oui » to the question of danger."""

    edited = Signal()
    in_danger = Signal()

    def __init__(self, context: PageContext, town: Town, page: IntakePage | None) -> None:
        super().__init__()
        self._context, self._town = context, town
        self.transmitted = False
        self._directory = IntakeDirectory(context)
        self.form = self._build_form(town)
        self.guardians = RepeatedForms(
            lambda at: guardian_form(at, town),
            name="intake.guardians",
            title=lambda at: f"Représentant légal {at + 1}",
            add="Ajouter un représentant légal",
            remove="Retirer",
        )
        self._card(4).add(self.guardians)
        self.sheet = Sheet(self.form, {"guardians": self.guardians})
        self._trace = Badge("Transmission faite, récit effacé", "green")
        self._trace.hide()
        self._card(3).add(self._trace)
        self.known = Proposals()
        self.reported = AlreadyReported(context)
        self.abandon = Button("Abandonner", name="action.intake.abandon")
        self.keep = Button("Enregistrer sans qualifier", name="action.intake.keep")
        self.qualify = PrimaryButton(
            f"Enregistrer et qualifier{NBSP}{NBSP}(Ctrl+Entrée)", name="action.intake.qualify"
        )
        self.header = PageHeader(f"Signalement {page.number}" if page else "Nouveau signalement")
        here = page.number if page else "Nouveau signalement"
        self.header.set_crumbs([("Signalements", self._to_list), (here, None)])
        self.header.set_subtitle("Fiche de repérage adressée à la cellule")
        self.frame = FormFrame(
            self.form,
            primary=self.qualify,
            others=(self.abandon, self.keep),
            head=self.header,
            side=self._side(),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._lookup = KnownLookup(context, self.known, self._person, self, reported=self.reported)
        self.sheet.on_change(self._changed)
        self.frame.bar.go_to_missing.connect(self._go_to_missing)
        self._form_danger = self.form.cells["danger"].editor
        self._form_danger.changed.connect(self._danger_answered)
        self.form.cells["neighbourhood"].editor.changed.connect(self._follow_neighbourhood)
        self._load(page)
        self._directory.follow_reporter()

    def _build_form(self, town: Town) -> Form:
        spec = intake_spec(
            neighbourhoods=[one for one, _ in town.neighbourhoods],
            groups=town.groups,
            transmitted=lambda: self.transmitted,
        )
        form = Form(
            spec,
            today=town.today,
            providers=self._directory.providers,
            creators=self._directory.creators,
        )
        self._directory.serve(form)
        return form

    def _card(self, section: int) -> Card:
        card = self.form.sections[section]
        if not isinstance(card, Card):
            raise TypeError(section)
        return card

    def _side(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        known = Card("Déjà connu\u202f?", name="card.known")
        known.add(self.known)
        known.add(self.reported)
        known.add(ArchiveLookup(self._context, self._person))
        self._information = family = Card("Information de la famille", name="card.family")
        self._family = label("", wrap=True)
        family.add(self._family)
        column.addWidget(known)
        column.addWidget(family)
        column.addStretch(1)
        return box

    def _load(self, page: IntakePage | None) -> None:
        if page is None:
            only = self._town.groups[0].code if len(self._town.groups) == 1 else None
            self.form.binder.load(
                {"received_on": self._town.today(), "subject": YOUTH, "group": only}
            )
        else:
            self.show_page(page)
        self._changed()

    def show_page(self, page: IntakePage) -> None:
        """Show a signalement as it is stored."""
        self._lookup.report_id = page.id
        self.transmitted = page.entry.danger_answer is DangerAnswer.TRANSMITTED
        self._trace.setVisible(self.transmitted)
        self.form.binder.load(to_values(page))
        self.guardians.load([guardian_values(one) for one in page.entry.guardians])

    # -- what the page asks ---------------------------------------------------------------

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.form.cells["origin_type"].editor.targets[0]

    @property
    def dirty(self) -> bool:
        """Whether leaving now would lose something."""
        return self.sheet.dirty

    @property
    def missing_count(self) -> int:
        """How many required answers are not there yet."""
        asked = 0 if self._nobody_named else self.guardians.missing_count
        return self.form.binder.missing_count + asked

    @property
    def _nobody_named(self) -> bool:
        return self.form.binder.values()["subject"] == UNKNOWN

    def values(self) -> dict[str, object]:
        """The answers, without the representatives."""
        return self.form.binder.values()

    def check(self, *, complete: bool) -> bool:
        """Show what forbids saving. Not `complete`: what is missing is no problem, it will come."""
        guardians = self._nobody_named or self.guardians.check_all()
        if complete:
            return self.form.binder.check_all() and guardians
        wrong = {
            name: sentence
            for name, sentence in self.form.binder.problems().items()
            if not self.form.cells[name].editor.empty
        }
        self.form.binder.show_problems(wrong)
        return not wrong and guardians

    def show_problems(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Show what the service refused; returns what has no field here."""
        names = {"danger_answer": "danger", "group_id": "group"}
        own = {names.get(name, name): sentence for name, sentence in problems.items()}
        return self.guardians.show_problems(self.form.binder.show_problems(own), "guardians")

    def mark_saved(self) -> None:
        """What stands here is now what is stored."""
        self.sheet.mark_saved()

    def set_busy(self, *, busy: bool) -> None:
        """While saving, the actions wait."""
        for button in (self.abandon, self.keep, self.qualify):
            button.setEnabled(not busy)

    def tell(self, sentence: str) -> None:
        """« Brouillon enregistré à 14 h 07 », beside the title and in the bar."""
        self.header.set_badges([(sentence, "green")])

    def snapshot(self, *, without_narrative: bool) -> dict[str, object]:
        """What a draft keeps; while danger is open, nothing of the narrative."""
        content = self.sheet.snapshot()
        form = content["form"]
        if without_narrative and isinstance(form, dict):
            for part in ("fields", "was"):
                form[part] = {**form[part], "reason_note": "", "danger": None}
        return content

    # -- danger ---------------------------------------------------------------------------

    def unanswer_danger(self) -> None:
        """« Oui » was a mistake: the question is open again."""
        self._form_danger.load(None)
        self.form.binder.go_to("danger")

    def follow_after_transmission(self) -> None:
        """The narrative goes, the question is answered by the transmission."""
        self.transmitted = True
        self._trace.show()
        self.form.cells["reason_note"].editor.load("")
        self._form_danger.load(None)
        self.form.binder.go_to("reasons")

    def _danger_answered(self) -> None:
        if self._form_danger.value() is True and not self.transmitted:
            self.in_danger.emit()

    # -- what follows the answers ---------------------------------------------------------

    def _changed(self) -> None:
        self.frame.bar.show_missing(self.missing_count)
        for section in _FAMILY_SECTIONS:
            self.form.sections[section].setVisible(not self._nobody_named)
        self._information.setVisible(not self._nobody_named)
        values = self.form.binder.values()
        received = values["received_on"]
        told = values["family_informed"] is True
        if isinstance(received, date):
            words = still_to_tell(short_date(information_due_on(received)), by_author=told)
        else:
            words = "À faire dans le mois qui suit la réception."
        self._family.setText(words)
        self._lookup.touch()
        self.edited.emit()

    def _person(self) -> Person:
        values = self.form.binder.values()
        birth = values["birth"]
        return (
            str(values["last_name"]),
            str(values["first_name"]),
            birth if isinstance(birth, PartialDate) else None,
        )

    def _follow_neighbourhood(self) -> None:
        chosen = self.form.binder.values()["neighbourhood"]
        group = next((g for one, g in self._town.neighbourhoods if one.code == chosen), "")
        if group:
            self.form.cells["group"].editor.load(group)

    def _go_to_missing(self) -> None:
        if not self.form.binder.missing_count:
            self.guardians.go_to_missing()

    def _to_list(self) -> None:
        self._context.go(Place("intakes"))
