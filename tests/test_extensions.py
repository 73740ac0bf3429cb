"""Installed packages add outputs and readers; a broken one is reported as a problem, and content is never asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from lxml import etree

from publisher import extensions
from publisher.extensions import OUTPUTS, READERS, found
from publisher.importing.form.own_format import installed_format
from publisher.pipeline import load, prepare
from publisher.problem import ProblemsFound
from publisher.publish.data.own_outputs import own_files
from publisher.publish.preview.preview import Preview
from publisher.render.site_map import SiteMap
from tests.program import REPOSITORY, build, started
from tests.publications import MODULE, smallest, write
from tests.repository import thread

OUTLINE = """<opml version="2.0"><head><title>Kultur</title></head><body>
<outline text="Kulturstrategi för Provköping">
  <outline text="Område 1: Mötesplatser">
    <outline text="Kommunen ska öppna kulturen för alla invånare."/>
  </outline>
</outline></body></opml>
"""
RETURNS = "def make(site_map):\n    return {}\n"


@pytest.fixture(scope="session")
def example(shared_folder: Path) -> Path:
    """The folder that the example package is installed in, by pip."""
    folder = shared_folder / "own-output"
    with FileLock(shared_folder / "own-output.lock"):
        if not folder.exists():
            options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", str(folder)]
            command = [sys.executable, "-m", "pip", "install", *options, str(REPOSITORY / "examples" / "own-output")]
            subprocess.run(command, check=True, capture_output=True)
    return folder


def package(folder: Path, name: str, code: str, group: str = OUTPUTS) -> Path:
    """Install a package that adds `make` of a module to a group under a name; return where."""
    module = f"of_{folder.name.replace('-', '_')}"
    about = folder / f"{module}-1.dist-info"
    about.mkdir(parents=True)
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}:make\n", encoding="utf-8")
    return folder


def unlike_days(said: str) -> list[str]:
    """Return the lines that are no notice of a day to come: the thread reports on 2024, and is from the year before."""
    lines = said.splitlines()
    notices = {at for at, line in enumerate(lines) if line.endswith("[day-to-come]")}
    return [line for at, line in enumerate(lines) if at not in notices and at - 1 not in notices]


def test_an_output_has_its_files_on_the_site_and_in_the_preview(
    tmp_path: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = thread(tmp_path / "thread")
    done = started("site", "--root", str(root), PYTHONPATH=str(example))
    assert (done.returncode, unlike_days(done.stderr)) == (0, [])
    written = (root / "site" / "opml" / "strategy.opml").read_bytes()
    outlines = [(len([*each.iterancestors()]) - 1, each.get("text"), each.get("url"))
                for each in etree.fromstring(written).iter("outline")]  # fmt: skip
    assert outlines == [
        (1, "Strategi för arbete", "strategi/"),
        (2, "Fler i arbete", "omrade/"),
        (3, "1.10 Korta vägar till arbete", "ataganden/1.10/"),
        (4, "Vägen till arbete", "planer/vagen/"),
    ]
    monkeypatch.setenv("PYTHONPATH", str(example))
    monkeypatch.syspath_prepend(example)
    ready = prepare(root)
    assert ready.renderer
    assert Preview(ready, ready.renderer).answer("opml/strategy.opml") == (written, "application/octet-stream")


def test_a_reader_makes_drafts_by_the_ending_and_by_its_name(tmp_path: Path, example: Path) -> None:
    for name, options in (("kultur.opml", []), ("kultur.txt", ["--as", "opml"])):
        (tmp_path / name).write_text(OUTLINE, encoding="utf-8")
        into = tmp_path / name.replace(".", "-")
        done = build(
            *("import", str(tmp_path / name), *options, "--into", str(into), "--name", "Provköping", "--write"),
            PYTHONPATH=str(example),
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        (area,) = (path for path in (into / "docs").rglob("*.md") if "Mötesplatser" in path.read_text(encoding="utf-8"))
        assert "Kommunen ska öppna kulturen för alla invånare." in area.read_text(encoding="utf-8")


def test_without_the_package_there_is_no_such_format(tmp_path: Path) -> None:
    (tmp_path / "kultur.opml").write_text(OUTLINE, encoding="utf-8")
    done = build("import", str(tmp_path / "kultur.opml"), "--into", str(tmp_path / "x"), "--name", "Provköping")
    assert done.returncode == 1
    assert "[import-unknown-format]" in done.stderr
    assert build("import", "x", "--as", "opml").returncode == 2


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (
            "utdrag",
            "import no_such_module\n",
            "ModuleNotFoundError: No module named 'no_such_module' [extension-failed]",
        ),
        ("utdrag", "raise SystemExit(0)\n", "SystemExit: 0 [extension-failed]"),
        ("utdrag", "", "AttributeError: module 'of_it' has no attribute 'make' [extension-failed]"),
        ("utdrag", "def make(site_map):\n    return 1 / 0\n", "ZeroDivisionError: division by zero [extension-failed]"),
        ("utdrag", "def make(site_map):\n    return {'../x': b''}\n", "ValueError: ../x [extension-failed]"),
        ("utdrag", "def make(site_map):\n    return {'/etc/x': b''}\n", "ValueError: /etc/x [extension-failed]"),
        ("utdrag", "def make(site_map):\n    return {'x': 'text'}\n", "TypeError: x [extension-failed]"),
        ("data", RETURNS, "[extension-name-taken]"),
        ("planer", RETURNS, "[extension-name-taken]"),
        ("pagefind", RETURNS, "[extension-name-taken]"),
        ("../ut", RETURNS, "[extension-name-taken]"),
    ],
)
def test_a_broken_output_is_reported_and_leaves_the_last_site(tmp_path: Path, name: str, code: str, said: str) -> None:
    root = thread(tmp_path / "thread")
    (root / "site").mkdir()
    shutil.copy(REPOSITORY / "README.md", root / "site" / ".roda-traden")
    done = build("site", "--root", str(root), PYTHONPATH=str(package(tmp_path / "it", name, code)))
    assert done.returncode == 1
    assert f"of_it: {'Tillägget' if 'failed' in said else 'Namnet på tillägget'} {name} " in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in (root / "site").iterdir()] == [".roda-traden"]


def test_two_packages_with_one_name_are_reported(tmp_path: Path) -> None:
    places = [str(package(tmp_path / each, "utdrag", RETURNS)) for each in ("one", "two")]
    done = build("site", "--root", str(thread(tmp_path / "thread")), PYTHONPATH=os.pathsep.join(places))
    assert done.returncode == 1
    assert "of_one: Namnet på tillägget utdrag kan inte användas, eller används redan." in done.stderr


@pytest.mark.parametrize("code", ["1 / 0\n", "make = 1\n"])
def test_a_broken_reader_is_reported_where_it_is_needed_and_nowhere_else(tmp_path: Path, code: str) -> None:
    where = str(package(tmp_path / "it", "utdrag", code, READERS))
    for name, said in (("x.utdrag", "of_it: Tillägget utdrag fungerar inte: "), ("x.txt", "")):
        (tmp_path / name).write_text("Kulturstrategi\n\nKommunen ska öppna.\n", encoding="utf-8")
        done = build("import", str(tmp_path / name), "--into", str(tmp_path / "ny"), "--name", "Prov", PYTHONPATH=where)
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith(said)
        assert done.returncode == (1 if said else 0)


def test_a_package_inside_a_publication_is_none(tmp_path: Path) -> None:
    root = thread(tmp_path / "thread")
    package(root, "utdrag", f"open({str(tmp_path / 'ran')!r}, 'w')\n{RETURNS}")
    shutil.copy(REPOSITORY / "macros" / "new" / "publication" / "build.py", root)
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), "."])}
    command = [sys.executable, "build.py", "site"]
    done = subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, unlike_days(done.stderr)) == (0, [])
    assert not (tmp_path / "ran").exists()
    assert not (root / "site" / "utdrag").exists()


def test_only_names_are_asked_for_until_something_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = package(tmp_path / "it", "utdrag", "1 / 0\n")
    monkeypatch.setenv("PYTHONPATH", str(where))
    monkeypatch.syspath_prepend(where)
    assert [(each.name, each.package) for each in found(OUTPUTS)] == [("utdrag", "of_it")]
    said = build("doctor", PYTHONPATH=str(where))
    assert (said.returncode, said.stderr) == (0, "")
    assert "\ntillägg utdrag, ur paketet of_it\n" in said.stdout


@pytest.fixture(scope=MODULE)
def site_map(tmp_path_factory: pytest.TempPathFactory) -> SiteMap:
    return load(write(tmp_path_factory.mktemp("smallest"), smallest()), draw=False).site_map


def installed(patch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let packages in folders be installed, for this test."""
    patch.setenv("PYTHONPATH", os.pathsep.join(map(str, folders)))
    for folder in folders:
        patch.syspath_prepend(folder)


