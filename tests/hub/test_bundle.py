"""A bundle holds a publication and its history, says by its digest what is in it, and follows no link."""

import subprocess
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from publisher.hub.bundle import bundle_of
from publisher.hub.member_build import _run, _unpacked, build
from publisher.problem import ProblemsFound
from tests.hub.municipalities import municipality

PRETENDED = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *PRETENDED, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def names_in(content: bytes) -> set[str]:
    with ZipFile(BytesIO(content)) as file:
        return set(file.namelist())


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    root = municipality(tmp_path, "alby")
    first = bundle_of("alby", root)
    assert bundle_of("alby", root) == first
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("built")
    assert bundle_of("alby", root).digest == first.digest
    assert bundle_of("berga", root).digest != first.digest
    (root / "docs" / "index.md").write_text("---\nkind: article\nsection: start\ntitle: Ny\n---\n")
    assert bundle_of("alby", root).digest != first.digest


def test_links_and_hidden_files_stay_behind(tmp_path: Path) -> None:
    root = municipality(tmp_path, "alby")
    secret = tmp_path / "secret.md"
    secret.write_text("hemligt")
    (root / "docs" / "hemligt.md").symlink_to(secret)
    (root / "plans" / "andras").symlink_to(tmp_path)
    (root / ".env").write_text("TOKEN=1")
    bundle = bundle_of("alby", root)
    assert not [name for name in names_in(bundle.content) if "hemligt" in name or "andras" in name or ".env" in name]
    assert b"hemligt" not in bundle.content


def test_a_repository_travels_with_its_history(tmp_path: Path) -> None:
    root = municipality(tmp_path, "alby")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Först", "--date", "2024-01-01T12:00:00Z")
    bare = tmp_path / "alby.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(root), str(bare)], check=True)
    for source in (root, bare):
        bundle = bundle_of("alby", source)
        made = _unpacked(bundle.content, tmp_path / f"of-{source.name}")
        assert made is not None
        assert git(made, "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")
        assert git(made, "status", "--porcelain") == ""
        assert (made / "plans" / "vagen" / "plan.md").read_bytes() == (root / "plans/vagen/plan.md").read_bytes()


def test_a_publication_in_a_repository_of_several_keeps_its_place_there(tmp_path: Path) -> None:
    municipality(tmp_path / "all", "alby")
    git(tmp_path / "all", "init", "-q")
    git(tmp_path / "all", "add", "-A")
    git(tmp_path / "all", "commit", "-qm", "Först")
    made = _unpacked(bundle_of("alby", tmp_path / "all" / "alby").content, tmp_path / "made")
    assert made == tmp_path / "made" / "work" / "alby"
    assert git(made, "status", "--porcelain") == ""


def test_what_is_no_publication_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        bundle_of("tom", tmp_path)
    assert [problem.code for problem in found.value.problems] == ["hub-no-publication"]


def test_a_name_that_leads_out_is_not_written(tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for name in ("files/../../out.md", "/files/out.md", "files/.git/config", "files/docs/index.md"):
            file.writestr(ZipInfo(name), b"x")
    made = _unpacked(packed.getvalue(), tmp_path / "place")
    assert made is not None
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        "place/work/docs/index.md"
    ]


def test_what_takes_too_long_is_ended_with_all_that_it_began(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    assert _run(["sh", "-c", f"sleep 600 & echo $! > {mark}; wait"], tmp_path, 0.5) is None
    pid = int(mark.read_text())
    state = Path(f"/proc/{pid}/stat")
    deadline = time.monotonic() + 10
    while state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline, "what it had begun still runs"
        time.sleep(0.02)
    late = build(
        "alby", "d", bundle_of("alby", municipality(tmp_path, "alby")).content, "https://x.example/alby/", 0.01
    )
    assert (late.site, late.late) == (None, True)
