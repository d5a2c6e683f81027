"""Whatever was written and in whatever order, each version shown is the one that was."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.enums import PartnerType, SecrecyStatus
from app.services.case_edit import CaseEntry, save_case
from app.services.desk import Desk
from app.services.history import ORIGIN, history_of
from app.services.history_restore import NothingToRestore, restore_version
from app.services.history_scope import Target, demand_record
from app.services.history_state import state_at, state_now
from app.services.history_tracked import Kind, Stored
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from tests.helpers.cases import plant_case
from tests.helpers.office import make_office

HEADS = st.tuples(st.sampled_from(["", "PRE", "CTG"]), st.booleans(), st.dates())
PERSONS = st.lists(
    st.tuples(
        st.sampled_from(["Roche", "Petit", "Aubry"]),
        st.sampled_from(["", "CPE", "Proviseur"]),
        st.sampled_from(list(SecrecyStatus)),
    ),
    max_size=3,
)


def now(desk: Desk, target: Target) -> Mapping[str, Stored]:
    with desk.read() as work:
        return dict(state_now(demand_record(work, target).row, target.kind).values)


def then(desk: Desk, target: Target, line: int) -> Mapping[str, Stored]:
    with desk.read() as work:
        return dict(state_at(work, target, demand_record(work, target).row, line).values)


@settings(max_examples=15, deadline=None)
@given(st.lists(HEADS, min_size=1, max_size=6), st.data())
def test_each_version_of_a_dossier_is_found_again(
    heads: list[tuple[str, bool, object]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        office = make_office(Path(folder))
        desk, case_id = office.desk(), plant_case(office)
        target = Target(Kind.CASE, case_id)
        known = {ORIGIN: now(desk, target)}
        for programme, north, day in heads:
            group = office.north if north else office.south
            entry = CaseEntry(group, None, programme=programme, next_review_on=day)  # type: ignore[arg-type]  # a date
            for written in save_case(desk, case_id, entry).written:
                known[written.line] = now(desk, target)
        line = data.draw(st.sampled_from(sorted(known)))
        try:
            for written in restore_version(desk, target, line).written:
                known[written.line] = now(desk, target)
        except NothingToRestore:
            pass
        assert now(desk, target) == known[line]
        assert {one: then(desk, target, one) for one in known} == known
        assert [one.id for one in history_of(desk, target).entries] == sorted(known, reverse=True)
        office.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(PERSONS, min_size=1, max_size=5))
def test_each_version_of_a_partner_is_found_again_its_persons_included(
    versions: list[list[tuple[str, str, SecrecyStatus]]],
) -> None:
    with TemporaryDirectory() as folder:
        office = make_office(Path(folder))
        desk = office.desk()
        number = save_partner(desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL)).ref
        target = Target(Kind.PARTNER, number)
        known: dict[int, Mapping[str, Stored]] = {}
        for persons in versions:
            read = read_partner(desk, number).entry
            kept = {one.last_name: one.id for one in read.contacts}
            contacts = tuple(
                ContactEntry(name, job_title=job, secrecy_status=secrecy, id=kept.pop(name, None))
                for name, job, secrecy in persons
            )
            entry = PartnerEntry(
                "Lycée Vauban", PartnerType.SCHOOL, contacts=contacts, version=read.version
            )
            for written in save_partner(desk, entry, partner_id=number).written:
                known[written.line] = now(desk, target)
        for line, held in known.items():
            # a person added since is told as not there: the row stays, out of the version
            found = {name: one for name, one in then(desk, target, line).items() if one is not None}
            added = {name for name in found if name not in held}
            assert {name: one for name, one in held.items() if one is not None} == {
                name: one for name, one in found.items() if name not in added
            }
            assert all(name.startswith("contacts.") for name in added)
        office.close()