def gives(files: str) -> str:
    return f"def make(site_map):\n    return {files}\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (gives("None"), "TypeError: 'NoneType' object is not iterable"),
        (gives("{1: b''}"), "TypeError: "),
        (gives("{'x': b'', 2: b''}"), "TypeError: "),
        (gives("{'x/': b'', 'x/y': b''}"), "ValueError: x/y"),
        (gives("{'x': b'', './x': b''}"), "ValueError: "),
        (gives("{'a\\0b': b''}"), r"ValueError: 'a\x00b'"),
        (gives("{'a\\nb': b''}"), r"ValueError: 'a\nb'"),
        (gives("{'\\udcff': b''}"), "UnicodeEncodeError: "),
        (gives("{'a' * 300: b''}"), "ValueError: aaa"),
        (gives("{'a\\\\..\\\\b': b''}"), "ValueError: a"),
        (gives("{'': b''}"), "ValueError:"),
        ("make = 1\n", "TypeError: 'int' object is not callable"),
        ("class Own(BaseException):\n    pass\ndef make(site_map):\n    raise Own\n", "Own:"),
        ("def make(site_map):\n    raise GeneratorExit\n", "GeneratorExit:"),
        ("class Bad(Exception):\n    def __str__(self):\n        return 1 / 0\n"
         "def make(site_map):\n    raise Bad\n", "Bad:"),
        ("def make(site_map):\n    raise ValueError('a\\n\\nb')\n", "ValueError: a b"),
        ("def make(site_map):\n    while True:\n        pass\n", "TimeoutError: 0 s"),
        ("def make(site_map):\n    while True:\n        try:\n            1 / 0\n        except Exception:\n"
         "            pass\n", "TimeoutError: 0 s"),
    ],
)  # fmt: skip
def test_each_broken_output_is_named_whatever_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site_map: SiteMap, code: str, reason: str
) -> None:
    monkeypatch.setattr(extensions, "LONGEST", 0.1)
    own = package(tmp_path / tmp_path.name, "utdrag", "import os\nos.chdir('/')\n" + code)
    other = package(tmp_path / f"other-{tmp_path.name}", "annat", "1 / 0\n")
    installed(monkeypatch, own, other)
    here = Path.cwd()
    with pytest.raises(ProblemsFound) as raised:
        own_files(site_map, ())
    told = {each.facts["name"]: each.facts["reason"] for each in raised.value.problems}
    assert told.keys() == {"utdrag", "annat"}
    assert told["utdrag"].startswith(reason)
    assert "\n" not in told["utdrag"]
    assert Path.cwd() == here


