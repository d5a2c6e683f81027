"""Free text is kept as it was meant, and never with what may not be held."""

import pytest

from app.errors import Invalid
from app.models.enums import CaseStatus, ClosureReason, ObservationKind
from app.services.case_status import StatusEntry, move_case
from app.services.observations import ObservationEntry, save_observation
from app.services.text import bounded, clean
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

NIR = "2 69 05 49 588 157 80"  # the specimen of domain § 3.8


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nadia\u00a0Martel", "Nadia\u00a0Martel"),
        ("d’accord\u202f?", "d’accord\u202f?"),
        ("lundi\tmardi", "lundi mardi"),
        ("lundi\r\nmardi\u2028jeudi", "lundi\nmardi\njeudi"),
        ("E\u0301lodie", "Élodie"),
        ("a\x00b\x1bc\ud800d", "abcd"),
        ("\u202f \n", None),
        ("", None),
        (None, None),
    ],
)
def test_blanks_part_words_and_control_characters_go(typed: str | None, kept: str | None) -> None:
    assert clean(typed) == kept


def test_a_limit_counts_composed_characters() -> None:
    problems: dict[str, str] = {}
    assert bounded(problems, "name", "e\u0301" * 5, 5) == "é" * 5
    assert problems == {}
    bounded(problems, "name", "é" * 7, 5)
    assert problems == {"name": "Texte trop long de 2 caractères."}


def test_a_social_security_number_enters_no_free_text(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    text = f"Son numéro\u202f: {NIR}."
    with pytest.raises(Invalid) as stopped:
        save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, MONDAY.date(), text))
    assert stopped.value.problems.keys() == {"text"}
    with pytest.raises(Invalid) as stopped:
        move_case(
            desk,
            case_id,
            StatusEntry(
                CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review=text
            ),
        )
    assert stopped.value.problems.keys() == {"closure_review"}
