"""The PV of elimination: the numbers, the reason, who signs; of whom it was, not a word."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.errors import Refused
from app.models.enums import EliminationReason, ObservationKind, Relationship, Role
from app.services.elimination_gathering import erased_cases
from app.services.guardians import GuardianEntry, save_guardian
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.prints import Output, PrintedDocument, draw, prepare_elimination, record_output
from tests.helpers.cases import plant_case
from tests.helpers.office import Office


@pytest.fixture
def elimination(office: Office) -> int:
    """A dossier of the Martels, erased."""
    desk, case_id = office.desk(), plant_case(office)
    for first in ("Nadia", "Karim"):
        save_guardian(desk, case_id, GuardianEntry("Martel", first, Relationship.OTHER))
    note = ObservationEntry(ObservationKind.CALL, office.clock.today(), "Appel de Nadia Martel")
    save_observation(desk, case_id, note)
    goes = what_goes(desk, case_id)
    entry = MistakeEntry(EliminationReason.WRONG_PERSON, goes.number, goes.version)
    return erase_case(desk, case_id, entry).elimination_id


def read(document: PrintedDocument) -> tuple[PdfReader, str]:
    """The file and the text of its pages."""
    reader = PdfReader(BytesIO(document.content))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_the_pv_says_what_is_gone_why_when_and_by_whom(office: Office, elimination: int) -> None:
    reader, text = read(draw(prepare_elimination(office.desk(), elimination)))
    assert len(reader.pages) == 1
    for words in ("2026-0001", "Erreur sur la personne", "23/11/2026", "Anne Bernard", "Valmont",
                  "Représentants légaux 2", "Observation 1", "trois mois au plus"):  # fmt: skip
        assert words in " ".join(text.split()), words


def test_the_pv_names_nobody_of_the_dossier(office: Office, elimination: int) -> None:
    document = draw(prepare_elimination(office.desk(), elimination))
    reader, text = read(document)
    told = f"{text} {document.file_name} {reader.metadata}".casefold()
    for name in ("martel", "yanis", "nadia", "karim"):
        assert name not in told
    assert document.file_name == "pv_elimination_2026-0001.pdf"


def test_the_same_pv_can_be_made_again_later(office: Office, elimination: int) -> None:
    first = draw(prepare_elimination(office.desk(), elimination))
    (known,) = erased_cases(office.desk())
    assert (known.number, known.reason, known.by) == (
        "2026-0001", "Erreur sur la personne", "A. Bernard",
    )  # fmt: skip
    again = draw(prepare_elimination(office.desk(Role.COORDINATOR), known.id))
    assert again.content == first.content


def test_only_who_may_erase_reads_the_register_or_takes_a_pv_out(
    office: Office, elimination: int
) -> None:
    document = draw(prepare_elimination(office.desk(), elimination))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        erased_cases(officer)
    with pytest.raises(Refused):
        prepare_elimination(officer, elimination)
    with pytest.raises(Refused):
        record_output(officer, document, Output.EXPORT)
    record_output(office.desk(), document, Output.EXPORT)


def test_a_line_that_is_no_dossier_has_no_pv(office: Office, elimination: int) -> None:
    with pytest.raises(Refused):
        prepare_elimination(office.desk(), elimination + 1)
    with pytest.raises(Refused):
        prepare_elimination(office.desk(), 999)
