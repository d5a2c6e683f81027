"""Lists as files for a spreadsheet: what Excel and LibreOffice read, and never compute."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from app.errors import Cancelled
from app.services.documents.sheets import SheetFormat, harmless, render

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
COLUMNS = ("Jeune", "État")
ROWS = (("ŁUKASZ Élodie", "suivi; « en cours »"), ('O"NEIL\nA & <b>', "14\u202fh\u202f30\x01"))


def test_excel_reads_the_accents_the_semicolons_and_the_lines() -> None:
    content = render(SheetFormat.CSV, "Dossiers", COLUMNS, ROWS)
    assert content.startswith(b"\xef\xbb\xbfJeune;\xc3\x89tat\r\n")
    read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert [tuple(row) for row in read] == [COLUMNS, *ROWS]


def test_the_kind_of_an_ods_is_known_from_its_first_bytes() -> None:
    content = render(SheetFormat.ODS, "Dossiers", COLUMNS, ROWS)
    assert content[30:38] == b"mimetype"
    assert content[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert package.namelist() == ["mimetype", "content.xml", "META-INF/manifest.xml"]
        root = ET.fromstring(package.read("content.xml"))  # noqa: S314 - our own bytes
        manifest = package.read("META-INF/manifest.xml").decode()
    rows = [tuple(one.text for one in row.iter(TEXT)) for row in root.iter(ROW)]
    assert rows == [COLUMNS, ROWS[0], (ROWS[1][0], "14\u202fh\u202f30")]
    assert "content.xml" in manifest


@pytest.mark.parametrize(
    "attack",
    ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u202f=1", "\n=1", "\uff1d1"],
)
@pytest.mark.parametrize("kind", SheetFormat)
def test_no_cell_is_computed_by_whoever_opens_the_file(attack: str, kind: SheetFormat) -> None:
    assert harmless(attack) == f"'{attack}"
    content = render(kind, "Liste", ("A",), ((attack,),))
    if kind is SheetFormat.ODS:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = package.read("content.xml")
        assert b"formula" not in content
    assert f"'{attack}".encode() in content


@pytest.mark.parametrize("text", ["", "MARTEL Yanis", "2026-0042", "—", "06 12", "(a)=b"])
def test_an_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_giving_up_stops_the_writing() -> None:
    def stop(done: int) -> None:
        if done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(SheetFormat.CSV, "Liste", ("A",), (("a",) for _ in range(5_000)), stop)


def test_the_same_list_gives_the_same_bytes() -> None:
    assert render(SheetFormat.ODS, "L", COLUMNS, ROWS) == render(
        SheetFormat.ODS, "L", COLUMNS, ROWS
    )
