"""The preview, through a real server: what a browser gets before, during and after a mistake."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from mimetypes import guess_type
from pathlib import Path
from unittest.mock import Mock
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from watchdog.events import FileSystemEvent

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.allowed import ALLOWED, CUSTOM_DIR
from publisher.edit.web.application import Application
from publisher.locales import HOUSE
from publisher.memory import Memory
from publisher.pipeline import Prepared, load, prepare
from publisher.problem import ProblemsFound, Severity
from publisher.publish.output.build_options import Silence
from publisher.publish.preview.follower import Follower
from publisher.publish.preview.preview import Preview
from publisher.publish.preview.server import ADDRESS, POLICY, listening, serve_site, with_panel
from publisher.publish.preview.watcher import Watcher
from publisher.publish.site.website import files_from_pages
from publisher.read.git import places_of_commits
from tests.conftest import leads_on
from tests.program import REPOSITORY
from tests.repository import PLAN, changed, commit, git, thread
from tests.serving import following, served

LIMIT = 20.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small publication to change."""
    make(tmp_path / "publication", Size(plans=2, years=1, commitments=3))
    return tmp_path / "publication"


@pytest.fixture
def plan(root: Path) -> Path:
    """The file of one of its plans."""
    return sorted(root.glob("plans/*/plan.md"))[0]


