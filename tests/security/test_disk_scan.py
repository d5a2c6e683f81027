"""Whatever is typed, in whatever field, cannot be read on the disk while the vault is open."""

import base64
import json
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Engine, String, update

from app.clock import FixedClock
from app.models.enums import GroupKind, PartnerType, Sex
from app.models.migrations import upgrade
from app.models.tables import METADATA
from app.services import case_direct, drafts, entrance, prints, search, territory
from app.services.case_direct import OpeningEntry
from app.services.documents import fonts
from app.services.drafts import DraftKey
from app.services.rules.partial_dates import PartialDate
from app.services.vault import rotation
from app.services.vault.open_vault import OpenVault
from app.services.youths import IdentityEntry
from tests.helpers.office import MONDAY
from tests.helpers.traces import dresses, traces
from tests.helpers.vaults import CHEAP, cheap_terms, make_vault
from tests.security.test_vault_clear_text import deleted_files
from tests.unit.documents.marked_office import STANDING, fill

LAST_NAME, FIRST_NAME, LOGIN = "Zwickelbauer", "Théodule", "w.quernheim"


@pytest.fixture
def corner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that this process may write to: the vault's folder, and temporary files."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return tmp_path


@pytest.fixture
def vault(corner: Path) -> Iterator[OpenVault]:
    with make_vault(corner / "ville.vigie", prepare=upgrade).vault as vault:
        yield vault


def mark_every_text(engine: Engine) -> dict[str, str]:
    """Give each text column of each table a sentence of its own: `table.column` → sentence."""
    sentences = {}
    marked = fill(engine)
    with engine.begin() as connection:
        for key, marker in marked.texts.items():
            sentences[key] = STANDING.get(key) or f"{marker} {LAST_NAME} {marker}"
            name, column = key.split(".")
            connection.execute(update(METADATA.tables[name]).values({column: sentences[key]}))
    return sentences


def test_no_text_of_any_column_is_readable_while_the_vault_is_open(
    corner: Path, vault: OpenVault
) -> None:
    sentences = mark_every_text(vault.engine)
    assert set(sentences) == {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and not column.foreign_keys
    }
    names = {path.name for path in (corner / "ville.vigie").iterdir()}
    assert {"coffre.db", "coffre.db-wal", "coffre.db-shm"} <= names, "it is open, and was written"
    assert traces([corner], [*sentences.values(), LAST_NAME]) == []
    if sys.platform == "linux":
        assert LAST_NAME.encode() not in deleted_files()


def test_the_work_of_a_day_leaves_nothing_readable(corner: Path) -> None:
    """Names go through the search index, drafts, a preview; then a colleague leaves."""
    founded = entrance.found(
        corner / "ville.vigie",
        entrance.Founding(
            "Valmont", "Cellule", "Wilhelmine", "Quernheim", LOGIN, "Sept mots pour ce coffre-ci 7"
        ),
        clock=FixedClock(MONDAY),
        terms=cheap_terms(upgrade),
        cost=CHEAP,
    )
    desk = founded.desk
    assert desk.vault is not None
    with desk.vault:
        group = territory.save_group(
            desk,
            territory.GroupEntry("Groupe du Val-Perdrix", kind=GroupKind.TERRITORIAL),
        ).ref
        opened = case_direct.open_directly(
            desk,
            OpeningEntry(
                identity=IdentityEntry(
                    last_name=LAST_NAME,
                    first_name=FIRST_NAME,
                    sex=Sex.MALE,
                    birth=PartialDate.in_year(2011),
                ),
                origin_type=PartnerType.SCHOOL,
                group_id=group,
                lead_officer_id=desk.actor.account_id,
                received_on=MONDAY.date(),
            ),
        )
        assert search.search(desk, "zwickel theod"), "the names are in the index"
        drafts.keep_draft(desk, DraftKey("observation"), {"text": f"{FIRST_NAME} {LAST_NAME}"})
        assert prints.synthesis(desk, opened.ref).content.startswith(b"%PDF")
        names = [LAST_NAME, FIRST_NAME, LOGIN, "Quernheim", "Val-Perdrix"]
        assert traces([corner], names) == []
        rotation.revoke(desk.vault, [])
        assert traces([corner], names) == []
    assert traces([corner], names) == []


@pytest.mark.parametrize(
    "written",
    [
        f"…{LAST_NAME}…".encode(),
        LAST_NAME.upper().encode("utf-16-le"),
        base64.b64encode(f"a{FIRST_NAME} {LAST_NAME}".encode()),
        base64.b64encode(f"ab{LAST_NAME}c".encode()),
        base64.b64encode(f"abc{LAST_NAME}cd".encode("utf-16-le")),
        LAST_NAME.encode("utf-16-be"),
        normalize("NFD", FIRST_NAME).encode(),
        FIRST_NAME.encode("cp1252"),
        json.dumps({"note": FIRST_NAME}).encode(),
        quote(f"/home/{FIRST_NAME}.pdf").encode(),
    ],
)
def test_the_search_finds_a_name_in_each_of_its_dresses(tmp_path: Path, written: bytes) -> None:
    """The control of all the others: it would see it."""
    (tmp_path / "trace.tmp").write_bytes(b"\0\1" + written + b"\2")
    found = traces([tmp_path], [LAST_NAME, FIRST_NAME, "Perdrix"])
    assert found
    assert {name for name, _ in found} == {"trace.tmp"}
    assert "Perdrix" not in dict(found).values()


def test_the_search_reads_what_a_pdf_packs(tmp_path: Path) -> None:
    """In its streams as ReportLab and others pack them, and drawn with a font of its own."""
    plain = zlib.compress(f"({LAST_NAME}) Tj".encode())
    for name, stream in (("flate", plain), ("ascii85", base64.a85encode(plain) + b"~>")):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(b"%PDF-1.7\n1 0 obj <<>> stream\n" + stream + b"\nendstream endobj")
    fonts.load()
    canvas = Canvas(str(tmp_path / "drawn.pdf"), initialFontName=fonts.REGULAR)
    canvas.setFont(fonts.REGULAR, 12)
    canvas.drawString(72, 72, f"Vu {FIRST_NAME} {LAST_NAME}")
    canvas.save()
    assert LAST_NAME.encode() not in (tmp_path / "drawn.pdf").read_bytes()
    found = {name for name, text in traces([tmp_path], [LAST_NAME]) if text == LAST_NAME}
    assert found == {"flate.pdf", "ascii85.pdf", "drawn.pdf"}


def test_a_name_of_a_file_is_a_trace_too(tmp_path: Path) -> None:
    (tmp_path / f"{LAST_NAME}.pdf").write_bytes(b"")
    assert [text for _, text in traces([tmp_path], [LAST_NAME])] == [LAST_NAME]
    assert all(len(one) >= 5 for one in dresses("Li"))
