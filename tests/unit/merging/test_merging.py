"""Two dossiers made one: everything follows, proved by counts; and both come back exactly."""

import pytest
from sqlalchemy import column, select, table, text

from app.errors import Conflict, Refused
from app.models.enums import CaseStatus, EliminationReason, ObservationKind, Role
from app.models.tables import METADATA
from app.services import history, trash
from app.services.cases import read_case
from app.services.drafts import DraftKey, keep_draft
from app.services.merging import MergeEntry, merge
from app.services.merging_numbers import BY_NUMBER
from app.services.merging_undo import NotUndone, merges, unmerge, what_changed
from app.services.merging_view import compare_cases
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from tests.helpers.cases import plant_case
from tests.unit.merging.conftest import Twice, hanging


def refers(twice: Twice, number: int, youth: int) -> list[str]:
    """The tables where something still refers to a dossier or a young person."""
    found = []
    with twice.office.engine.connect() as connection:
        for source, one in hanging():
            target = next(iter(one.foreign_keys)).column.table.name
            wanted = number if target == "case_file" else youth
            rows = select(column(one.name)).select_from(table(source.name, column(one.name)))
            if connection.execute(rows.where(column(one.name) == wanted)).first():
                found.append(source.name)
    return found


def test_everything_that_hangs_on_the_other_dossier_hangs_on_the_one_that_stays(
    twice: Twice,
) -> None:
    there = set(refers(twice, twice.other, twice.youths[1]))
    assert there == {source.name for source, _ in hanging()}
    done = merge(twice.desk, twice.other, twice.older, twice.entry())
    assert refers(twice, twice.other, twice.youths[1]) == []
    assert done.ref == twice.older
    assert {("case_file", twice.other), ("youth", twice.youths[1])} == done.records
    for one in done.proof:
        assert one.after + one.aside in {one.kept + one.other, one.kept + one.other + 1}, one
    with pytest.raises(Refused):
        read_case(twice.desk, twice.other)
    page = read_case(twice.desk, twice.older)
    # one of the town's, and one planted in each
    assert (len(page.referrals), page.observation_count, len(page.reports)) == (3, 3, 2)


def test_undone_at_once_every_row_is_what_it_was(twice: Twice) -> None:
    before = twice.tables()
    done = merge(twice.desk, twice.older, twice.other, twice.entry("youth.first_name"))
    assert twice.tables() != before
    assert what_changed(twice.desk, done.merge_id) == ()
    back = unmerge(twice.desk, done.merge_id)
    assert (back.kept_id, back.back_id, back.since) == (twice.older, twice.other, ())
    after = twice.tables()
    apart = {name for name in before if before[name] != after[name]}
    assert apart == set(), [(sorted(set(before[n]) ^ set(after[n]), key=str)) for n in apart]


def test_a_new_table_that_refers_to_a_dossier_is_moved_or_named() -> None:
    for source, _ in hanging():
        assert "id" in source.columns, f"{source.name}: a merge moves rows by their number"
    for source in METADATA.sorted_tables:
        bare = [
            one.name
            for one in source.columns
            if not one.foreign_keys
            and not one.primary_key
            and (one.name in {"ref", "record_key", "owner_id", "object_id"}
                 or one.name in {"case_id", "youth_id", "gone_case_id"})
        ]  # fmt: skip
        assert not bare or source.name in BY_NUMBER, f"{source.name}: {bare} told in BY_NUMBER"
    assert BY_NUMBER.keys() <= METADATA.tables.keys()


def test_what_was_chosen_is_taken_from_the_other_and_found_by_its_name(twice: Twice) -> None:
    view = compare_cases(twice.desk, twice.other, twice.older)
    names = {one.name: one for one in view.fields}
    assert names["youth.last_name"].kept == "MARTEL"
    assert names["youth.last_name"].other == "MARTELLE"
    assert (view.kept_id, view.match.percent > 90) == (twice.older, True)
    assert "Se prononce de même" in view.match.reasons
    merge(
        twice.desk,
        twice.older,
        twice.other,
        MergeEntry(frozenset({"youth.last_name"}), view.versions),
    )
    page = read_case(twice.desk, twice.older)
    assert page.youth is not None
    assert (page.youth.identity.last_name, page.youth.identity.first_name) == ("MARTELLE", "Yanis")
    lines = history.history_in(twice.desk, twice.older).entries
    assert any(it.after == "MARTELLE" for one in lines for it in one.changes)


