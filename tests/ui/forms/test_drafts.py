"""Drafts: what is typed survives, half-typed or not; a password never does."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ui.forms.builder import Form
from tests.ui.forms.conftest import LEVELS, loaded, type_in

OpenForm = Callable[..., Form]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def test_a_draft_keeps_what_is_half_typed_and_where_one_was(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded())
    type_in(form, "text", " bis")
    form.cells["birth_date"].editor.set_raw("14/0")
    type_in(form, "level", "niv")
    form.cells["name"].editor.targets[0].setFocus()
    form.cells["name"].editor.set_cursor(3)
    draft = json.loads(json.dumps(form.binder.snapshot()))

    second = open_form()
    second.binder.load({})
    second.binder.restore(draft)
    assert second.binder.snapshot()["fields"] == draft["fields"]
    assert second.cells["birth_date"].editor.raw() == "14/0"
    assert second.binder.dirty
    assert draft["focus"] == "name"
    assert second.cells["name"].editor.cursor() == 3


def test_a_draft_never_holds_a_password(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded())
    assert "douze" not in json.dumps(form.binder.snapshot(), ensure_ascii=False)


def test_the_draft_of_another_form_is_left_aside(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load({})
    form.binder.restore({"form": "other", "fields": {"text": "x"}})
    form.binder.restore({"form": "all", "fields": {"gone": "x", "text": 3, "choice": ["?"]}})
    assert not form.binder.dirty


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    raws=st.fixed_dictionaries({
        "text": st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30),
        "date": st.text("0123456789/ -mars", max_size=12),
        "birth_date": st.text("0123456789/ mai", max_size=12),
        "phone": st.text("0123456789+ ()", max_size=16),
        "integer": st.text("0123456789- a", max_size=8),
        "choices": st.lists(st.sampled_from([c.code for c in LEVELS]), unique=True).map(
            lambda codes: [c.code for c in LEVELS if c.code in codes]
        ),
        "choice": st.sampled_from([None, "F", "M"]),
    })
)  # fmt: skip
def test_any_typing_survives_a_draft_and_never_breaks_the_form(
    open_form: OpenForm, raws: dict[str, object]
) -> None:
    form = open_form()
    form.binder.restore({"form": "all", "fields": raws})
    kept = form.binder.snapshot()["fields"]
    assert isinstance(kept, dict)
    assert {name: kept[name] for name in raws} == raws
    form.binder.values()
    form.binder.check_all()
    problems = form.binder.problems()
    again = {name: value for name, value in form.binder.values().items() if name not in problems}
    form.binder.load(form.binder.values())
    assert {name: form.binder.values()[name] for name in again} == again
