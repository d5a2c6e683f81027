"""The age of the last verified backup, what it calls for, and why."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.models.enums import PartnerType
from app.services import backups, drafts, entrance, partners
from app.services.backup_health import backup_health, is_due, is_due_at_closing
from app.services.backup_list import is_on_same_disk, list_backups
from app.services.drafts import DraftKey
from app.services.partners import PartnerEntry
from app.services.rules.backup_age import Level
from app.services.vault import backup
from tests.unit.backups.test_making import beside, made_in
from tests.unit.office.conftest import Town


def fails(town: Town) -> None:
    with pytest.raises(UserFacingError):
        backups.make_backup(town.desk)


def test_a_new_vault_has_none_and_says_so(town: Town) -> None:
    health = backup_health(town.desk)
    assert (health.level, health.age, health.at) == (Level.NEVER, None, None)
    assert health.sentence == "Ce coffre n’a encore aucune sauvegarde vérifiée."
    assert is_due(town.desk)
    assert is_due_at_closing(town.desk)


def test_a_vault_whose_first_backup_fails_says_why(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    disk.rmdir()
    fails(town)
    assert backup_health(town.desk).sentence == (
        "Ce coffre n’a encore aucune sauvegarde vérifiée. Le dossier des sauvegardes n’est pas "
        "accessible."
    )


def test_it_ages_from_fine_to_amber_to_red_and_says_since_when(town: Town) -> None:
    backups.make_backup(town.desk)
    town.clock.advance(timedelta(minutes=20))
    fine = backup_health(town.desk)
    assert fine.level is Level.OK
    assert fine.sentence == "Dernière sauvegarde vérifiée\u202f: il y a 20\u00a0min."
    town.clock.advance(timedelta(days=1))
    amber = backup_health(town.desk)
    assert amber.level is Level.AMBER
    assert amber.sentence.startswith("Dernière sauvegarde vérifiée\u202f: hier. ")
    town.clock.advance(timedelta(days=7))
    red = backup_health(town.desk)
    assert red.level is Level.RED
    assert red.at is not None
    assert red.age == timedelta(days=8, minutes=20)


def test_the_sentence_says_what_stands_in_the_way(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    town.clock.advance(timedelta(days=2))
    shutil.rmtree(disk)
    fails(town)
    health = backup_health(town.desk)
    assert health.level is Level.AMBER
    assert "le dossier des sauvegardes n’est pas accessible" in health.sentence


def test_a_failure_does_not_hide_the_last_sound_one_and_is_tried_again_soon(
    town: Town, disk: Path
) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    assert not is_due(town.desk)
    town.clock.advance(timedelta(hours=1))
    assert is_due(town.desk)
    disk.rename(disk.with_name("débranchée"))
    fails(town)
    assert backup_health(town.desk).level is Level.OK
    assert not is_due(town.desk)
    town.clock.advance(timedelta(minutes=10))
    assert is_due(town.desk)
    disk.with_name("débranchée").rename(disk)
    backups.make_backup(town.desk)
    assert not is_due(town.desk)
    assert "Depuis" not in backup_health(town.desk).sentence


def test_one_that_vanished_from_the_folder_is_not_counted_on(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    backups.make_backup(town.desk)
    (gone,) = made_in(disk)
    shutil.rmtree(gone)
    town.clock.advance(timedelta(days=2))
    (disk / "plein").mkdir()
    given = backups.order(town.desk)
    made = backup.carry_out(given, backups.nothing_said)
    assert made.backup
    shutil.rmtree(disk / made.backup.name)
    backups.record(town.desk, made)
    town.clock.advance(timedelta(hours=2))
    backups.make_backup(town.desk)
    problems = [one.problem for one in backups.whereabouts(town.desk).records]
    assert problems == [None, "absent", "absent"]


def test_a_clock_set_back_is_told_and_a_backup_made(town: Town) -> None:
    backups.make_backup(town.desk)
    town.clock.advance(timedelta(days=-30))
    health = backup_health(town.desk)
    assert health.level is Level.AMBER
    assert "vérifiez la date et l’heure" in health.sentence
    assert is_due(town.desk)


def test_at_closing_only_what_was_entered_or_typed_calls_for_one(town: Town) -> None:
    backups.make_backup(town.desk)
    entrance.note(town.desk, backups.JournalAction.LOCK)
    entrance.note(town.desk, backups.JournalAction.UNLOCK)
    assert not is_due_at_closing(town.desk)
    partners.save_partner(town.desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL))
    assert is_due_at_closing(town.desk)
    town.clock.advance(timedelta(hours=1))
    backups.make_backup(town.desk)
    assert not is_due_at_closing(town.desk)
    town.clock.advance(timedelta(minutes=1))
    drafts.keep_draft(town.desk, DraftKey("case", "1"), {"programme": "x"})
    assert is_due_at_closing(town.desk)


def test_the_list_has_dates_sizes_and_what_was_verified(town: Town) -> None:
    backups.make_backup(town.desk)
    (row,) = list_backups(backups.whereabouts(town.desk))
    assert row.path == made_in(beside(town))[0]
    assert row.made_at == town.clock.now()
    assert row.verified_at == town.clock.now()
    assert row.problem == ""
    assert row.size == sum(file.stat().st_size for file in row.path.iterdir())
    assert is_on_same_disk(backups.whereabouts(town.desk))


def test_the_records_do_not_grow_for_ever(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    disk.rmdir()
    for _ in range(30):
        fails(town)
    assert len(backups.whereabouts(town.desk).records) <= 21
    disk.mkdir()
    town.clock.advance(timedelta(days=101))
    backups.make_backup(town.desk)
    assert len(backups.whereabouts(town.desk).records) == 1
