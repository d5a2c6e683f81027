"""Writing in the directory from a page, and creating a body on the spot from another form."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.errors import Invalid, UserFacingError
from app.services.changes import Change
from app.services.choices import PartnerType, labelled, member
from app.services.drafts import DraftKey
from app.services.partners import PartnerEntry, save_partner
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.sheet import Sheet
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.operations.drafts import DraftKeeper
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.style import label

_SPEC = FormSpec(
    "partner.quick",
    (
        Section(
            "",
            (
                (Field("name", "Nom de la structure", required=True, max_length=120,
                       width=Width.FULL),),
                (Field("partner_type", "Type", Kind.CHOICE, required=True, width=Width.FULL,
                       choices=tuple(Choice(*one) for one in labelled(PartnerType))),),
            ),
        ),
    ),
    numbered=False,
)  # fmt: skip


class NewPartnerDialog(QDialog):
    """A name and a type: the rest is filled in later, in the directory."""

    def __init__(
        self,
        context: PageContext,
        name: str,
        partner_type: str | None,
        created: Callable[[Choice], object],
    ) -> None:
        super().__init__()
        self.setObjectName("dialog.partner")
        self.setWindowTitle("Vigie")
        self.setAccessibleName("Nouvelle structure")
        self._context, self._created = context, created
        self.form = Form(_SPEC, cards=False)
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
        self.submit = PrimaryButton("Créer la structure", self._create, name="dialog.create")
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
        name = str(values["name"])
        entry = PartnerEntry(name=name, partner_type=member(PartnerType, values["partner_type"]))
        self.submit.setEnabled(False)
        work = self.keeper.saving(lambda: save_partner(desk, entry))

        def done(change: Change) -> None:
            self.keeper.saved()
            self._created(Choice(str(change.ref), name))
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
            left = self.form.binder.show_problems(error.problems)
        self._problem.setText(" ".join(left.values()))
        self._problem.setVisible(bool(left))


def create_partner(
    context: PageContext, name: str, partner_type: str | None, created: Callable[[Choice], object]
) -> None:
    """Ask for what is needed of a new body; `created` gets the choice that stands for it."""
    context.dialogs.show(NewPartnerDialog(context, name, partner_type, created))