def test_the_corbeille_and_the_drafts_follow(twice: Twice) -> None:
    save_observation(
        twice.desk,
        twice.other,
        ObservationEntry(ObservationKind.CALL, twice.office.clock.today(), "À jeter"),
    )
    with twice.office.engine.connect() as connection:
        number = connection.execute(text("SELECT max(id) FROM observation")).scalar_one()
    item = trash.throw_away(twice.desk, "observation", number, "Erreur").item_id
    keep_draft(twice.desk, DraftKey("case", str(twice.other)), {"programme": "PRE"})
    merge(twice.desk, twice.older, twice.other, twice.entry())
    trash.restore(twice.desk, item)
    with twice.office.engine.connect() as connection:
        of = connection.execute(
            text("SELECT case_id FROM observation WHERE id = :n"), {"n": number}
        )
        assert of.scalar_one() == twice.older
        keys = connection.execute(text("SELECT record_key FROM draft")).scalars().all()
    assert str(twice.older) in keys
    assert str(twice.other) not in keys


def test_what_was_written_since_stays_and_is_said(twice: Twice) -> None:
    done = merge(twice.desk, twice.older, twice.other, twice.entry("youth.last_name"))
    entry = ObservationEntry(ObservationKind.CALL, twice.office.clock.today(), "Depuis la fusion")
    save_observation(twice.desk, twice.older, entry)
    said = what_changed(twice.desk, done.merge_id)
    assert len(said) == 1
    assert said[0].startswith("1\u00a0élément ajouté depuis la fusion")
    with pytest.raises(Conflict):
        unmerge(twice.desk, done.merge_id)
    assert unmerge(twice.desk, done.merge_id, accepted=said).since == said
    assert read_case(twice.desk, twice.older).observation_count == 3
    assert read_case(twice.desk, twice.other).observation_count == 1


def test_a_merge_on_top_of_another_is_undone_first(twice: Twice) -> None:
    third = plant_case(twice.office, last_name="MARTELL")
    first = merge(twice.desk, twice.older, twice.other, twice.entry())
    view = compare_cases(twice.desk, twice.older, third)
    second = merge(twice.desk, twice.older, third, MergeEntry(frozenset(), view.versions))
    assert [one.id for one in merges(twice.desk)] == [second.merge_id, first.merge_id]
    with pytest.raises(NotUndone):
        unmerge(twice.desk, first.merge_id)
    unmerge(twice.desk, second.merge_id)
    unmerge(twice.desk, first.merge_id)
    assert merges(twice.desk) == ()


def test_one_that_changed_since_it_was_compared_is_not_merged(twice: Twice) -> None:
    entry = twice.entry()
    stale = MergeEntry(frozenset(), (entry.versions[0] + 1, *entry.versions[1:]))
    before = twice.tables()
    with pytest.raises(Conflict):
        merge(twice.desk, twice.older, twice.other, stale)
    assert twice.tables() == before


def test_only_the_coordonnateur_merges_and_never_a_dossier_at_its_term(twice: Twice) -> None:
    entry = twice.entry()
    for role in (Role.CASE_OFFICER, Role.CLERK, Role.ADMIN):
        desk = twice.office.desk(role, groups=(twice.office.north,))
        with pytest.raises(Refused):
            merge(desk, twice.older, twice.other, entry)
    due = plant_case(twice.office, elimination_due_on=twice.office.clock.today())
    with pytest.raises(Refused):
        compare_cases(twice.desk, twice.older, due)


def test_a_closed_dossier_reopens_when_the_other_is_followed(twice: Twice) -> None:
    with twice.office.engine.begin() as connection:
        connection.execute(
            text("UPDATE case_file SET status='CLOSED', closed_on='2026-10-01' WHERE id=:n"),
            {"n": twice.older},
        )
    assert compare_cases(twice.desk, twice.older, twice.other).status is CaseStatus.ACTIVE
    merge(twice.desk, twice.older, twice.other, twice.entry())
    header = read_case(twice.desk, twice.older).header
    assert (header.status, header.closed_on) == (CaseStatus.ACTIVE, None)


def test_a_dossier_erased_takes_what_was_merged_into_it_and_registers_both(twice: Twice) -> None:
    merge(twice.desk, twice.older, twice.other, twice.entry())
    goes = what_goes(twice.desk, twice.older)
    entry = MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version)
    erase_case(twice.desk, twice.older, entry)
    with twice.office.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM case_merge")).scalar_one() == 0
        asked = text("SELECT object_id FROM elimination WHERE object_type = 'case_file'")
        gone = set(connection.execute(asked).scalars())
    assert gone == {twice.older, twice.other}
