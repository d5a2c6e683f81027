"""Pages, fonts and bytes: what every printed document owes its reader."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from app.services.documents.blocks import Heading, Row, Space, Text
from app.services.documents.fonts import BODY, width
from app.services.documents.group_sheet import (
    CONFIDENTIAL,
    Imprint,
    SharedCase,
    SheetAction,
    SheetObservation,
)
from app.services.documents.layout import WIDTH, Frame, Sheet, paginate
from app.services.documents.recovery_sheet import render_recovery_sheet
from app.services.documents.synthesis_sheet import SheetReferral, SynthesisSheet, render_syntheses
from app.services.documents.typesetting import break_lines, printable, typed
from app.services.vault.recovery import RecoveryKey

IMPRINT = Imprint(datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "A001", "T261123-1005-001")
CASE = SharedCase(
    town="Valmont",
    cell="Cellule de veille éducative",
    demonstration=False,
    file_number="2026-0042",
    group="Groupe territorial Nord",
    opened_on=date(2026, 10, 21),
    origin="Établissement scolaire",
    reasons=("Absentéisme", "Risque de décrochage"),
    lead_officer="C. Delmas",
    informed_on=date(2026, 10, 23),
    agreement="Accord oral",
    actions=tuple(SheetAction("02/11/2026", f"Entretien {n}", "Réalisée") for n in range(4)),
    observations=tuple(
        SheetObservation(date(2026, 11, 18 - n), "Entretien", "Deux lignes de notes. " * 7)
        for n in range(3)
    ),
    group_question="Qui peut appuyer la recherche d'un employeur ?",
    proposed_decision="Orientation vers le CFA.",
)
SHEET = SynthesisSheet(
    case=CASE,
    identity="OUEDRAOGO-LEFEBVRE Marie-Antoinette",
    age="15 ans",
    neighbourhood="Les Hauts-de-la-Fontaine-Saint-Martin et Grand-Mail",
    situation="Lycée professionnel",
    grade="2de professionnelle",
    referrals=(SheetReferral("CFA du bâtiment", "CAP maçon", "Entretien fixé"),),
)
LONG = replace(
    SHEET,
    case=replace(
        CASE,
        observations=tuple(
            SheetObservation(date(2026, 11, 18 - n), "Entretien", f"Phrase {n} de la note. " * 45)
            for n in range(3)
        ),
    ),
)
EMPTY = SynthesisSheet(
    case=SharedCase(
        town="Valmont", cell="Cellule", demonstration=False, file_number="2026-0043", group=None,
        opened_on=date(2026, 10, 1), origin=None, reasons=(), lead_officer=None, informed_on=None,
        agreement=None,
    ),
    identity="", age="12-15 ans", neighbourhood=None, situation=None, grade=None,
)  # fmt: skip


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_an_ordinary_dossier_fits_one_page() -> None:
    assert len(pages(render_syntheses([(SHEET, IMPRINT)]).content)) == 1


def test_a_long_dossier_goes_on_a_second_page_that_says_so() -> None:
    drawn = render_syntheses([(LONG, IMPRINT)])
    texts = pages(drawn.content)
    assert drawn.pages == len(texts) == 2
    for number, text in enumerate(texts, start=1):
        assert CONFIDENTIAL in text
        assert f"page {number}/2" in text
        assert "Art. L. 132-5 du code de la sécurité intérieure" in text
        assert "par A001 – réf. T261123-1005-001" in text
    assert "dossier 2026-0042 (suite)" in texts[1]
    assert "Décision du groupe" in texts[1]
    said = " ".join(texts).replace("\n", " ")
    assert said.count("Phrase 2 de la note.") == 45


@pytest.mark.parametrize("before", range(60))
def test_a_heading_is_never_left_alone_at_the_foot_of_a_page(before: int) -> None:
    filling = tuple(Text("une ligne") for _ in range(before))
    blocks = (
        *filling,
        Space(11),
        Heading("Titre"),
        Space(2),
        Text("a b c d\n" * 5),
        Row(("x",), (1,)),
    )
    for page in paginate(Sheet(Frame("", ("pied",)), blocks)):
        shown = [block for block, _ in page if not isinstance(block, Space)]
        assert not (shown and isinstance(shown[-1], Heading))


def test_nothing_overlaps_and_nothing_runs_off_the_page() -> None:
    blocks = tuple(Text("mot " * (n * 7 % 90 + 1)) for n in range(60))
    for page in paginate(Sheet(Frame("", ("pied",)), blocks)):
        for (upper, top), (_, below) in pairwise(page):
            assert top - upper.height(WIDTH) >= below - 0.01
        last, y = page[-1]
        assert y - last.height(WIDTH) > 42.5


def test_what_is_missing_is_said() -> None:
    (text,) = pages(render_syntheses([(EMPTY, IMPRINT)]).content)
    assert text.count("non renseigné") >= 9
    assert "None" not in text


def test_the_same_values_give_the_same_bytes_and_only_the_date_line_differs() -> None:
    first = render_syntheses([(SHEET, IMPRINT)]).content
    assert render_syntheses([(SHEET, IMPRINT)]).content == first
    later = replace(IMPRINT, at=datetime(2026, 11, 24, 9, 5, tzinfo=UTC))
    (one,), (other,) = pages(first), pages(render_syntheses([(SHEET, later)]).content)
    lines = [a for a, b in zip(one.splitlines(), other.splitlines(), strict=True) if a != b]
    assert len(lines) == 1
    assert lines[0].startswith("édité le 23/11/2026")


def test_only_noto_sans_is_used_and_it_is_embedded() -> None:
    reader = PdfReader(BytesIO(render_syntheses([(LONG, IMPRINT)]).content))
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "NotoSans" in font.get_object()["/BaseFont"]
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_names_of_all_europe_and_beyond_print() -> None:
    names = "ÖZDEMIR NGUYỄN ŁUKASZ N’GUESSAN ŞİMŞEK Đặng Œuvrard Ștefănescu Žižek"
    (text,) = pages(render_syntheses([(replace(SHEET, identity=names), IMPRINT)]).content)
    assert names in text.replace("\n", " ")


def test_narrow_spaces_are_kept_and_no_line_ends_at_one() -> None:
    text = typed("Question : l'élève vient-il ? « Oui » ; 12 500 fois !")
    assert text == (
        "Question\u202f: l’élève vient-il\u202f? «\u202fOui\u202f»\u202f; 12 500 fois\u202f!"
    )
    for limit in range(60, 200, 7):
        for line in break_lines(text, BODY, limit):
            assert width(line, BODY) <= limit
            assert line[:1] not in "\u202f:;!?»"
    sheet = replace(SHEET, case=replace(CASE, group_question=text))
    (page,) = pages(render_syntheses([(sheet, IMPRINT)]).content)
    assert "vient-il\u202f?" in page


@pytest.mark.parametrize("limit", [15.0, 30.0, 75.0, 200.0])
def test_lines_lose_no_character(limit: float) -> None:
    text = "Saint-Rémy-lès-Chevreuse anticonstitutionnellement 12-15 ans du 05/11 au 20/11/2026"
    lines = break_lines(text, BODY, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_date_or_a_span_of_numbers_is_never_cut() -> None:
    assert break_lines("du 05/11 au 20/11/2026", BODY, 70)[-1].endswith("20/11/2026")
    assert "12-15" in " ".join(break_lines("de 12-15 ans", BODY, 30)).split()


def test_what_the_font_lacks_is_said_otherwise() -> None:
    assert printable("4 ≤ 5 → fin") == "4 <= 5 -> fin"
    assert printable("☐") == "?"


def test_the_recovery_sheet_holds_every_group_and_no_more_page() -> None:
    key = RecoveryKey(bytes(range(20)))
    drawn = render_recovery_sheet(key.groups, printed_on=date(2026, 11, 23))
    (text,) = pages(drawn.content)
    for number, group in enumerate(key.groups, start=1):
        assert f"groupe {number}" in text
        assert group in text.replace(" ", "")
    assert "perdu pour toujours" in text
    assert "enveloppe cachetée" in text
