"""Pictures and PDFs handed over: made fit for the site, named by what they show, or refused with what to do."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base
from werkzeug.test import Client, TestResponse

from publisher.edit.files.uploads import MOST_BYTES, upload_of
from publisher.pipeline import load
from publisher.problem import stops
from publisher.read.pictures import WIDEST
from tests.edit.filling import PLAN, fields_of, open_form, send

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    target = BytesIO()
    Image.new(mode, size, 90).save(target, format=kind, **options)
    return target.getvalue()


def photograph() -> bytes:
    """Return a picture as a telephone takes it: large, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "Kamera AB"
    exif.get_ifd(IFD.GPSInfo)[2] = (59.0, 17.0, 1.0)
    return picture(size=(4000, 3000), exif=exif)


def hand_over(client: Client, content: bytes, name: str, words: str, *, script: bool = True) -> TestResponse:
    token = dict(fields_of(client.get(f"/.edit/form?file={PLAN}", base_url="http://127.0.0.1").text))["@token"]
    data = {"@token": token, "@file": PLAN, "@words": words, "@upload": (BytesIO(content), name)}
    headers = {"Accept": "application/json"} if script else {}
    return client.post("/.edit/upload", data=data, headers=headers, base_url="http://127.0.0.1")


def test_a_photograph_is_scaled_stripped_and_put_the_right_way_up(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    answer = hand_over(client, photograph(), "IMG_0042.JPG", "Ungdomar på en arbetsplats [2024]")
    assert answer.get_json() == {
        "markdown": r"![Ungdomar på en arbetsplats \[2024\]](ungdomar-pa-en-arbetsplats-2024.jpg)"
    }
    kept = root / "plans/branschspar/ungdomar-pa-en-arbetsplats-2024.jpg"
    with Image.open(kept) as image:
        assert image.size == (WIDEST * 3 // 4, WIDEST) and not dict(image.getexif())
    assert b"Kamera AB" not in kept.read_bytes()
    pairs = open_form(client)
    body = dict(pairs)["@body"] + "\n" + answer.get_json()["markdown"] + "\n"
    assert send(client, pairs, "save", body=body).status_code == 303
    loaded = load(root, draw=True)
    assert not stops(loaded.problems)
    page = next(page for page in loaded.pages if page.source == PLAN)
    assert "ungdomar-pa-en-arbetsplats-2024.jpg" in page.markdown


def test_without_a_script_it_is_put_at_the_end_and_taken_back_with_the_text(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = (root / PLAN).read_bytes()
    assert hand_over(client, PDF, "Rapport slutlig v2.pdf", "Rapport om spåren", script=False).status_code == 303
    text = (root / PLAN).read_text(encoding="utf-8")
    assert text.endswith("\n\n[Rapport om spåren](rapport-om-sparen.pdf)\n")
    assert (root / "plans/branschspar/rapport-om-sparen.pdf").read_bytes() == PDF
    assert send(client, open_form(client), "undo").location.endswith("done=undone")
    assert (root / PLAN).read_bytes() == before
    assert not (root / "plans/branschspar/rapport-om-sparen.pdf").exists()


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (picture(), "  ", "upload-without-words"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "En bild", "upload-heic"),
        (b"PK\x03\x04\x14\0\0\0\0\0" + bytes(16) + b"[Content_Types].xml" + bytes(50), "Ett dokument", "upload-office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "Ett dokument", "upload-office"),
        (b"MZ" + bytes(200), "En bild", "upload-damaged"),
        (picture()[:200], "En bild", "upload-damaged"),
        (b"%PDF-1.4 half of it", "En rapport", "upload-damaged"),
        (b"<html><script>alert(1)</script></html>", "En sida", "upload-damaged"),
        (bytes(MOST_BYTES + 1), "En bild", "upload-too-large"),
        (picture(), "bild", "upload-words-empty"),
        (picture(), "IMG_0412", "upload-words-empty"),
    ],
)
def test_what_a_site_cannot_show_is_refused(tmp_path: Path, content: bytes, words: str, code: str) -> None:
    made, problems = upload_of(tmp_path, "docs/index.md", "bild.jpg", content, words)
    assert made is None and [each.code for each in problems] == [code]


def test_a_refusal_is_said_in_words_and_writes_nothing(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = sorted(root.rglob("*"))
    answer = hand_over(client, b"\0\0\0\x18ftypheic" + bytes(99), "IMG.HEIC", "En bild")
    assert answer.status_code == 422 and "JPEG" in answer.get_json()["problems"][0]["hint"]
    assert hand_over(client, b"", "tom.jpg", "En bild").status_code == 422
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("kind", "mode", "end"),
    [
        ("PNG", "RGBA", ".png"),
        ("JPEG", "CMYK", ".jpg"),
        ("BMP", "RGB", ".jpg"),
        ("GIF", "P", ".gif"),
        ("WEBP", "RGB", ".webp"),
    ],
)
def test_what_is_in_a_file_says_what_it_is(tmp_path: Path, kind: str, mode: str, end: str) -> None:
    made, _ = upload_of(tmp_path, "plans/vag/plan.md", "../../elak.exe", picture(kind, mode=mode), "Vägen vid åsen")
    assert made and made.file == f"plans/vag/vagen-vid-asen{end}"
    with Image.open(BytesIO(made.content)) as image:
        assert image.mode != "CMYK"


def test_a_drawing_is_made_harmless_and_a_name_is_not_taken_twice(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/karta.svg").write_text("x")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="4" height="4"/></svg>'
    made, _ = upload_of(tmp_path, "docs/index.md", "a.svg", drawing, "Karta")
    assert made and made.file == "docs/karta-2.svg" and b"script" not in made.content and b"rect" in made.content
