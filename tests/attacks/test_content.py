"""Attacks by way of content: what people write is shown, and neither runs nor replaces anything of the program's."""

import csv
import os
import struct
import zlib
from io import StringIO
from pathlib import Path

import pytest

from publisher.allowed import ALLOWED
from publisher.language import Language
from publisher.locales import HOUSE
from publisher.problem import ProblemsFound
from publisher.publish.data.open_data import data_files
from publisher.publish.site.generator import generator_config
from publisher.publish.site.redirects import moved_pages
from publisher.read.authors_files import harmless
from publisher.settings_file import read_settings
from tests.program import build
from tests.publications import SETTINGS, picture, problems_in, smallest, without_problems, write
from tests.repository import PLAN, changed, thread

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">
<script>alert(1)</script><a xlink:href="javascript:alert(1)"><rect width="5" height="5"/></a><title>Å</title>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>
<image href="http://evil.example/x.png"/></svg>"""


def codes(root: Path) -> list[str]:
    return [problem.code for problem in problems_in(root)]


def png(width: int, height: int) -> bytes:
    """Return a picture that says how large it is and has hardly any content."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_files_of_authors_replace_nothing_and_run_nothing(tmp_path: Path) -> None:
    image = picture("PNG")
    links = "[a](assets/icon.svg) [b](feed.png) [c](data/publication.json)"
    write(tmp_path, smallest(f"![Å](assets/bild.svg)\n\n[Text](pagefind/pagefind.txt) {links}\n"))
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><!-- <script/> --><rect width="5" height="5"/></svg>'
    files = {"assets/bild.svg": drawing, "assets/icon.svg": drawing, "pagefind/pagefind.txt": b"x", "feed.png": image}
    for name, content in {**files, "data/publication.json": b"{}"}.items():
        (tmp_path / "docs" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_bytes(content)
    done = build("site", "--root", str(tmp_path), "--out", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site"
    assert (site / "assets/icon.svg").read_bytes() == (HOUSE / "theme/assets/icon.svg").read_bytes()
    assert len((site / "data/publication.json").read_bytes()) > 2
    assert (site / "filer/feed.png").read_bytes() == image
    shown = (site / "filer/assets/bild.svg").read_text(encoding="utf-8")
    assert "<rect" in shown
    assert "script" not in shown
    assert 'src="filer/assets/bild.svg"' in (site / "index.html").read_text(encoding="utf-8")
    # No file is where an author put it.
    assert not (site / "assets/bild.svg").exists()


def test_drawing_that_runs_or_fetches_is_refused_and_would_do_neither(tmp_path: Path) -> None:
    write(tmp_path, smallest("![Å](bild.svg)\n", **{"docs/bild.svg": DRAWING}))
    assert {*codes(tmp_path)} == {"drawing-runs", "drawing-outside"}
    shown = harmless(DRAWING.encode()) or b""
    assert b"<rect" in shown
    assert not any(word in shown for word in (b"script", b"onload", b"foreignObject", b"evil.example"))


@pytest.mark.parametrize("name", ["site.js", "a.html", "a.xhtml", "a.HTM", "a.css", "a.xml", "a.swf", "a", "a.svgz"])
def test_other_types_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, smallest(**{f"docs/assets/{name}": "x"}))
    assert codes(tmp_path) == ["file-type-refused"]


@pytest.mark.parametrize("drawing", ["", "<svg", "<html/>", "<svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"])
def test_what_is_no_drawing_is_refused(drawing: str) -> None:
    assert harmless(drawing.encode()) is None


@pytest.mark.parametrize("folder", ["assets", "data", "pagefind", "filer"])
def test_no_page_stands_among_files(tmp_path: Path, folder: str) -> None:
    page = "---\nkind: article\nsection: about\ntitle: Om\n---\n"
    write(tmp_path, smallest(**{f"docs/{folder}/site.js.md": page}))
    assert codes(tmp_path) == ["page-twice"]


@pytest.mark.parametrize(
    "line",
    [
        "INHERIT: docs/arv.yml", "? 'INHERIT'\n: [docs/arv.yml]", "INHERIT: {a: b}",
        "plugins: [search]", "extra_javascript: [a.js]", "extra_css: [a.css]", "docs_dir: x",
        "plugins: [roda-traden, roda-traden]", "plugins: ['docs.evil:Plugin']",
        "plugins: [roda-traden, search]", "plugins: [{roda-traden: {}, search: {}}]", "plugins: {search: {}}",
        "extra_templates: [a.html]", "nav: [{A: 'javascript:alert(1)'}]", "site_dir: /tmp",
    ],
)  # fmt: skip
def test_settings_bring_nothing_onto_pages(tmp_path: Path, line: str) -> None:
    write(tmp_path, {**smallest(), "mkdocs.yml": f"{SETTINGS}{line}\n"})
    assert codes(tmp_path) == ["setting-refused"]


@pytest.mark.parametrize(
    ("options", "code"),
    [("print: [x]", "not-true-or-false"), ("print: 'true'", "not-true-or-false"), ("enabled: false", "unknown-key")],
)
def test_options_of_the_plugin_are_those_that_it_has(tmp_path: Path, options: str, code: str) -> None:
    write(tmp_path, {**smallest(), "mkdocs.yml": f"{SETTINGS}plugins: [{{roda-traden: {{{options}}}}}]\n"})
    assert codes(tmp_path) == [code]


@pytest.mark.parametrize("named", ["roda-traden", "{roda-traden: }", "{roda-traden: {print: false}}"])
def test_the_program_may_be_named_as_a_plugin_and_is_none_of_its_own_builds(tmp_path: Path, named: str) -> None:
    write(tmp_path, {**smallest(), "mkdocs.yml": f"{SETTINGS}plugins: [{named}]\n"})
    assert codes(tmp_path) == []
    assert not [*generator_config(tmp_path).plugins]


def test_templates_of_contents_own_are_the_maintainers_choice(tmp_path: Path) -> None:
    settings = SETTINGS.replace("language: sv", "language: sv, custom_dir: mitt")
    write(tmp_path, {**smallest(), "mkdocs.yml": settings, "mitt/main.html": "x"})
    assert codes(tmp_path) == ["setting-refused"]
    token = ALLOWED.set(frozenset({"custom_dir"}))
    try:
        assert codes(tmp_path) == []
        assert generator_config(tmp_path).theme.dirs[0] == str(tmp_path / "mitt")
    finally:
        ALLOWED.reset(token)


def test_an_extension_from_content_never_runs(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    evil = f"import pathlib\npathlib.Path({str(trace)!r}).touch()\ndef makeExtension(**_): return None\n"
    files = {**smallest(), "mkdocs.yml": f"{SETTINGS}markdown_extensions: [docs.evil]\n"}
    write(tmp_path, files)
    (tmp_path / "docs/evil.py").write_text(evil, encoding="utf-8")
    done = build("--root", str(tmp_path), PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "[unknown-extension]" in done.stderr
    assert not trace.exists()


def test_what_reaches_the_generator_is_made_of_checked_values(tmp_path: Path) -> None:
    extra = "extra: {publication: {organisation: {name: A}}, b: 1}\n"
    more = f"hooks: [evil.py]\nedit_uri: x\nremote_name: y\nwatch: [/]\n{extra}"
    settings = f"site_name: A\ntheme: {{language: sv, name: readthedocs, features: [x]}}\n{more}"
    write(tmp_path, {**smallest(), "mkdocs.yml": settings, "evil.py": "1 / 0"})
    config = generator_config(tmp_path)
    assert not config.hooks and not list(config.plugins) and config.theme.name == "material"
    assert set(config.extra) == {"publication"}


@pytest.mark.parametrize(
    "address", ['https://a.se/">', "https://a.se/<b", "https://", "https://a.se/a b", "https:///x", "https://a.se:x/",
                "https://a.se/\\x", "javascript:alert(1)", "https://[::1"],
)  # fmt: skip
def test_the_sites_address_ends_no_attribute(tmp_path: Path, address: str) -> None:
    write(tmp_path, {**smallest(), "mkdocs.yml": f"site_url: '{address}'\n{SETTINGS}"})
    with pytest.raises(ProblemsFound) as found:
        read_settings(tmp_path)
    assert [problem.code for problem in found.value.problems] == ["bad-address"]


@pytest.mark.parametrize("begins", ["=1+1", "+46", "-x", "@SUM(1)", "\t=1", "＝1"])
def test_no_cell_is_a_formula(tmp_path: Path, begins: str) -> None:
    root = thread(tmp_path)
    changed(root, PLAN, ("title: Vägen till arbete", f'title: "{begins} arbete"'))
    files = data_files(without_problems(root).site_map)
    for name, content in files.items():
        if name.endswith(".csv"):
            for row in csv.DictReader(StringIO(content.decode())):
                assert not any(str(value)[:1] in set("=+@\t\r＝") for value in row.values()), (name, row)
    assert f"'{begins} arbete" in files["data/plans.csv"].decode()
    # In JSON nobody takes it for more than a text.
    assert f"'{begins}" not in files["data/publication.json"].decode()


def test_a_page_that_leads_on_declares_its_policy() -> None:
    (page,) = moved_pages({"a.md": "b.md"}, Language("sv")).values()
    assert b"Content-Security-Policy" in page


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, smallest())
    os.mkfifo(tmp_path / "docs/kö.md")
    os.mkfifo(tmp_path / "docs/kö.png")
    assert codes(tmp_path) == ["not-a-file", "not-a-file"]


def test_a_settings_file_that_is_a_queue_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, smallest())
    (tmp_path / "mkdocs.yml").unlink()
    os.mkfifo(tmp_path / "mkdocs.yml")
    assert codes(tmp_path) == ["file-missing"]


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (2**31 - 1, 1), (7_100, 7_100)])
def test_pictures_have_a_limit_of_pixels(tmp_path: Path, width: int, height: int) -> None:
    write(tmp_path, smallest("![Stor](stor.png)\n"))
    (tmp_path / "docs/stor.png").write_bytes(png(width, height))
    assert codes(tmp_path) == ["picture-too-large"]
