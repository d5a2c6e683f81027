"""At most the last second of typing is missing from the vault, whatever happens then."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from app.models.engine import create_engine
from app.services.drafts import DraftKey, find_draft
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import observation_form
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEYS, EACH_MS, ALLOWED = 130, 22, 1.0


def test_whoever_never_stops_typing_loses_at_most_a_second(town: Office, sit: Sit) -> None:
    """Looked at from a second connection, which sees what a kill at that instant would leave."""
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    made: list[InlineForm] = []

    def build(_context: object) -> InlineForm:
        made.append(observation_form(seat.context, case_id))
        return made[0]

    seat.host(build)
    area = made[0].form.cells["text"].editor.targets[0]
    area.setFocus()
    other = replace(desk, engine=create_engine(town.path, town.key))
    typed: list[float] = []
    seen: list[tuple[float, int]] = []

    def look() -> None:
        now = time.monotonic()
        draft = find_draft(other, DraftKey("observation", str(case_id)))
        fields = draft.content["fields"] if draft is not None else {}
        assert isinstance(fields, dict)
        seen.append((now, len(fields.get("text", ""))))

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(40)
    for _ in range(KEYS):
        QTest.keyClick(area, "a", delay=EACH_MS)
        typed.append(time.monotonic())
    watch.stop()
    other.engine.dispose()
    assert len(seen) > KEYS * EACH_MS / 40 / 4, "the vault was looked at all along"
    assert seen[-1][1] > 0
    worst = max(
        (now - at for now, kept in seen for at in typed[kept : kept + 1] if at <= now), default=0.0
    )
    assert worst <= ALLOWED, f"{worst:.3f} s of typing were not in the vault"
