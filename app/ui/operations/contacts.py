"""Noting and correcting the ways to reach a young person or a representative."""

from collections.abc import Callable, Mapping
from functools import partial

from app.services import contacts
from app.services.changes import Change
from app.services.choices import ContactKind, member
from app.services.contacts import ContactPointEntry, ContactPointRow
from app.services.desk import Desk
from app.services.draft_forms import NEW
from app.services.drafts import DraftKey
from app.ui.context import PageContext
from app.ui.forms.specs.family import contact_spec
from app.ui.operations.inline_form import InlineForm, bare_form
from app.ui.operations.reading import day, text

Values = Mapping[str, object]


def contact_form(
    context: PageContext,
    case_id: int,
    who: str,
    *,
    guardian_id: int | None = None,
    row: ContactPointRow | None = None,
) -> InlineForm:
    """A new way to reach `who`, or one to correct. The key says whose: « 12.0.new », « 12.7.5 »."""
    form = bare_form(context, contact_spec())
    record = f"{case_id}.{guardian_id or 0}.{row.id if row else NEW}"
    form_name = "contact.guardian" if guardian_id else "contact"
    inline = InlineForm(
        context,
        f"Joindre {who}",
        form,
        key=DraftKey(form_name, record, (row.entry.version or 0) if row else 0),
        write=partial(_write, context.desk, case_id, guardian_id, row),
        said="Coordonnées enregistrées.",
    )
    if row is None:
        inline.begin({"preferred": False})
    else:
        one = row.entry
        inline.begin(
            {
                "kind": one.kind, "value": one.value, "postal_code": one.postal_code,
                "city": one.city, "from_on": one.from_on, "until_on": one.until_on,
                "preferred": one.preferred, "note": one.note,
            }
        )  # fmt: skip
    return inline


def _write(
    desk: Desk,
    case_id: int,
    guardian_id: int | None,
    row: ContactPointRow | None,
    values: Values,
) -> Callable[[], Change]:
    entry = ContactPointEntry(
        kind=member(ContactKind, values["kind"]),
        value=text(values["value"]),
        postal_code=text(values.get("postal_code")),
        city=text(values.get("city")),
        from_on=day(values["from_on"]),
        until_on=day(values["until_on"]),
        preferred=values["preferred"] is True,
        note=text(values["note"]),
        version=row.entry.version if row else None,
    )
    return partial(
        contacts.save_contact,
        desk,
        case_id,
        entry,
        guardian_id=guardian_id,
        contact_id=row.id if row else None,
    )
