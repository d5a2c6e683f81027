"""What a merge and « Déjà connu ? » ask of a large vault is answered by indexes."""

import pytest

from app.models.tables import METADATA
from app.models.youth import Youth
from app.services import duplicates_keys
from app.services.intake_known import known_people
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from tests.helpers.cases import BORN, plant_case
from tests.helpers.office import Office
from tests.unit.merging.conftest import hanging
from tests.unit.test_query_plans import WHOLE_TABLE, plans


@pytest.mark.parametrize(
    "wanted",
    [
        Identity("Mar", ""),
        Identity("Martel", "Y"),
        Identity("Martel", "Yanis"),
        Identity("Martel", "Yanis", PartialDate.exactly(BORN)),
    ],
)
def test_who_is_known_already_is_asked_of_indexes(office: Office, wanted: Identity) -> None:
    plant_case(office)
    found = plans(office.desk(), lambda desk: known_people(desk, wanted))
    assert not [line for line in found if WHOLE_TABLE.search(line)]


def test_what_refers_to_a_dossier_is_found_by_an_index() -> None:
    for source, one in hanging():
        first = {next(iter(index.columns)).name for index in source.indexes}
        assert one.name in first, f"{source.name}.{one.name}: a merge would read the whole table"
    assert METADATA.tables["case_merge"].indexes


def test_the_keys_of_names_are_made_anew_once(office: Office) -> None:
    case_id = plant_case(office)
    assert duplicates_keys.refresh(office.engine) == 1
    assert duplicates_keys.refresh(office.engine) == 0
    with office.desk().read() as work:
        row = work.session.query(Youth).one()
        assert (row.phonetic_key, row.given_key) == ("MRTL YNS", "YNS MRTL")
    assert case_id
