"""What a person does about a young person: identity, representatives, school, family."""

from collections.abc import Callable, Mapping
from functools import partial

from app.errors import Refused
from app.services import cases, guardians, households, youths
from app.services.cases import CasePage, YouthView
from app.services.changes import Change
from app.services.choices import Relationship, Sex, member
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.guardians import GuardianEntry, GuardianRow
from app.services.rules.names import given_name
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from app.ui.context import PageContext
from app.ui.forms.specs.youth import guardian_spec, household_spec, identity_spec
from app.ui.operations.anew import still
from app.ui.operations.choosing import household_finder
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.reading import day, number, text
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]


def identity_form(
    context: PageContext, page: CasePage, neighbourhoods: tuple[Choice, ...]
) -> InlineForm:
    """The identity, to be corrected. Raises LookupError for a family's own dossier."""
    if page.youth is None:
        raise LookupError
    known = page.youth.identity
    form = bare_form(context, identity_spec(neighbourhoods))
    inline = InlineForm(
        context,
        "Modifier l’identité",
        form,
        key=DraftKey("youth", str(page.header.id), known.version or 0),
        write=partial(_write_identity, context.desk, page.header.id, known.version),
        said="Identité enregistrée.",
        again=partial(_fresh_identity, context.desk, page.header.id),
    )
    inline.begin(_identity_values(page.youth))
    return inline


def _identity_values(youth: YouthView) -> dict[str, object]:
    known, where = youth.identity, None
    if known.neighbourhood_id is not None:
        where = Choice(str(known.neighbourhood_id), youth.neighbourhood)
    return {
        "last_name": known.last_name,
        "usage_name": known.usage_name,
        "first_name": known.first_name,
        "known_as": known.known_as,
        "sex": known.sex,
        "birth": known.birth,
        "neighbourhood_id": where,
        **_coordinates_values(known.coordinates),
    }


def _youth(desk: Desk, case_id: int) -> YouthView:
    youth = cases.read_case(desk, case_id, opening=False).youth
    if youth is None:
        raise Refused
    return youth


def _fresh_identity(desk: Desk, case_id: int) -> Fresh:
    youth = _youth(desk, case_id)
    version = youth.identity.version
    write = partial(_write_identity, desk, case_id, version)
    return Fresh(_identity_values(youth), write, version or 0)


def identity_entry(values: Values, *, version: int | None) -> IdentityEntry:
    """The identity that a form answers."""
    birth = values["birth"]
    return IdentityEntry(
        last_name=text(values["last_name"]),
        usage_name=text(values["usage_name"]),
        first_name=text(values["first_name"]),
        known_as=text(values.get("known_as")),
        sex=member(Sex, values["sex"]),
        birth=birth if isinstance(birth, PartialDate) else None,
        coordinates=_coordinates(values),
        neighbourhood_id=number(values["neighbourhood_id"]),
        version=version,
    )


def _write_identity(
    desk: Desk, case_id: int, version: int | None, values: Values
) -> Callable[[], Change]:
    entry = identity_entry(values, version=version)
    return partial(youths.save_identity, desk, case_id, entry)


def guardian_form(context: PageContext, case_id: int, row: GuardianRow | None = None) -> InlineForm:
    """A new representative, or one to correct."""
    form = bare_form(context, guardian_spec())
    record = f"{case_id}.{row.id}" if row else str(case_id)
    inline = InlineForm(
        context,
        "Modifier le représentant légal" if row else "Nouveau représentant légal",
        form,
        key=DraftKey("guardian", record, (row.entry.version or 0) if row else 0),
        write=partial(_write_guardian, context.desk, case_id, row),
        said="Représentant légal enregistré.",
        again=partial(_fresh_guardian, context.desk, case_id, row.id) if row else None,
    )
    if row is None:
        inline.begin({"parental_authority": True, "interpreter_needed": False})
    else:
        inline.begin(_guardian_values(row))
    return inline


def _guardian_values(row: GuardianRow) -> dict[str, object]:
    return {
        "relationship_kind": row.entry.relationship_kind,
        "last_name": row.entry.last_name,
        "usage_name": row.entry.usage_name,
        "first_name": row.entry.first_name,
        "parental_authority": row.entry.parental_authority,
        "interpreter_needed": row.entry.interpreter_needed,
        "contact_preference": row.entry.contact_preference,
        **_coordinates_values(row.entry.coordinates),
    }


def _fresh_guardian(desk: Desk, case_id: int, number: int) -> Fresh:
    row = still(_youth(desk, case_id).guardians, number)
    write = partial(_write_guardian, desk, case_id, row)
    return Fresh(_guardian_values(row), write, row.entry.version or 0)


def _write_guardian(
    desk: Desk, case_id: int, row: GuardianRow | None, values: Values
) -> Callable[[], Change]:
    entry = GuardianEntry(
        last_name=text(values["last_name"]),
        usage_name=text(values["usage_name"]),
        first_name=text(values["first_name"]),
        relationship_kind=member(Relationship, values["relationship_kind"]),
        parental_authority=values["parental_authority"] is not False,
        interpreter_needed=values["interpreter_needed"] is True,
        contact_preference=text(values["contact_preference"]),
        coordinates=_coordinates(values),
        version=row.entry.version if row else None,
    )
    return partial(
        guardians.save_guardian, desk, case_id, entry, guardian_id=row.id if row else None
    )


def household_form(context: PageContext, page: CasePage, *, founding: bool) -> InlineForm:
    """Found a family around the young person, or place them in one that exists."""
    finders = {} if founding else {"household": household_finder(context)}
    form = bare_form(context, household_spec(founding=founding), finders)
    inline = InlineForm(
        context,
        "Nouvelle famille" if founding else "Rejoindre une famille",
        form,
        key=DraftKey(form.spec.name, str(page.header.id)),
        write=partial(_write_household, context.desk, page.header.id),
        said="Famille enregistrée.",
    )
    values: dict[str, object] = {"from_on": context.desk.clock.today()}
    if founding and page.youth is not None:
        values["name"] = f"Famille {given_name(page.youth.identity.last_name)}"
    inline.begin(values)
    return inline


def _write_household(desk: Desk, case_id: int, values: Values) -> Callable[[], Change]:
    since = day(values["from_on"])
    if "name" in values:
        name = text(values["name"])
        return partial(households.found_household, desk, case_id, name, from_on=since)
    ref = number(values["household"]) or 0
    return partial(households.enter_household, desk, case_id, ref, from_on=since)


def _coordinates(values: Values) -> CoordinatesEntry:
    return CoordinatesEntry(
        address=text(values["address"]),
        postal_code=text(values["postal_code"]),
        city=text(values["city"]),
        phone=text(values["phone"]),
        email=text(values["email"]),
    )


def _coordinates_values(known: CoordinatesEntry) -> dict[str, object]:
    return {
        "address": known.address,
        "postal_code": known.postal_code,
        "city": known.city,
        "phone": known.phone,
        "email": known.email,
    }
