"""Nothing outside the whitelist of its audience reaches the text of a sheet."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.clock import FixedClock
from app.models import enums
from app.models.case import CaseFile
from app.models.engine import create_engine
from app.models.enums import Role
from app.models.migrations import upgrade
from app.models.tables import METADATA
from app.services.desk import Actor, Desk
from app.services.documents.group_sheet import IdentityLevel, SharedCase
from app.services.documents.referral_sheet import ReferralSheet
from app.services.documents.synthesis_sheet import SynthesisSheet
from app.services.documents.whitelists import (
    AUDIENCES,
    REFERRAL,
    SYNTHESIS,
    Audience,
    NotPrintableError,
)
from app.services.printable import printable
from app.services.prints import PrintedDocument, referral, synthesis
from tests.helpers.office import MONDAY
from tests.helpers.printed import text_of
from tests.unit.documents.marked_office import Marked, fill


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "coffre.db"
    path.touch()
    engine = create_engine(path, bytearray(range(1, 33)))
    upgrade(engine)
    yield engine
    engine.dispose()


def folded(document: PrintedDocument) -> str:
    return text_of(document).casefold()


@pytest.fixture(autouse=True)
def telling_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each label of each closed list is a word found nowhere else."""
    lists = [getattr(enums, name) for name in enums.__all__ if name != "Labelled"]
    for number, member in enumerate(one for each in lists for one in each):
        monkeypatch.setattr(member, "label", f"L{number:03d}L")


def leaks(marked: Marked, audience: Audience, text: str) -> list[str]:
    """The columns not listed for this audience whose marker stands in `text`."""
    allowed = {marker for key, marker in marked.all.items() if key in audience.columns}
    return [
        key
        for key, marker in marked.all.items()
        if key not in audience.columns and marker.casefold() in text and marker not in allowed
    ]


@pytest.mark.parametrize(
    ("audience", "level"),
    [
        (SYNTHESIS, IdentityLevel.NAME),
        (SYNTHESIS, IdentityLevel.INITIALS),
        (SYNTHESIS, IdentityLevel.CODE),
        (REFERRAL, IdentityLevel.NAME),
    ],
)
def test_no_column_outside_its_whitelist_reaches_a_sheet(
    engine: Engine, audience: Audience, level: IdentityLevel
) -> None:
    marked = fill(engine)
    desk = Desk(engine, Actor(1, "C. Delmas", frozenset({Role.COORDINATOR})), FixedClock(MONDAY))
    document = synthesis(desk, 1, level) if audience is SYNTHESIS else referral(desk, 1)
    text = folded(document)
    assert leaks(marked, audience, text) == []
    if level is not IdentityLevel.NAME:
        assert not [
            name
            for name in ("last_name", "usage_name", "first_name")
            if marked.texts[f"youth.{name}"].casefold() in text
        ]
    assert audience is REFERRAL or marked.days["youth.birth_earliest"] not in text


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda one: one.code)
def test_every_listed_text_and_date_does_reach_its_sheet(
    engine: Engine, audience: Audience
) -> None:
    marked = fill(engine)
    desk = Desk(engine, Actor(1, "C. Delmas", frozenset({Role.COORDINATOR})), FixedClock(MONDAY))
    document = (
        synthesis(desk, 1, IdentityLevel.NAME) if audience is SYNTHESIS else referral(desk, 1)
    )
    text = folded(document)
    shown_otherwise = {
        "youth.last_name",
        "guardian.last_name",  # the usage name is shown instead
        "account.first_name",  # its initial
        "planned_action.due_on",  # a done action shows when it was done
        "planned_action.start_on",  # without its year beside the end's
        "planned_action.status",  # and what it gave
        "youth.birth_earliest" if audience is SYNTHESIS else "",  # as an age
        "youth.birth_latest" if audience is SYNTHESIS else "",
        "referral.request" if audience is SYNTHESIS else "",  # the trade says more
        "account.phone" if audience is SYNTHESIS else "organisation.phone",  # the officer's own
        "youth.sex",  # in other words
    }
    for key, marker in marked.all.items():
        if key in audience.columns and key not in shown_otherwise:
            assert marker.casefold() in text, key


def test_the_walk_sees_what_is_not_listed(engine: Engine) -> None:
    marked = fill(engine)
    desk = Desk(engine, Actor(1, "C. Delmas", frozenset({Role.COORDINATOR})), FixedClock(MONDAY))
    found = leaks(marked, Audience("nobody", {}), folded(synthesis(desk, 1, IdentityLevel.NAME)))
    assert {"youth.usage_name", "observation.text", "case_file.opened_on"} <= set(found)


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda one: one.code)
def test_a_whitelist_names_columns_and_fields_that_exist(audience: Audience) -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
    }
    assert set(audience.columns) <= columns
    sheets = (SynthesisSheet, SharedCase) if audience is SYNTHESIS else (ReferralSheet,)
    assert audience.fields <= {one.name for sheet in sheets for one in fields(sheet)}


def test_a_column_that_is_not_listed_cannot_be_asked_for() -> None:
    with pytest.raises(NotPrintableError):
        printable(SYNTHESIS, CaseFile.closure_review)