def test_a_package_whose_description_cannot_be_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site_map: SiteMap
) -> None:
    for name, words in (("latin", b"[roda_traden.outputs]\n\xe5 = a:b\n"), ("torn", b"no section = a:b\n[x\n")):
        about = tmp_path / f"{name}-1.dist-info"
        about.mkdir()
        (about / "entry_points.txt").write_bytes(words)
        (about / "METADATA").write_text(f"Name: {name}\n", encoding="utf-8")
    nameless = package(tmp_path / tmp_path.name, "utdrag", gives("{'x/y.txt': b'ord'}"))
    (nameless / f"of_{tmp_path.name}-1.dist-info" / "METADATA").unlink()
    installed(monkeypatch, tmp_path, nameless)
    assert own_files(site_map, ()) == {"utdrag/x/y.txt": b"ord"}
    assert [each.package for each in found(OUTPUTS)] == [f"of_{tmp_path.name}"]


FORMAT = "from publisher.importing.form.own_format import OwnFormat\n"


@pytest.mark.parametrize(
    "given",
    [
        "OwnFormat('text', '.opml', print)",
        "OwnFormat(None, ('.a',), print)",
        "OwnFormat('text', ('',), print)",
        "OwnFormat('text', ('.a',), None)",
        "{}",
    ],
)
def test_a_broken_reader_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    right = "OwnFormat('text', ('.opml',), print)"
    places = [package(tmp_path / f"{name}-{tmp_path.name}", name, f"{FORMAT}make = {code}\n", READERS)
              for name, code in (("fel", given), ("opml", right))]  # fmt: skip
    installed(monkeypatch, *places)
    for ending, name in ((".opml", None), (".x", "opml")):
        own = installed_format(ending, name)
        assert own
        assert own.name == "opml"
    with pytest.raises(ProblemsFound) as raised:
        installed_format(".utdrag", None)
    assert [each.facts["name"] for each in raised.value.problems] == ["fel"]