class Seen:
    """A browser without a window."""

    def __init__(self, port: int, prefix: str = "/") -> None:
        self.port, self.prefix = port, prefix

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Return the status, the headers and the body of an answer."""
        door = HTTPConnection(ADDRESS, self.port, timeout=LIMIT)
        door.request(method, path, headers=headers)
        answer = door.getresponse()
        found = answer.status, answer.headers, answer.read()
        door.close()
        return found  # type: ignore[return-value]

    def page(self, path: str = "") -> str:
        """Return a page as text."""
        return self.ask(self.prefix + path)[2].decode()


@contextmanager
def browsing(follower: Follower) -> Iterator[Seen]:
    """Serve what a follower sees to a browser."""
    with served(follower) as (port, prefix):
        yield Seen(port, prefix)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_page_is_the_same_as_on_the_built_site(site: Path) -> None:
    preview = following(REPOSITORY).snapshot.preview
    assert preview
    pages = [path for path in site.rglob("index.html") if not leads_on(path)]
    assert len(pages) > 90
    for path in pages:
        folder = path.parent.relative_to(site).as_posix()
        found = preview.answer("" if folder == "." else f"{folder}/")
        # How large the printed editions are is known where they are printed, and a preview prints nothing.
        built = re.sub(rb'\n<p class="printed">.*</p>\n', b"", path.read_bytes())
        built = re.sub(rb"\(pdf, [^)]*\)", b"(pdf)", built)
        assert found and found[0] == built, folder
    assert preview.lost() == (site / "404.html").read_bytes()


def test_files_beside_the_pages_are_there_too(site: Path) -> None:
    preview = following(REPOSITORY).snapshot.preview
    assert preview
    made_later = ("pdf/", "pagefind/", "sitemap", ".")
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    for name in files:
        # A picture for those who share a page has an absolute address: nobody asks a preview for it.
        if not name.endswith((".html", "delningsbild.png")) and not name.startswith(made_later):
            found = preview.answer(name)
            assert found and found[0] == (site / name).read_bytes(), name


def test_what_the_command_line_allows_holds_in_the_thread_of_each_connection(root: Path) -> None:
    change(root / "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: own\n")
    shutil.copytree(HOUSE / "theme", root / "own")
    token = ALLOWED.set(frozenset({CUSTOM_DIR}))
    try:
        follower = following(root)

        def program(_: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
            # As the forms do, for a page that is not saved yet.
            found = Follower(root).refresh().problems
            start_response("200 OK", [])
            return [" ".join(each.code for each in found if each.severity is Severity.ERROR).encode()]

        with served(follower, program) as (port, _):
            assert Seen(port).ask("/")[2] == b""
    finally:
        ALLOWED.reset(token)


def test_parts_for_other_sites_and_calendars_are_there_too() -> None:
    loaded = load(REPOSITORY / "examples" / "ekbacka")
    made = files_from_pages(loaded.site_map, loaded.pages)
    preview = following(loaded.root).snapshot.preview
    assert preview
    assert {"index.html", "fragment.txt", "oembed.json", "calendar.ics"} <= {path.rpartition("/")[2] for path in made}
    for path, content in made.items():
        found = preview.answer(path.removesuffix("index.html"))
        assert found and found[0] == content, path


def test_templates_of_somebody_else_are_drawn_by_the_generator(root: Path, plan: Path) -> None:
    settings = root / "mkdocs.yml"
    change(settings, "theme:\n", "theme:\n  custom_dir: own\n")
    shutil.copytree(HOUSE / "theme", root / "own")
    change(root / "own" / "main.html", "<body", '<body data-heads="{{ nav.pages | length }}"')
    token = ALLOWED.set(frozenset({CUSTOM_DIR}))
    try:
        ready = prepare(root)
        assert ready.renderer
        preview = Preview(ready, ready.renderer)
        page, _ = preview.answer(f"planer/{plan.parent.name}/") or (b"", "")
        assert b"data-heads" in page and plan.parent.name.encode() in page
        assert b"data-heads" in preview.lost()
        for name in ("assets/site.css", "assets/site.js"):
            assert preview.answer(name) == ((root / "own" / name).read_bytes(), guess_type(name)[0])
    finally:
        ALLOWED.reset(token)


def test_a_change_is_seen_and_only_what_changed_is_read_again(root: Path, plan: Path) -> None:
    follower = following(root)
    first = follower.snapshot.preview
    with browsing(follower) as seen:
        address = f"planer/{plan.parent.name}/"
        assert "Alldeles ny mening" not in seen.page(address)
        plan.write_text(plan.read_text(encoding="utf-8") + "\nAlldeles ny mening.\n", encoding="utf-8")
        follower.refresh([plan])
        assert "Alldeles ny mening" in seen.page(address)
    second = follower.snapshot.preview
    assert first and second
    before, after = (preview._ready.publication.nodes for preview in (first, second))
    assert before[plan.parent.name].document is not after[plan.parent.name].document
    assert all(after[name].document is node.document for name, node in before.items() if name != plan.parent.name)


def test_a_mistake_is_reported_in_the_page_and_the_last_good_page_comes_back(root: Path, plan: Path) -> None:
    follower = following(root)
    with browsing(follower) as seen:
        good = seen.page()
        assert "preview-problems" not in good
        change(plan, "status: ", "status: x")
        follower.refresh([plan])
        status, _, body = seen.ask(seen.prefix)
        shown = body.decode()
        assert status == 200
        assert f"<code>plans/{plan.parent.name}/plan.md:" in shown
        assert "Välj ett av:" in shown
        assert "<h1" in shown
        change(plan, "status: x", "status: ")
        follower.refresh([plan])
        assert seen.page().replace('-3" defer', '-1" defer') == good


def test_all_mistakes_are_reported_at_once(root: Path, plan: Path) -> None:
    change(plan, "status: ", "status: x")
    change(root / "docs" / "index.md", "title: ", "titel: ")
    with browsing(following(root)) as seen:
        status, headers, body = seen.ask("/")
        shown = body.decode()
        assert (status, headers["Content-Security-Policy"]) == (503, POLICY)
        assert shown.count("<li>") == 2
        assert "docs/index.md:" in shown
        assert 'lang="sv"' in shown


BREAKS: dict[str, Callable[[Path], object]] = {
    "settings gone": lambda root: (root / "mkdocs.yml").unlink(),
    "settings broken": lambda root: (root / "mkdocs.yml").write_text("a: [", encoding="utf-8"),
    "settings refused": lambda root: change(root / "mkdocs.yml", "- roda-traden", "- nothing"),
    "start gone": lambda root: (root / "docs" / "index.md").unlink(),
    "register gone": lambda root: (root / "plans" / "bodies.yml").unlink(),
    "not text": lambda root: (root / "docs" / "index.md").write_bytes(b"\xff\xfe"),
    "template broken": lambda root: own_template(root, "{{ nothing_of_the_kind() }}"),
    "template unfinished": lambda root: own_template(root, "{% if"),
}


def own_template(root: Path, text: str) -> None:
    path = root / "macros" / "pages" / "article.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", BREAKS)
def test_nothing_that_breaks_ends_the_preview(root: Path, name: str) -> None:
    follower = following(root)
    kept = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with browsing(follower) as seen:
        BREAKS[name](root)
        follower.refresh()
        shown = seen.page()
        assert "preview-problems" in shown
        assert "Traceback" not in shown
        for path in {*root.rglob("*")} - {*kept}:
            if path.is_file():
                path.unlink()
        for path, content in kept.items():
            path.write_bytes(content)
        follower.refresh()
        assert "preview-problems" not in seen.page()


def test_a_failing_template_is_reported_with_its_line(root: Path) -> None:
    own_template(root, "# Rubrik\n\n{{ nothing_of_the_kind() }}\n")
    with browsing(following(root)) as seen:
        assert "<code>macros/pages/article.md:3:1</code>" in seen.page()


def test_new_and_removed_files_are_followed(root: Path) -> None:
    follower = following(root)
    new = root / "docs" / "om" / "ny.md"
    new.parent.mkdir(exist_ok=True)
    with browsing(follower) as seen:
        new.write_text("---\nkind: article\nsection: about\ntitle: Alldeles ny\n---\nText.\n", encoding="utf-8")
        follower.refresh([new])
        assert "Alldeles ny" in seen.page("om/ny/")
        new.unlink()
        follower.refresh([new])
        assert seen.ask(f"{seen.prefix}om/ny/")[0] == 404


def test_another_name_is_refused(root: Path) -> None:
    with browsing(following(root)) as seen:
        assert seen.ask("/", Host=f"localhost:{seen.port}")[0] in {200, 302}
        for name in ("evil.example", f"evil.example:{seen.port}", "127.0.0.1.evil.example"):
            assert seen.ask("/", Host=name)[0] == 400
            assert seen.ask("/.preview/changes", Host=name)[0] == 400
        assert seen.ask("/", method="POST")[0] == 405


@pytest.mark.parametrize(
    "path", ["../mkdocs.yml", "..%2fmkdocs.yml", "%2e%2e/mkdocs.yml", "assets/../../mkdocs.yml", "\\"]
)
def test_nothing_outside_the_site_is_given(root: Path, path: str) -> None:
    with browsing(following(root)) as seen:
        status, _, body = seen.ask(seen.prefix + path)
        assert status == 404
        assert b"site_url" not in body


def test_a_page_gets_an_event_for_each_new_version_only(root: Path) -> None:
    follower = following(root)
    with browsing(follower) as seen:
        mark = seen.page().partition('data-seen="')[2].partition('"')[0]
        door = HTTPConnection(ADDRESS, seen.port, timeout=LIMIT)
        door.request("GET", f"/.preview/changes?seen={mark}")
        answer = door.getresponse()
        assert answer.getheader("Content-Type", "").startswith("text/event-stream")
        lines = [answer.readline().strip() for _ in range(2)]
        assert lines == [b":", b""]
        threading.Timer(0.2, follower.refresh).start()
        assert answer.readline().startswith(b"data: ")
        door.close()


def test_a_taken_port_is_a_problem_and_no_traceback() -> None:
    with listening(0) as door, pytest.raises(ProblemsFound) as found:
        listening(door.getsockname()[1])
    assert found.value.problems[0].code == "port-taken"


def test_the_panel_stands_first_in_the_body() -> None:
    assert with_panel(b'<head></head><body class="x"><p>', b"!") == b'<head></head><body class="x">!<p>'


def test_the_watch_sees_files_that_are_saved_replaced_new_and_removed(tmp_path: Path) -> None:
    def folders() -> set[Path]:
        return {folder for name in ("docs", "plans") if (folder := tmp_path / name).is_dir()}

    settings, page = tmp_path / "mkdocs.yml", tmp_path / "docs" / "a" / "b.md"
    page.parent.mkdir(parents=True)
    page.write_text("1", encoding="utf-8")
    changes = Watcher([settings], folders).changes()

    def seen(path: Path) -> None:
        assert any(path in batch for batch in changes)

    page.write_text("2", encoding="utf-8")
    seen(page)
    other = tmp_path / "docs" / "other"
    other.write_text("3", encoding="utf-8")
    other.replace(page)
    seen(page)
    settings.write_text("4", encoding="utf-8")
    seen(settings)
    (tmp_path / "plans").mkdir()
    settings.write_text("5", encoding="utf-8")
    seen(settings)
    (tmp_path / "plans" / "new.md").write_text("6", encoding="utf-8")
    seen(tmp_path / "plans" / "new.md")
    page.unlink()
    seen(page)


def test_reading_files_is_no_event(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kinds: list[str] = []
    record = Watcher.on_any_event

    def recorded(watcher: Watcher, event: FileSystemEvent) -> None:
        kinds.append(event.event_type)
        record(watcher, event)

    monkeypatch.setattr(Watcher, "on_any_event", recorded)
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("1", encoding="utf-8")
    changes = Watcher([], lambda: {page.parent}).changes()
    for _ in range(50):
        page.read_bytes()
    page.write_text("2", encoding="utf-8")
    assert any(page in batch for batch in changes)
    assert {*kinds} <= {"modified", "closed"}


def test_a_publication_is_read_once_before_it_is_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read: list[int] = []

    def prepared(root: Path, memory: Memory, unsaved: Mapping[str, str | None]) -> Prepared:
        read.append(len(memory._known))
        return prepare(root, memory, unsaved)

    class Watched(Watcher):
        """Says that a file has changed, and ends."""

        def changes(self) -> Iterator[set[Path]]:
            yield {publication / "docs" / "index.md"}
            raise KeyboardInterrupt

    publication = thread(tmp_path)
    monkeypatch.setattr("publisher.states.prepare", prepared)
    monkeypatch.setattr("publisher.publish.preview.server.Watcher", Watched)
    monkeypatch.setattr("publisher.publish.preview.server.gc", Mock())
    serve_site(publication, 0, Silence(), Application)
    # Nothing has changed the second time, so that the first is remembered; a later run knows what this one has read.
    serve_site(publication, 0, Silence(), Application)
    first, second = read
    assert (first, second > 0) == (0, True)


def test_a_commit_is_followed(tmp_path: Path) -> None:
    # The publication's folder stands in a work tree of its own, below the top of the repository.
    repository, folder = tmp_path / "repository", tmp_path / "tree"
    thread(repository / "publication")
    shutil.move(repository / "publication" / ".git", repository / ".git")
    commit(repository, "2023-01-11")
    git(repository, "worktree", "add", "-q", str(folder))
    root = folder / "publication"
    changed(root, PLAN, ("status: ongoing\n", "status: done\n"))
    files, folders = places_of_commits(root)
    changes = Watcher(files, lambda: {each for each in folders if each.is_dir()}).changes()
    memory = Memory()

    def history() -> str:
        renderer = prepare(root, memory).renderer
        assert renderer
        return renderer.page("planer/vagen/historik.md").markdown

    assert "2 februari 2023" not in history()
    git(folder, "commit", "--all", "--quiet", "--message", "x", day="2023-02-02")
    assert next(changes)
    assert "2 februari 2023" in history()
    git(folder, "checkout", "--quiet", "--detach", "HEAD~1")
    assert next(changes)
    assert "2 februari 2023" not in history()


def test_without_git_there_is_nothing_of_git_to_watch(tmp_path: Path) -> None:
    assert places_of_commits(tmp_path) == ([], [])


def test_templates_of_the_preview_lie_with_the_others() -> None:
    assert {path.name for path in (HOUSE / "macros" / "site").glob("preview.*")} == {
        "preview.html", "preview.css", "preview.js",
    }  # fmt: skip
