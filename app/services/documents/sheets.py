"""A list as a file for a spreadsheet: CSV as French Excel opens it, ODS (OpenDocument 1.3).

Both hold texts only. A text that a spreadsheet would take for a formula begins with an
apostrophe, in ODS as well: a copy saved from there as CSV stays harmless.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final
from xml.sax.saxutils import escape, quoteattr

Row = Sequence[str]
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = (
    f'{_HEAD}<manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
#: What XML cannot hold at all.
_NO_XML: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the same list always gives the same bytes


class SheetFormat(StrEnum):
    """The kind of file; its value is the end of the file's name."""

    CSV = "csv"
    ODS = "ods"


def harmless(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would compute it."""
    begins = text.lstrip(" \u00a0\u202f")
    return f"'{text}" if begins.startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text


def render(
    kind: SheetFormat,
    title: str,
    columns: Row,
    rows: Iterable[Row],
    step: Callable[[int], object] = lambda _done: None,
) -> bytes:
    """The file, in memory; `step(done)` is told every so many rows, and may raise `Cancelled`."""
    told = ([harmless(cell) for cell in row] for row in _counted(rows, step))
    return _csv(columns, told) if kind is SheetFormat.CSV else _ods(title, columns, told)


def _counted(rows: Iterable[Row], step: Callable[[int], object]) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % 500 == 0:
            step(done)
        yield row


def _csv(columns: Row, rows: Iterable[Row]) -> bytes:
    """Semicolons, CRLF, UTF-8 behind a mark without which Excel reads another alphabet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _ods(title: str, columns: Row, rows: Iterable[Row]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        # first and stored as it is: that is how a reader knows the file (ODF 1.3, part 2, § 3.3)
        package.writestr(zipfile.ZipInfo("mimetype", _SAME_DAY), _MIME, zipfile.ZIP_STORED)
        with package.open(_entry("content.xml"), "w") as content:
            content.write(
                f'{_HEAD}<office:document-content office:version="1.3" {_NAMES}>'
                "<office:body><office:spreadsheet>"
                f"<table:table table:name={quoteattr(title)}>".encode()
            )
            content.write(_line(columns))
            for row in rows:
                content.write(_line(row))
            content.write(
                b"</table:table></office:spreadsheet></office:body></office:document-content>"
            )
        package.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
    return whole.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _SAME_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _line(row: Row) -> bytes:
    cells = "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell.translate(_NO_XML))}</text:p></table:table-cell>"
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>".encode()
