"""« Chercher dans les archives… »: closed dossiers, with a reason, under « Déjà connu ? »."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Invalid, UserFacingError
from app.services import archive_search
from app.services.choices import ArchiveReason, member
from app.services.intake_known import KnownPerson
from app.services.rules.matching import Identity
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.duplicates import archive_spec
from app.ui.operations.intake_known import Person, known_line
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.scroll import show_whole
from app.ui.widgets.style import clear, label

_NOBODY = "Personne qui lui ressemble parmi les dossiers clos."
_AT_TERM = "Dossier à son terme\u202f: il est verrouillé jusqu’à son élimination."
_NOBODY_TYPED = "Tapez d’abord le nom du jeune, ou sa date de naissance."


class ArchiveLookup(QWidget):
    """Hidden from who may not search archives; the reason is asked first."""

    def __init__(self, context: PageContext, person: Callable[[], Person]) -> None:
        super().__init__()
        self._context, self._person = context, person
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.opener = LinkButton(
            "Chercher dans les archives…", self._ask, name="action.archive.open"
        )
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = Form(archive_spec(), cards=False)
        self.search = Button("Chercher", self._search, name="action.archive.search")
        self._found = QVBoxLayout()
        for part in (self.form, self.search):
            column.addWidget(part)
            part.hide()
        column.addLayout(self._found)
        if not context.desk.actor.may(UseCase.SEARCH_ARCHIVE):
            self.hide()  # and never shown here: it has no page yet

    def _ask(self) -> None:
        self.opener.hide()
        self.form.show()
        self.search.show()
        self.form.focus_first()
        show_whole(self)

    def _search(self) -> None:
        last, first, birth = self._person()
        if not last.strip() and birth is None:
            self._tell(_NOBODY_TYPED)
            return
        wanted = Identity(last, first, birth)
        reason = member(ArchiveReason, self.form.binder.values()["reason"])
        act = partial(archive_search.search_archive, self._context.desk, wanted, reason)
        self.search.setEnabled(False)
        self._context.jobs.database(
            self, act, self._show, failed=self._refused,
            ended=lambda: self.search.setEnabled(True),
        )  # fmt: skip

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, Invalid):
            self.form.binder.show_problems(error.problems)
        else:
            self._context.messages.problem(error)

    def _show(self, people: tuple[KnownPerson, ...]) -> None:
        if not people:
            self._tell(_NOBODY)
            return
        clear(self._found)
        for one in people:
            if one.at_term:
                self._found.addWidget(label(f"Dossier {one.file_number}", "strong", wrap=True))
                self._found.addWidget(label(_AT_TERM, "small", wrap=True))
                continue
            self._found.addWidget(label(f"{one.name}, {one.percent}\u00a0%", "strong", wrap=True))
            self._found.addWidget(label(known_line(one), wrap=True))
            self._found.addWidget(label(one.why, "small", wrap=True))
            see = Button(
                "Voir son dossier",
                partial(self._context.go, Place("case", one.case_id)),
                name=f"action.archive.see.{one.case_id}",
            )
            self._found.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)

    def _tell(self, sentence: str) -> None:
        clear(self._found)
        self._found.addWidget(label(sentence, "muted", wrap=True))
