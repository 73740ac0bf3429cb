"""Whatever is edited, in whatever order: a build beside the last one gives what a clean build gives, byte for byte.

python -m pytest tests/publish/assembly/test_incremental.py --edits 300 --edits-seed 7 --basetemp /tmp/edits

With the same seed and the same folder the same edits are made.
"""

import gc
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from benchmarks.make import settings, texts
from benchmarks.plans import Size
from publisher import fingerprint
from publisher.command.main import main
from publisher.locales import HOUSE
from tests.caches import with_lasting
from tests.publications import picture as drawn
from tests.publications import write
from tests.repository import git

DAY = "1700000000"
# What a clean build must not find; fonts and templates take seconds to make and are the same.
KEPT = ("builds", "memory", "pages", "print", "seen", "sites", "spare")
# So many bytes from its end a kept content is damaged.
SHORT = 9
WORDS = ("arbete", "praktik", "utbildning", "[länk](ref:{id})", "**stöd**", "| a |", "å & ä <b>", "2024")
EDITIONS: list[list[dict[str, str]]] = [
    [],
    [{"id": "planer", "title": "Plan", "kind": "plan"}],
    [{"id": "allt", "title": "Allt", "kind": "whole"}],
]


class Desk:
    """A publication that somebody edits at random, its site, and the caches of the machine."""

    def __init__(self, folder: Path, chance: Random, patch: pytest.MonkeyPatch) -> None:
        self.root, self.out, self.clean = folder / "publication", folder / "site", folder / "clean"
        self.caches, self.other = (with_lasting(folder / name) for name in ("caches", "other"))
        self.chance, self.patch, self.count, self.day = chance, patch, 0, 0
        size = Size(chance.randint(1, 3), chance.randint(1, 2), chance.randint(2, 5))
        own = settings()
        own["theme"] = {"name": "material", "language": "sv", "font": False}
        own["extra"]["publication"]["editions"] = []
        write(
            self.root,
            {**dict(texts(size, chance.randint(1, 99))), "mkdocs.yml": yaml.safe_dump(own, allow_unicode=True)},
        )
        git(self.root, "init", "--quiet", "--initial-branch=main")
        self.commit()

    def commit(self) -> None:
        """Commit all there is, a day later than the last time."""
        self.day += 1
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "x", day=f"2024-01-{self.day % 28 + 1:02d}")

    def build(self, out: Path, caches: Path, command: str = "all") -> tuple[int, str]:
        """Run a command and return its exit code and what it said of problems."""
        self.patch.setenv("XDG_CACHE_HOME", str(caches))
        done = CliRunner().invoke(main, [command, "--root", str(self.root), "--out", str(out)], standalone_mode=False)
        gc.unfreeze()  # a command ends its process, but here it does not
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stderr

    def afresh(self) -> tuple[int, str]:
        """Build into an empty folder, with nothing kept from before."""
        shutil.rmtree(self.clean, ignore_errors=True)
        for name in KEPT:
            shutil.rmtree(self.other / "roda-traden" / name, ignore_errors=True)
        return self.build(self.clean, self.other)

    def files(self, pattern: str) -> list[Path]:
        return sorted(path for path in self.root.glob(pattern) if path.is_file())

    def any(self, pattern: str) -> Path:
        return self.chance.choice(self.files(pattern) or self.files("docs/index.md"))

    def change(self, path: Path, change: Callable[[str], str]) -> None:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def setting(self, **values: Any) -> None:
        """Change a setting of the publication, or of the whole file where its name has no dot in it."""
        path = self.root / "mkdocs.yml"
        own = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, value in values.items():
            if name in own or name == "site_url":
                own[name] = value
            else:
                own["extra"]["publication"][name] = value
        path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")


def words(desk: Desk) -> str:
    desk.count += 1
    name = desk.chance.choice(desk.files("plans/*/plan.md")).parent.name if desk.files("plans/*/plan.md") else "x"
    return f"{desk.chance.choice(WORDS).format(id=name)} {desk.count}"


def text(desk: Desk) -> None:
    desk.change(desk.any("**/*.md"), lambda it: f"{it.rstrip()}\n\n{words(desk)}\n")


def title(desk: Desk) -> None:
    desk.change(
        desk.any("**/*.md"), lambda it: re.sub(r"^title: (.*)$", rf"title: \1 {desk.count}", it, count=1, flags=re.M)
    )
    desk.count += 1


def register(desk: Desk) -> None:
    path = desk.any("plans/*.yml")
    rows = [at for at, line in enumerate(path.read_text(encoding="utf-8").splitlines()) if "title:" in line]
    lines = path.read_text(encoding="utf-8").splitlines()
    if rows:
        lines[desk.chance.choice(rows)] += f" {desk.count}"
        desk.count += 1
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def number(desk: Desk) -> None:
    path = desk.any("plans/*/results/*.md")
    found = [*re.finditer(r"(?<=: )\d+(?=\n)", path.read_text(encoding="utf-8"))]
    if found:
        at = desk.chance.choice(found)
        desk.change(path, lambda it: it[: at.start()] + str(desk.chance.randint(1, 900)) + it[at.end() :])


def article(desk: Desk) -> None:
    desk.count += 1
    head = f"kind: article\nid: ny-{desk.count}\nsection: about\ntitle: Ny {desk.count}\n"
    write(desk.root, {f"docs/om/ny-{desk.count}.md": f"---\n{head}---\n\n{words(desk)}\n\n## Rubrik\n"})


def rename(desk: Desk) -> None:
    path = desk.any("docs/om/*.md")
    desk.count += 1
    path.rename(path.with_name(f"annan-{desk.count}.md"))


