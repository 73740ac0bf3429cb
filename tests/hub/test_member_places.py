"""What a killed hub leaves behind is gone, or back in its place, before the next one builds."""

from pathlib import Path

from publisher.hub.member_places import Places
from tests.publications import write


def test_what_a_killed_run_left_is_put_back_or_removed(tmp_path: Path) -> None:
    digits = "0123456789abcdef" * 2
    left = (f".alby-old-{digits}", f".berga-new-{digits}", f".berga-old-{digits}", ".search-a1b2c3")
    write(tmp_path, {f"{name}/index.html": name for name in (*left, "berga")})
    Places(tmp_path).tidy({"alby", "berga"})
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.html")}
    assert found == {"alby/index.html": f".alby-old-{digits}", "berga/index.html": "berga"}
