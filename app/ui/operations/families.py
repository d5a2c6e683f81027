"""What a person does about a family: its dossier, another child's, its adults."""

from collections.abc import Callable, Mapping
from functools import partial

from app.services import (
    family_case,
    family_child,
    household_adults,
    household_page,
    households,
)
from app.services.case_direct import OpeningEntry
from app.services.changes import Change
from app.services.choices import HomeSharing, PartnerType, Relationship, Sex, member
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.family_case import FamilyOpeningEntry
from app.services.family_child import ChildEntry, SharedOffer
from app.services.household_adults import AdultChoice, AdultEntry, AdultRow
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from app.ui.context import PageContext, Place
from app.ui.forms.specs.family import (
    adult_spec,
    family_case_spec,
    family_child_spec,
    second_home_spec,
)
from app.ui.operations.anew import still
from app.ui.operations.cases import Options
from app.ui.operations.choosing import household_finder
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.intake_known import opened_apart
from app.ui.operations.known_panel import KnownPanel
from app.ui.operations.reading import day, number, text
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]


def family_case_form(context: PageContext, household_id: int, options: Options) -> InlineForm:
    """The opening of the family's own dossier."""
    form = bare_form(context, family_case_spec(groups=options.groups, officers=options.officers))
    inline = InlineForm(
        context,
        "Ouvrir le dossier de la famille",
        form,
        key=DraftKey("household.case", str(household_id)),
        write=partial(_write_family_case, context.desk, household_id),
        said="Dossier familial ouvert, en évaluation.",
        verb="Ouvrir le dossier",
    )
    inline.begin(_beginning(context, options))
    return inline


def _write_family_case(desk: Desk, household_id: int, values: Values) -> Callable[[], Change]:
    entry = FamilyOpeningEntry(
        origin_type=member(PartnerType, values["origin_type"]),
        group_id=number(values["group_id"]),
        lead_officer_id=number(values["lead_officer_id"]),
        received_on=day(values["received_on"]),
    )
    return partial(family_case.open_family_case, desk, household_id, entry)


def family_child_form(
    context: PageContext, household_id: int, options: Options, offers: tuple[SharedOffer, ...]
) -> InlineForm:
    """The opening of another child's dossier: what is shared is proposed, nothing is ticked."""
    spec = family_child_spec(
        groups=options.groups,
        officers=options.officers,
        offers=[Choice(one.code, one.words) for one in offers],
    )
    form, desk = bare_form(context, spec), context.desk
    panel = KnownPanel(
        context, form, yes="Voir son dossier",
        chosen=lambda who: context.go(Place("case", who.key)),
    )  # fmt: skip

    def write(values: Values) -> Callable[[], Change]:
        opening = _write_child(desk, household_id, values)
        return opened_apart(desk, opening, panel.known.dismissed_keys)

    inline = InlineForm(
        context,
        "Ouvrir le dossier d’un autre enfant de la famille",
        form,
        key=DraftKey("household.child", str(household_id)),
        write=write,
        said="Dossier ouvert, en évaluation.",
        verb="Ouvrir le dossier",
    )
    inline.place_under(panel)
    inline.begin(_beginning(context, options))
    return inline


def _write_child(desk: Desk, household_id: int, values: Values) -> Callable[[], Change]:
    birth, taken = values["birth"], values["taken"]
    identity = IdentityEntry(
        last_name=text(values["last_name"]),
        first_name=text(values["first_name"]),
        sex=member(Sex, values["sex"]),
        birth=birth if isinstance(birth, PartialDate) else None,
    )
    opening = OpeningEntry(
        identity=identity,
        origin_type=member(PartnerType, values["origin_type"]),
        group_id=number(values["group_id"]),
        lead_officer_id=number(values["lead_officer_id"]),
        received_on=day(values["received_on"]),
    )
    codes = frozenset(map(str, taken)) if isinstance(taken, tuple) else frozenset[str]()
    return partial(family_child.open_child, desk, household_id, ChildEntry(opening, codes))


def second_home_form(context: PageContext, case_id: int) -> InlineForm:
    """A second home for a young person who keeps the first: known, or named here."""
    form = bare_form(context, second_home_spec(), {"household": household_finder(context)})
    inline = InlineForm(
        context,
        "Un second foyer",
        form,
        key=DraftKey("household.second", str(case_id)),
        write=partial(_write_second_home, context.desk, case_id),
        said="Second foyer enregistré.",
    )
    inline.begin({"from_on": context.desk.clock.today()})
    return inline


def _write_second_home(desk: Desk, case_id: int, values: Values) -> Callable[[], Change]:
    since, sharing = day(values["from_on"]), member(HomeSharing, values["sharing"])
    known = number(values["household"])
    if known is None:
        name = text(values["name"])
        return partial(
            households.found_household, desk, case_id, name, from_on=since, sharing=sharing
        )
    return partial(households.enter_household, desk, case_id, known, from_on=since, sharing=sharing)


def _beginning(context: PageContext, options: Options) -> dict[str, object]:
    """The group one sits in, where there is one alone; oneself, where one may follow."""
    me = context.desk.actor
    mine = next((one for one in options.officers if one.code == str(me.account_id)), None)
    groups = [one for one in options.groups if int(one.code) in me.group_ids]
    alone = groups[0] if len(groups) == 1 else None
    return {
        "received_on": context.desk.clock.today(), "lead_officer_id": mine, "group_id": alone,
    }  # fmt: skip


def adult_form(
    context: PageContext,
    household_id: int,
    choices: tuple[AdultChoice, ...],
    row: AdultRow | None = None,
) -> InlineForm:
    """An adult who comes to live in the family, or what is noted of one."""
    people = [Choice(str(one.guardian_id), one.name) for one in choices]
    if row is not None:
        people = [Choice(str(row.guardian_id), row.name)]
    form = bare_form(context, adult_spec(people))
    record = f"{household_id}.{row.id}" if row else str(household_id)
    inline = InlineForm(
        context,
        "Modifier ce qui est noté" if row else "Un adulte de la famille",
        form,
        key=DraftKey("household.adult", record),
        write=partial(_write_adult, context.desk, household_id, row),
        said="Adulte de la famille enregistré.",
        again=partial(_fresh_adult, context.desk, household_id, row.id) if row else None,
    )
    if row is not None:
        inline.begin(_adult_values(row))
    elif len(choices) == 1:
        inline.begin({"guardian_id": people[0], "link": choices[0].link})
    else:
        inline.begin({})
    return inline


def _adult_values(row: AdultRow) -> dict[str, object]:
    return {
        "guardian_id": Choice(str(row.guardian_id), row.name),
        "link": row.link,
        "from_on": row.from_on,
        "until_on": row.until_on,
    }


def _fresh_adult(desk: Desk, household_id: int, number: int) -> Fresh:
    page = household_page.read_household(desk, household_id, opening=False)
    row = still(page.adults, number)
    return Fresh(_adult_values(row), partial(_write_adult, desk, household_id, row), 0)


def _write_adult(
    desk: Desk, household_id: int, row: AdultRow | None, values: Values
) -> Callable[[], Change]:
    entry = AdultEntry(
        guardian_id=number(values["guardian_id"]),
        link=member(Relationship, values["link"]),
        from_on=day(values["from_on"]),
        until_on=day(values["until_on"]),
        read_as=row,
    )
    return partial(
        household_adults.save_adult, desk, household_id, entry, adult_id=row.id if row else None
    )
