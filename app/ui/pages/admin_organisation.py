"""Administration › Organisation: the settings of the town and its cell."""

from collections.abc import Callable
from dataclasses import asdict, fields

from app.services import organisation
from app.services.changes import Change
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.organisation import Settings
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.organisation import ORGANISATION
from app.ui.operations.history import history_icon
from app.ui.operations.record_form import RecordForm, Values

_KEPT = ("is_demonstration", "version")
_OPTIONAL = (
    "insee_code", "address", "phone", "email", "crip_phone", "prosecutor_phone", "dpo_contact",
    "notice_purpose", "notice_recipients",
)  # fmt: skip


class OrganisationPage(RecordForm[Settings]):
    """One form, read anew each time."""

    said = "Les réglages sont enregistrés."

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__(
            context, name="admin.organisation", title="Organisation", up=Place("admin"), place=place
        )
        # one row: the town's own
        self.header.set_actions([history_icon(context, 1, Kind.ORGANISATION)])
        self.load()

    def read(self) -> Settings:
        return organisation.read_settings(self.context.desk)

    def build(self, record: Settings) -> Form:  # noqa: ARG002 - the same form for all
        return Form(ORGANISATION)

    def key(self, record: Settings) -> DraftKey:
        return DraftKey("organisation", "town", record.version or 0)

    def values(self, record: Settings) -> Values:
        return asdict(record)

    def write(self, record: Settings, values: Values) -> Callable[[], Change]:
        desk = self.context.desk
        answers: dict[str, object] = {
            one.name: getattr(record, one.name) if one.name in _KEPT else values[one.name]
            for one in fields(Settings)
        }
        answers |= {name: answers[name] or None for name in _OPTIONAL}
        entry = Settings(**answers)  # type: ignore[arg-type]  # the form gives each its own type
        return lambda: organisation.save_settings(desk, entry)
