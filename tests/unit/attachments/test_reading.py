"""What is taken of a file, what is refused and why, what is taken out of a picture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Cancelled
from app.models.enums import AttachmentKind
from app.pdfium import UnreadablePdf
from app.services.attachments_reading import (
    MOST_BYTES,
    MOST_PAGES,
    Document,
    NotTaken,
    examine,
    read_document,
)
from app.services.rules.picture_bytes import BrokenPicture, clean_jpeg, clean_png
from tests.helpers.documents import JPEG, chunk, pdf, png, told_jpeg


def opens(_content: bytes, _kind: AttachmentKind) -> bool:
    """A reader that decodes everything; the window brings the real one."""
    return True


def read(folder: Path, name: str, content: bytes) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path, opens)


def refused(folder: Path, name: str, content: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        read(folder, name, content)
    assert caught.value.sentence.endswith((".", "…"))
    assert caught.value.remedy
    assert name.partition(".")[0] not in caught.value.sentence, "a name of a file says who it is"
    return caught.value.code


def test_a_pdf_is_taken_as_it_is_with_its_pages_and_a_title_from_its_name(tmp_path: Path) -> None:
    found = read(tmp_path, "Convention_de__stage.PDF", pdf(pages=3))
    assert (found.kind, found.pages, found.title) == (AttachmentKind.PDF, 3, "Convention de stage")
    assert found.content == pdf(pages=3)
    assert not found.told


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.png"])
def test_pictures_are_taken(tmp_path: Path, name: str) -> None:
    kind = "PNG" if name == "a.png" else "JPEG"
    found = read(tmp_path, name, JPEG if kind == "JPEG" else png())
    assert (found.kind, found.pages, found.told) == (kind, 1, False)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"MZ" + bytes(400), "disguised"),
        ("a.pdf", JPEG, "disguised"),
        ("a.jpg", pdf(), "disguised"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "disguised"),
        ("a.pdf", b"\n" + pdf(), "disguised"),
        ("a.docx", b"PK\x03\x04", "kind"),
        ("a.pdf.exe", pdf(), "kind"),
        ("a", pdf(), "kind"),
        ("a.pdf", b"", "empty"),
        ("a.jpg", JPEG[:60], "unreadable"),
        ("a.jpg", JPEG[:-2], "unreadable"),
        ("a.png", png()[:-6], "unreadable"),
        ("a.png", png().replace(b"IDAT", b"IDAX"), "unreadable"),
        ("a.pdf", bytes(MOST_BYTES + 1), "heavy"),
    ],
)  # fmt: skip
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    assert refused(tmp_path, f"Zwickelbauer{name[1:]}", content) == f"document_{code}"


def test_a_picture_that_claims_to_be_a_wall_is_refused_before_it_is_decoded() -> None:
    asked: list[int] = []

    def decoder(content: bytes, _kind: AttachmentKind) -> bool:
        asked.append(len(content))
        return True

    wall = (100_000).to_bytes(4) * 2
    bomb = png(1, 1)[:8] + chunk(b"IHDR", wall + b"\x08\0\0\0\0") + png(1, 1)[33:]
    with pytest.raises(NotTaken) as caught:
        examine(AttachmentKind.PNG, bomb, decoder)
    assert caught.value.code == "document_large"
    assert asked == []


def test_a_picture_that_does_not_decode_is_refused() -> None:
    with pytest.raises(NotTaken) as caught:
        examine(AttachmentKind.PNG, png(), lambda _content, _kind: False)
    assert caught.value.code == "document_unreadable"


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(NotTaken) as caught:
        examine(AttachmentKind.PDF, pdf(pages=MOST_PAGES + 1), opens)
    assert caught.value.code == "document_pages"


def test_a_truncated_pdf_is_refused_and_a_locked_one_says_why() -> None:
    with pytest.raises(UnreadablePdf) as caught:
        examine(AttachmentKind.PDF, b"%PDF-1.7\n" + bytes(50), opens)
    assert not caught.value.locked
    with pytest.raises(UnreadablePdf) as caught:
        examine(AttachmentKind.PDF, _locked(), opens)
    assert caught.value.locked
    assert "mot de passe" in caught.value.sentence


def _locked() -> bytes:
    import io  # noqa: PLC0415 - used by this maker alone, with its library

    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - as above

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_folder_or_a_file_that_went_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    for name in ("a.pdf", "b.pdf"):
        with pytest.raises(NotTaken) as caught:
            read_document(tmp_path / name, opens)
        assert caught.value.code == "document_unreachable"


def test_the_reading_tells_how_far_it_is_and_stops_when_one_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf() + bytes(2_000_000))
    steps: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_document(path, opens, step)
    assert [done < total for done, total in steps] == [True, True]


def test_the_place_and_the_comment_of_a_photo_go_and_its_way_up_stays() -> None:
    cleaned = clean_jpeg(told_jpeg(turned=6))
    assert cleaned.told
    assert b"GPS" not in cleaned.content
    assert b"film" not in cleaned.content
    assert (cleaned.width, cleaned.height) == (12, 8)
    again = clean_jpeg(cleaned.content)
    assert b"MM\0*" in again.content, "turned as it was"
    upright = clean_jpeg(told_jpeg(turned=1))
    assert upright.content == JPEG


def test_a_photo_that_tells_nothing_is_kept_to_the_byte() -> None:
    assert clean_jpeg(JPEG) == clean_jpeg(clean_jpeg(JPEG).content)
    assert clean_jpeg(JPEG).content == JPEG
    assert not clean_jpeg(JPEG).told
    assert clean_png(png()).content == png()


def test_the_texts_of_a_png_go_and_what_comes_after_it_too() -> None:
    told = png(more=chunk(b"tEXt", b"Author\0Nadia") + chunk(b"pHYs", bytes(9))) + b"a second file"
    cleaned = clean_png(told)
    assert cleaned.told
    assert b"Nadia" not in cleaned.content
    assert b"second" not in cleaned.content
    assert b"pHYs" in cleaned.content


@given(st.data())
def test_damage_anywhere_is_a_picture_or_is_said_broken(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([JPEG, told_jpeg(), png()]))
    spoiled = bytearray(start)
    for _ in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(2, len(start) - 1))] = data.draw(st.integers(0, 255))
    clean = clean_png if start[:1] == b"\x89" else clean_jpeg
    try:
        found = clean(bytes(spoiled))
    except BrokenPicture:
        return
    assert found.width > 0
    assert clean(found.content).content == found.content, "nothing more to take out"


@pytest.mark.parametrize("cut", range(2, 178, 11))
def test_a_picture_cut_anywhere_is_broken_and_never_hangs(cut: int) -> None:
    with pytest.raises(BrokenPicture):
        clean_jpeg(JPEG[:cut])
    with pytest.raises(BrokenPicture):
        clean_png(png()[: min(cut, len(png()) - 1)])
