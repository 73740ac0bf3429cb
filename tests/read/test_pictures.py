"""A picture is published without what a camera noted, and not larger than a page needs."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.read.pictures import WIDEST, published
from tests.publications import picture

GPS, TURNED, MAKER = 0x8825, 0x0112, 0x010F


def noted(turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKER] = "Kameran"
    exif[TURNED] = turned
    exif.get_ifd(GPS)[1] = "N"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_notes_of_a_camera_are_not_published(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"bild.{kind.lower()}"
    path.write_bytes(picture(kind, exif=noted()))
    assert b"Kameran" in path.read_bytes()
    content = published(path)
    assert b"Kameran" not in content
    with Image.open(BytesIO(content)) as found:
        assert (found.format, found.size, len(found.getexif())) == (kind, (40, 20), 0)


def test_a_picture_stays_upright(tmp_path: Path) -> None:
    path = tmp_path / "bild.jpg"
    path.write_bytes(picture("JPEG", exif=noted(turned=6)))
    with Image.open(BytesIO(published(path))) as found:
        assert found.size == (20, 40)


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "bild.png"
    path.write_bytes(picture("PNG", size=(WIDEST * 2, 100)))
    with Image.open(BytesIO(published(path))) as found:
        assert found.size == (WIDEST, 50)


def test_a_plain_picture_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "bild.jpg"
    path.write_bytes(picture("JPEG"))
    assert published(path) == path.read_bytes()


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "bild.jpg"
    path.write_bytes(picture("JPEG", exif=noted()))
    assert published(path) == published(path)


def test_a_picture_is_made_smaller_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each edition and the site ask for it: a hundred photos were decoded again for each."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    path = tmp_path / "bild.jpg"
    path.write_bytes(picture("JPEG", size=(WIDEST * 2, 100), exif=noted()))
    first = published(path)
    monkeypatch.setattr("publisher.read.pictures._drawn_again", None)
    assert published(path) == first
    path.write_bytes(picture("JPEG", size=(WIDEST * 2, 102), exif=noted()))
    with pytest.raises(TypeError):
        published(path)


def test_a_large_picture_that_lay_on_its_side_is_upright_and_smaller(tmp_path: Path) -> None:
    path = tmp_path / "bild.jpg"
    path.write_bytes(picture("JPEG", size=(WIDEST * 2, 100), exif=noted(turned=6)))
    with Image.open(BytesIO(published(path))) as found:
        assert found.size == (50, WIDEST)
