"""Two contents of one form, question by question: what differs, in words, and the choice kept."""

from collections.abc import Callable

import pytest

from app.ui.forms.builder import Form
from app.ui.forms.repeated import RepeatedForms
from app.ui.forms.sheet import Sheet
from app.ui.forms.spec import Field, FormSpec, Kind, Section
from app.ui.widgets.choice import Choice
from tests.ui.forms.conftest import loaded

OpenForm = Callable[..., Form]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def person(at: int) -> Form:
    spec = FormSpec(
        f"person{at}",
        (
            Section(
                "",
                (
                    (
                        Field("name", "Nom", Kind.NAME),
                        Field(
                            "kind", "Lien", Kind.CHOICE,
                            choices=(Choice("M", "Mère"), Choice("P", "Père")),
                        ),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
    return Form(spec, cards=False)


def persons() -> RepeatedForms:
    return RepeatedForms(
        person,
        name="persons",
        title=lambda at: f"Personne {at + 1}",
        add="Ajouter",
        remove="Retirer",
    )


def test_every_kind_of_answer_is_compared_in_its_own_words(open_form: OpenForm) -> None:
    form = open_form()
    sheet = Sheet(form)
    form.binder.load(loaded())
    stored = sheet.stored()
    for name, raw in (
        ("birth_date", "14/0"), ("choice", "F"), ("yes_no", "no"), ("choices", ["6e"]),
    ):  # fmt: skip
        if name in form.cells:
            form.cells[name].editor.set_raw(raw)
    found = {one.key: one for one in sheet.differences(stored, sheet.snapshot())}
    assert found["birth_date"].other == "14/0"
    assert found["birth_date"].label == form.spec.field("birth_date").label
    assert "F" not in {one.other for one in found.values()}, "the words, never the codes"


def test_what_did_not_change_is_not_shown(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded())
    sheet = Sheet(form)
    assert sheet.differences(sheet.stored(), sheet.snapshot()) == []


def test_a_choice_is_taken_field_by_field(open_form: OpenForm) -> None:
    form = open_form()
    sheet = Sheet(form)
    form.binder.load({"text": "avant", "name": "Martel"})
    stored = sheet.stored()
    form.cells["text"].editor.set_raw("après")
    form.cells["name"].editor.set_raw("Martin")
    merged = sheet.merged(stored, sheet.snapshot(), {"text"})
    sheet.restore(merged)
    assert (form.cells["text"].editor.raw(), form.cells["name"].editor.raw()) == ("après", "Martel")


def test_on_a_newer_record_what_one_left_alone_is_proposed_as_it_now_stands(
    open_form: OpenForm,
) -> None:
    form = open_form()
    sheet = Sheet(form)
    form.binder.load({"text": "avant", "name": "Martel"})
    form.cells["text"].editor.set_raw("le mien")
    mine = sheet.snapshot()
    form.binder.load({"text": "le sien", "name": "Martin"})
    found = {one.key: one for one in sheet.differences(sheet.stored(), mine)}
    assert (found["text"].prefer_other, found["text"].clash) == (True, True)
    assert (found["name"].prefer_other, found["name"].clash) == (False, False)


def test_blocks_are_matched_by_their_record_not_by_their_place(qapp: object) -> None:
    one = persons()
    one.load([{"name": "Ada"}, {"name": "Bea"}], [7, 8])
    sheet = Sheet(person(99), {"persons": one})
    draft = {
        "form": sheet.form.binder.snapshot(),
        "persons": [
            {"fields": {"name": "Béa", "kind": "M"}, "number": 8},
            {"fields": {"name": "Zoé", "kind": None}},
        ],
    }
    found = {each.key: each for each in sheet.differences(sheet.stored(), draft)}
    assert found["persons/0"].other == "Absent"
    assert not found["persons/0"].prefer_other, "nobody is lost by default"
    assert found["persons/1/name"].label == "Personne 2\u202f: Nom"
    assert found["persons/1/kind"].other == "Mère"
    assert (found["persons/2"].kept, found["persons/2"].other) == ("Absent", "Zoé")
    sheet.restore(sheet.merged(sheet.stored(), draft, {"persons/1/name", "persons/2"}))
    assert [each["name"] for each in one.values()] == ["Ada", "Béa", "Zoé"]
    assert one.numbers == [7, 8, None]
    assert [each["kind"] for each in one.values()] == [None, None, None]


def test_blocks_put_back_as_they_were_are_no_change(qapp: object) -> None:
    one = persons()
    one.load([{"name": "Ada", "kind": "M"}], [7])
    kept = one.snapshot()
    one.restore(kept)
    assert not one.dirty
    one.restore([])
    assert one.dirty
