"""Writing and vouching for observations."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from app.services import observations
from app.services.changes import Change
from app.services.choices import ObservationKind, SharingScope, member
from app.services.drafts import DraftKey
from app.services.observations import ObservationEntry, ObservationRow
from app.ui.context import PageContext
from app.ui.forms.specs.observation import observation_spec
from app.ui.operations.anew import still
from app.ui.operations.choosing import partner_finder
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.reading import day, number, text
from app.ui.widgets.choice import Choice

FORM = "observation"


def observation_form(
    context: PageContext, case_id: int, row: ObservationRow | None = None
) -> InlineForm:
    """A form for a new observation of that dossier, or to correct one."""
    form = bare_form(context, observation_spec(), {"source": partner_finder(context)})
    inline = InlineForm(
        context,
        "Nouvelle observation" if row is None else "Corriger l’observation",
        form,
        key=DraftKey(
            FORM, f"{case_id}.{row.id}" if row else str(case_id), row.version if row else 0
        ),
        write=partial(_write, context, case_id, row),
        said="Observation enregistrée.",
        again=partial(_fresh, context, case_id, row.id) if row else None,
    )
    inline.begin(_values(context, row))
    return inline


def validate(context: PageContext, owner: QObject, case_id: int, row: ObservationRow) -> None:
    """Vouch for the wording of an observation."""
    desk = context.desk
    context.jobs.database(
        owner,
        lambda: observations.validate_observation(desk, case_id, row.id, version=row.version),
        lambda _change: context.messages.success("Rédaction validée."),
    )


def _values(context: PageContext, row: ObservationRow | None) -> dict[str, object]:
    if row is None:
        return {"observed_on": context.desk.clock.today(), "sharing_scope": SharingScope.CELL}
    source = Choice(str(row.source_partner_id), row.source) if row.source else None
    return {
        "kind": row.kind,
        "observed_on": row.observed_on,
        "text": row.text,
        "source": source,
        "sharing_scope": row.sharing_scope,
        "person_statement": row.person_statement,
    }


def _fresh(context: PageContext, case_id: int, number: int) -> Fresh:
    row = still(observations.observations(context.desk, case_id), number)
    return Fresh(_values(context, row), partial(_write, context, case_id, row), row.version)


def _write(
    context: PageContext, case_id: int, row: ObservationRow | None, values: Mapping[str, object]
) -> Callable[[], Change]:
    entry = ObservationEntry(
        kind=member(ObservationKind, values["kind"]),
        observed_on=day(values["observed_on"]),
        text=text(values["text"]),
        sharing_scope=member(SharingScope, values["sharing_scope"]) or SharingScope.CELL,
        source_partner_id=number(values["source"]),
        person_statement=text(values["person_statement"]),
        version=row.version if row else None,
    )
    return partial(
        observations.save_observation,
        context.desk,
        case_id,
        entry,
        observation_id=row.id if row else None,
    )
