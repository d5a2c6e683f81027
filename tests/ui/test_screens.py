"""`vigie demo` takes a picture of every page of the real window."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.clock import SystemClock
from app.screens import SIZE, photograph
from app.services.demo.making import LOGIN, PASSWORD, make_town
from app.services.demo.shown import printable
from app.services.vault.kdf import FLOOR
from app.workplace import PAGES


def test_every_page_of_a_fictional_town_is_photographed(qapp: QApplication, tmp_path: Path) -> None:
    founded = make_town(tmp_path / "ville.vigie", SystemClock(), dossiers=12, cost=FLOOR)
    ((case_id, referral_id),) = printable(founded.desk, 1)
    assert founded.desk.vault is not None
    founded.desk.vault.close()
    shown = {"case": case_id, "referral": referral_id}
    taken = list(
        photograph(
            tmp_path / "ville.vigie",
            tmp_path / "ecrans",
            login=LOGIN,
            password=PASSWORD,
            shown=shown,
        )
    )
    names = {path.stem for path in taken}
    assert {spec.kind.replace(".", "_") for spec in PAGES} <= names
    assert {"ouverture", "case_plan", "case_observations"} <= names
    for path in taken:
        assert QImage(str(path)).size().toTuple() == SIZE
