"""A draft of a record that changed meanwhile: both are shown, neither is overwritten."""

import pytest

from app.models.enums import ObservationKind, SharingScope
from app.services.drafts import DraftKey, keep_draft
from app.services.observations import ObservationEntry, observations, save_observation
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import observation_form
from tests.helpers.drafts import draft_button
from tests.helpers.seats import Seat
from tests.ui.drafted import content, dialog, key_of, open_new, pick, text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def open_known(seat: Seat, case_id: int, *, resume: bool = False) -> InlineForm:
    made: list[InlineForm] = []

    def build(context: object) -> InlineForm:
        (row,) = observations(seat.desk, case_id)
        made.append(observation_form(seat.context, case_id, row))
        made[0].keeper.resume = resume
        return made[0]

    seat.host(build)
    return made[0]


def saved(seat: Seat, case_id: int, words: str, number: int | None = None) -> int:
    known = next((one for one in observations(seat.desk, case_id) if one.id == number), None)
    entry = ObservationEntry(
        kind=ObservationKind.INTERVIEW,
        observed_on=seat.desk.clock.today(),
        text=words,
        sharing_scope=SharingScope.CELL,
        version=known.version if known else None,
    )
    save_observation(seat.desk, case_id, entry, observation_id=number)
    return observations(seat.desk, case_id)[0].id


def test_on_a_changed_record_a_draft_is_compared_before_anything_is_taken(
    seat: Seat, case_id: int
) -> None:
    number = saved(seat, case_id, "Première rédaction")
    version = observations(seat.desk, case_id)[0].version
    key = DraftKey("observation", f"{case_id}.{number}", version)
    keep_draft(seat.desk, key, {**content(text="Ma correction"),
                                "was": {"text": "Première rédaction"}})  # fmt: skip
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form = open_known(seat, case_id)
    strip = form.keeper.offers.strip
    assert strip.words.text().endswith("la fiche a changé depuis")
    assert not strip.resume.isVisible()
    draft_button(form, "compare").click()
    shown = dialog()
    (one,) = shown.differences
    assert (one.kept, one.other, one.clash) == (
        "Rédaction d’une collègue", "Ma correction", True,
    )  # fmt: skip
    shown.reject()
    assert text(form) == "Rédaction d’une collègue", "looking changes nothing"
    draft_button(form, "compare").click()
    pick(dialog(), "text", other=True)
    dialog().submit.click()
    assert text(form) == "Ma correction"
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Ma correction"


def test_one_who_comes_for_a_draft_has_it_taken_up_or_compared(seat: Seat, case_id: int) -> None:
    keep_draft(seat.desk, key_of(case_id), content(text="Vu lundi"))
    assert text(open_new(seat, case_id, resume=True)) == "Vu lundi"
    number = saved(seat, case_id, "Première rédaction")
    keep_draft(seat.desk, DraftKey("observation", f"{case_id}.{number}", 0), content(text="x"))
    form = open_known(seat, case_id, resume=True)
    assert text(form) == "Première rédaction"
    assert dialog().isVisible()


def test_two_changes_of_one_record_are_both_shown_and_neither_is_overwritten(
    seat: Seat, case_id: int
) -> None:
    number = saved(seat, case_id, "Première rédaction")
    form = open_known(seat, case_id)
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form.form.cells["text"].editor.set_raw("La mienne")
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Rédaction d’une collègue"
    shown = dialog()
    (one,) = shown.differences
    assert (one.kept, one.other, one.clash) == ("Rédaction d’une collègue", "La mienne", True)
    shown.reject()
    assert text(form) == "La mienne", "giving up leaves what was typed"
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Rédaction d’une collègue"
    pick(dialog(), "text", other=True)
    dialog().submit.click()
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "La mienne"


def test_what_one_left_alone_is_saved_as_the_other_wrote_it(seat: Seat, case_id: int) -> None:
    number = saved(seat, case_id, "Première rédaction")
    form = open_known(seat, case_id)
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form.form.cells["person_statement"].editor.set_raw("La personne conteste")
    form.save(lambda: None)
    seat.settle()
    dialog().submit.click()  # what is proposed at first
    seat.settle()
    (row,) = observations(seat.desk, case_id)
    assert (row.text, row.person_statement) == ("Rédaction d’une collègue", "La personne conteste")
