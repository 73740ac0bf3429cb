"""A newer version of the program takes a publication along: shown first, and what people changed is kept."""

import io
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from publisher.language import Language
from publisher.locales import languages
from publisher.start.new_publication import publication_files
from publisher.start.program_files import FIRST_RECORD, RECORD, program_files, record_of, recorded
from publisher.start.upgrading import Renewal, renewed_files, write_renewed
from tests.program import REPOSITORY
from tests.start.conftest import Run

SV = Language("sv")
# The commit of version 0.1.0; where a clone has no tags it may still have that.
FIRST = "3b78ad3e426f1cedbda99b5e07929ac039f6b497"
OLD = b"# As an earlier version wrote it.\n"


def laid_out(root: Path, language: Language = SV) -> Path:
    """Return a new publication as this version begins it."""
    for path, content in publication_files(language, "Ekby", "", "roda-traden==1").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def as_earlier(root: Path, changed: dict[str, bytes]) -> None:
    """Let the publication be one of an earlier version, which wrote some files otherwise."""
    files = {**program_files(SV), **changed}
    for path, content in changed.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / RECORD).write_bytes(record_of(files))


def renewals(root: Path, *replaced: str) -> dict[str, Renewal]:
    return {each.path: each.renewal for each in renewed_files(root, SV, replaced)}


@pytest.mark.parametrize("code", languages())
def test_nothing_is_to_be_done_for_a_new_publication(tmp_path: Path, code: str) -> None:
    assert renewed_files(laid_out(tmp_path, Language(code)), Language(code)) == ()


def test_what_nobody_changed_is_renewed_and_what_people_changed_is_kept(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    as_earlier(root, {"Makefile": OLD, "build.py": OLD, "deploy/nginx.conf": OLD, "handbook/gammal.md": OLD})
    (root / "build.py").write_bytes(b"# ours\n")
    (root / "deploy" / "nginx.conf").write_bytes(OLD.replace(b"\n", b"\r\n"))
    (root / "handbook" / "README.md").write_bytes(b"# ours, and the program has nothing new\n")
    (root / "handbook" / "sokord.md").unlink()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert renewals(root) == {
        "Makefile": Renewal.CHANGED, "build.py": Renewal.KEPT, "deploy/nginx.conf": Renewal.CHANGED,
        "handbook/gammal.md": Renewal.REMOVED,
    }  # fmt: skip
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    write_renewed(root, SV, renewed_files(root, SV))
    assert (root / "build.py").read_bytes() == b"# ours\n"
    assert (root / "Makefile").read_bytes() == program_files(SV)["Makefile"]
    assert not (root / "handbook" / "gammal.md").exists()
    # What somebody removed does not come back, and what was reported once is not reported again.
    assert not (root / "handbook" / "sokord.md").exists()
    assert renewals(root) == {}
    as_earlier(root, {})
    (root / RECORD).write_bytes(record_of({**program_files(SV), "build.py": OLD}))
    assert renewals(root, "build.py") == {"build.py": Renewal.CHANGED}


def test_what_is_new_comes_and_what_machines_make_is_made_anew(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    fresh = {path: content for path, content in program_files(SV).items() if path != "handbook/sokord.md"}
    (root / "handbook" / "sokord.md").unlink()
    (root / RECORD).write_bytes(record_of(fresh))
    (root / "schemas" / "sv" / "plan.schema.json").write_text("{}", encoding="utf-8")
    assert renewals(root) == {"handbook/sokord.md": Renewal.NEW, "schemas/sv/plan.schema.json": Renewal.CHANGED}


def test_a_record_is_content_and_reaches_nothing_else(tmp_path: Path) -> None:
    """Whoever writes the record can neither have other files removed nor any written through a link."""
    root = laid_out(tmp_path / "in")
    outside = tmp_path / "out"
    (outside / "sub").mkdir(parents=True)
    (outside / "a.md").write_bytes(OLD)
    (root / "plans" / "a.md").write_bytes(OLD)
    (root / "deploy" / "nginx.conf").unlink()
    (root / "deploy" / "Dockerfile").unlink()
    (root / "deploy" / "Dockerfile.dockerignore").unlink()
    (root / "deploy").rmdir()
    (root / "deploy").symlink_to(outside)
    (root / "Makefile").unlink()
    (root / "Makefile").symlink_to(outside / "a.md")
    names = ("plans/a.md", "../out/a.md", "handbook/../../out/a.md", str(outside / "a.md"), "deploy/a.md")
    (root / RECORD).write_text("".join(f"{sha256(OLD).hexdigest()}  {name}\n" for name in names), encoding="utf-8")
    assert set(renewals(root, "Makefile", "deploy/nginx.conf").values()) == {Renewal.KEPT}
    write_renewed(root, SV, renewed_files(root, SV, ("Makefile", "deploy/nginx.conf")))
    assert (root / "plans" / "a.md").read_bytes() == (outside / "a.md").read_bytes() == OLD
    assert sorted(path.name for path in outside.iterdir()) == ["a.md", "sub"]


def test_a_publication_of_the_first_version_is_taken_along(tmp_path: Path, run: Run) -> None:
    """It is begun by that version's own program, where its commit is here, and edited as people do."""
    first = recorded(FIRST_RECORD.read_text(encoding="utf-8"))
    assert {"Makefile", "build.py", "handbook/README.md"} <= first.keys()
    asked = ["git", "-C", str(REPOSITORY), "archive", FIRST, "build.py", "publisher", "locale", "macros", "handbook"]
    packed = subprocess.run(asked, capture_output=True, check=False)
    if packed.returncode:
        return  # an archive, or a clone without history: what that version wrote is known by its digests alone
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(tmp_path / "first", filter="data")
    root = tmp_path / "ny"
    new = ["build.py", "new", "publication", str(root), "--name", "Ekby", "--program", "roda-traden==0.1.0"]
    subprocess.run([sys.executable, *new], cwd=tmp_path / "first", check=True, capture_output=True)
    assert not (root / RECORD).exists()
    written = {path: (root / path).read_bytes() for path in first if (root / path).is_file()}
    assert all(sha256(content).hexdigest() in first[path] for path, content in written.items())
    (root / "Makefile").write_text("# ours\n", encoding="utf-8")
    plan = root / "plans" / "a" / "plan.md"
    plan.parent.mkdir()
    plan.write_text(
        "---\nid: a\ntitle: Plan\nsummary: En plan.\nstatus: ongoing\nserves: [1.1]\n---\n\nText.\n", encoding="utf-8"
    )
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    shown = run(root, "build.py", "upgrade", "--diff")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    assert before == {path: content for path, content in after.items() if "__pycache__" not in path.parts}
    now = program_files(SV)
    expected = {path for path, content in written.items() if now.get(path) != content and path != "Makefile"}
    listed = {line.split(": ")[1] for line in shown.stdout.splitlines() if line.startswith(("Ändras: ", "Tas bort: "))}
    assert listed == expected
    assert "plans/a/plan.md:6: " in shown.stdout
    assert "Inget är skrivet." in shown.stdout
    done = run(root, "build.py", "upgrade", "--write")
    assert done.returncode == 0, done.stderr
    assert 'serves: ["1.1"]' in plan.read_text(encoding="utf-8")
    assert (root / "Makefile").read_text(encoding="utf-8") == "# ours\n"
    assert all((root / path).read_bytes() == now[path] for path in expected if path in now)
    assert renewed_files(root, SV) == ()