def remove(desk: Desk) -> None:
    found = [*desk.files("docs/om/*.md"), *desk.files("plans/*/results/*.md")]
    if found:
        desk.chance.choice(found).unlink()


def back(desk: Desk) -> None:
    git(desk.root, "checkout", "--", ".")


def picture(desk: Desk) -> None:
    shade = (desk.chance.randint(1, 60), 20)
    (desk.root / "docs/om/bild.png").write_bytes(drawn("PNG", size=shade))
    desk.change(desk.root / "docs/index.md", lambda it: it if "bild.png" in it else f"{it}\n![Hamn](om/bild.png)\n")


def language(desk: Desk) -> None:
    code = desk.chance.choice(["sv", "da", "en"])
    desk.setting(theme={"name": "material", "language": code, "font": False})


def look(desk: Desk) -> None:
    desk.count += 1
    choices: list[dict[str, Any]] = [
        {"site_name": f"Plats {desk.count}"},
        {"note": f"Anmärkning {desk.count}."},
        {"smallest_group": desk.chance.randint(2, 30)},
        {"colours": {"brand": desk.chance.choice(["#1b4f72", "#512e5f"])}},
        {"site_url": f"https://a{desk.count}.example/"},
        {"editions": desk.chance.choice(EDITIONS)},
    ]
    desk.setting(**desk.chance.choice(choices))


def template(desk: Desk) -> None:
    path = desk.root / "macros/pages/article.md"
    if path.exists():
        shutil.rmtree(desk.root / "macros")
    else:
        own = (HOUSE / "macros/pages/article.md").read_text(encoding="utf-8")
        write(desk.root, {"macros/pages/article.md": f"{own}\n\nEgen mall {desk.count}.\n"})


def program(desk: Desk) -> None:
    desk.count += 1
    desk.patch.setattr(fingerprint, "_installed", lambda: iter([(f"another {desk.count}", 1)]))
    fingerprint.program_digest.cache_clear()


def another_day(desk: Desk) -> None:
    desk.patch.setenv("SOURCE_DATE_EPOCH", str(int(DAY) + desk.chance.randint(0, 9) * 86_400))


def disturbed(desk: Desk) -> None:
    """Somebody removes, cuts short, alters or adds something in the finished site."""
    files = sorted(path for path in desk.out.rglob("*") if path.is_file() and path.name != ".roda-traden")
    if files:
        path = desk.chance.choice(files)
        content = path.read_bytes()
        path.unlink()
        if desk.chance.random() < 0.7:
            path.write_bytes(desk.chance.choice([b"", content[:-1], content + b"x", content.replace(b"a", b"b", 1)]))


def poisoned(desk: Desk) -> None:
    """Somebody damages what is kept, or puts one entry in the place of another."""
    kept = (path for path in desk.caches.rglob("*") if path.is_file() and path.parent.name in KEPT)
    files = sorted(path for path in kept if path.stat().st_size > SHORT)
    if len(files) > 1:
        path, other = desk.chance.sample(files, 2)
        content = path.read_bytes()
        flipped = content[:-SHORT] + bytes([content[-SHORT] ^ 1]) + content[1 - SHORT :]
        path.write_bytes(desk.chance.choice([b"", content[: len(content) // 2], flipped, other.read_bytes()]))


def spoilt(desk: Desk) -> None:
    """Somebody removes, replaces or adds something in a site that is set aside, or puts a folder in a file's place."""
    files = sorted(path for path in (desk.caches / "roda-traden/spare").rglob("*") if path.is_file())
    if files:
        path = desk.chance.choice(files)
        path.unlink()
        if desk.chance.random() < 0.7:
            name = desk.chance.choice([path, path.with_name("more.html"), path / "index.html"])
            name.parent.mkdir(exist_ok=True)
            name.write_bytes(b"x")


def lost(desk: Desk) -> None:
    shutil.rmtree(desk.caches / "roda-traden" / desk.chance.choice(KEPT), ignore_errors=True)


def other_command(desk: Desk) -> None:
    desk.build(desk.out, desk.caches, desk.chance.choice(["site", "pdf", "data"]))


OFTEN = (text, title, register, number, article, rename, look)
EDITS = (
    *OFTEN, *OFTEN, remove, remove, picture, language, template, program, another_day, disturbed, disturbed, poisoned,
    spoilt, lost, other_command, Desk.commit, back,
)  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_beside_the_last_is_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    edits, seed = pytestconfig.getoption("edits"), pytestconfig.getoption("edits_seed")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    chance, done, refused = Random(seed), 0, 0
    desk = Desk(tmp_path / "0", chance, monkeypatch)
    while done < edits:
        names = []
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            edit = chance.choice(EDITS)
            edit(desk)
            names.append(edit.__name__)
        beside, afresh = desk.build(desk.out, desk.caches), desk.afresh()
        assert beside == afresh, (seed, done, names)
        done += len(names)
        if beside[0] == 0:
            one, other = tree(desk.out), tree(desk.clean)
            assert {*one} ^ {*other} == set(), (seed, done, names)
            assert [name for name in one if one[name] != other[name]] == [], (seed, done, names)
        else:
            # What cannot be published is taken back; the last site stands meanwhile.
            refused += 1
            git(desk.root, "checkout", "--", ".")
            git(desk.root, "clean", "--quiet", "--force", "-d")
        if chance.random() < 0.05:
            desk = Desk(tmp_path / f"{done}", chance, monkeypatch)
    fingerprint.program_digest.cache_clear()
    assert refused < edits / 2, "most edits can be published"
