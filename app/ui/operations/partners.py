"""Writing in the directory from a page, and creating a body on the spot from another form."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.errors import Invalid, UserFacingError
from app.services.choices import PartnerType, member
from app.services.drafts import DraftKey
from app.services.partner_quick import NewAuthor, create_author
from app.services.partners import ContactEntry, PartnerEntry
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.partner_quick import quick_spec
from app.ui.operations.choosing import partner_finder
from app.ui.operations.drafts import DraftKeeper
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.style import label


class NewPartnerDialog(QDialog):
    """A name and a type: the rest is filled in later, in the directory.

    `with_person` also asks who speaks for it, and lets that person join a body already there.
    """

    def __init__(
        self,
        context: PageContext,
        name: str,
        partner_type: str | None,
        created: Callable[[Choice], object],
        *,
        with_person: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("dialog.partner")
        self.setWindowTitle("Vigie")
        self.setAccessibleName("Nouvelle structure")
        self._context, self._created = context, created
        finder = partner_finder(context)
        self.form = Form(
            quick_spec(with_person=with_person), providers={"body": finder}, cards=False
        )
        if with_person:
            finder.serve(self.form, "body")
        self.form.binder.load({"name": name, "partner_type": partner_type})
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Nouvelle structure", "heading"))
        column.addWidget(
            label("Vous compléterez sa fiche plus tard, dans Partenaires.", "muted", wrap=True)
        )
        column.addWidget(self.form)
        self._problem = label("", "error", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self.keeper = DraftKeeper(
            context, DraftKey("partner.quick"), Sheet(self.form), lambda _words: None, self
        )
        self.keeper.look_up()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button("Revenir au formulaire", self.reject, name="dialog.cancel"))
        self.submit = PrimaryButton("Créer", self._create, name="dialog.create")
        self.submit.setDefault(True)
        buttons.addWidget(self.submit)
        column.addLayout(buttons)
        self.setMinimumWidth(460)

    def snapshot(self) -> Callable[[], object] | None:
        """The work that writes the draft, when a lock comes."""
        return self.keeper.work()

    def reject(self) -> None:
        """Back to the form; what was typed can be had back from the message."""
        self.keeper.give_up()
        super().reject()

    def _create(self) -> None:
        if not self.form.binder.check_all():
            return
        values, desk = self.form.binder.values(), self._context.desk
        body = _known_body(values)
        entry = PartnerEntry(
            name=str(values["name"] or ""),
            partner_type=member(PartnerType, values["partner_type"]),
        )
        self.submit.setEnabled(False)
        work = self.keeper.saving(lambda: create_author(desk, entry, _person(values), body=body))

        def done(author: NewAuthor) -> None:
            self.keeper.saved()
            self._created(Choice(author.value, author.label))
            self.accept()

        self._context.jobs.database(
            self,
            work,
            done,
            failed=self._failed,
            ended=lambda: self.submit.setEnabled(True),
        )

    def _failed(self, error: UserFacingError) -> None:
        self.keeper.failed()
        left = {"": error.sentence}
        if isinstance(error, Invalid):
            own = {name.removeprefix("contacts.0."): text for name, text in error.problems.items()}
            left = self.form.binder.show_problems(own)
        self._problem.setText(" ".join(left.values()))
        self._problem.setVisible(bool(left))


def create_partner(
    context: PageContext,
    name: str,
    partner_type: str | None,
    created: Callable[[Choice], object],
    *,
    with_person: bool = False,
) -> None:
    """Ask for what is needed of a new body; `created` gets the choice that stands for it."""
    context.dialogs.show(
        NewPartnerDialog(context, name, partner_type, created, with_person=with_person)
    )


def _known_body(values: Mapping[str, object]) -> int | None:
    chosen = values.get("body")
    return int(chosen) if isinstance(chosen, str) and chosen.isdigit() else None


def _person(values: Mapping[str, object]) -> ContactEntry | None:
    last = values.get("last_name")
    if not last:
        return None
    first, title, phone = (str(values[one] or "") for one in ("first_name", "job_title", "phone"))
    return ContactEntry(last_name=str(last), first_name=first, job_title=title, phone=phone)
