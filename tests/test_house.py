"""The house keeps its own rules: what CONTRIBUTING says of rooms, sizes and words holds in all of `publisher/`."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest
from packaging.requirements import Requirement

from publisher.kinds import PAGE_KINDS
from publisher.locales import HOUSE
from publisher.publish.layout.elements import CLASSES

# The rooms and the files at the top, in the order of the arrows: each may import only what stands before it.
LINE = (
    "allowed", "dependencies", "problem", "shortening", "extensions", "atomic", "own_cache", "locales", "read",
    "fingerprint", "memory", "model", "language", "commonmark", "kinds", "link", "render", "review", "messages",
    "entries", "earlier", "redraw", "generator_settings", "settings_file", "pipeline", "states", "schema", "mend",
    "start", "ocr", "importing", "publish", "hub", "edit", "command",
)  # fmt: skip
# The rooms within a room and its files, in the same order.
ROOMS = {
    "link": (
        "graph", "figures", "confidentiality", "rules", "promised_values", "publication", "scale_words", "judgements",
        "accounts", "target_rows", "modal_words", "target_starts", "swapped_digits", "typed_units", "time",
        "changed_originals", "linking",
    ),
    "importing": (
        "form", "prose", "columns", "series", "sheets", "stated", "meaning", "stratml", "printed", "layout",
        "markup", "own_tables", "opening", "table_readers", "readers", "drafts", "kolada",
    ),
    "edit": ("forms", "files", "consequences", "proposing", "team", "web"),
    "publish": (
        "output", "data", "search", "raster", "site", "assembly", "layout", "print", "word", "changes", "build",
        "preview", "mkdocs_plugin", "mkdocs_hook",
    ),
}  # fmt: skip
# How many files a room holds at the most.
FULLEST = 12
# What only `publish` knows: site generators and what prints.
MEDIA = frozenset(
    {
        "feedgenerator",
        "fontTools",
        "icalendar",
        "material",
        "mkdocs",
        "pagefind",
        "pdfkit",
        "pikepdf",
        "properdocs",
        "rdflib",
        "segno",
        "typst",
        "watchdog",
        "werkzeug",
        "xlsxwriter",
        "zensical",
    }
)
# Who may speak: the front door prints, the plugin logs, and `site` listens to what MkDocs logs.
LOGGING = {"publisher.publish.mkdocs_plugin", "publisher.publish.site.website"}
LONGEST_FUNCTION = 50
LONGEST_FILE = 250
LONG = "# One meaning, so one file."

SOURCES = {
    ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path.read_text(encoding="utf-8")
    for path in sorted((HOUSE / "publisher").rglob("*.py"))
}


@cache
def tree_of(module: str) -> ast.Module:
    """Return a module's syntax tree, parsed where a test asks first: all together take seconds in each process."""
    return ast.parse(SOURCES[module])


def modules(test: Callable[[str], None]) -> Callable[[], None]:
    """Let a test look at every module, and name all that fail: one test for each would take most of a minute."""

    def looking() -> None:
        faults = {}
        for module in SOURCES:
            try:
                test(module)
            except AssertionError as error:
                faults[module] = str(error)
        assert not faults, "\n".join(f"{module}: {fault}" for module, fault in faults.items())

    looking.__name__ = test.__name__
    return looking


# A name, not a word for readers: the family name inside the font files.
NAMES = {"Röda tråden Text"}
# Words that say nothing of what they name; the field has a term for each: reported, element, character, style, cache.
VAGUE = frozenset(
    {
        "told",
        "tell",
        "tells",
        "telling",
        "thing",
        "things",
        "sign",
        "signs",
        "dress",
        "lies",
        "shelf",
        "sight",
        "around",
    }
)
_NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")
_PROSE = re.compile(r"[åäöæøÅÄÖÆØ]|^[A-Z][a-z]+(?: [\w-]+){3,}[.!?]?$")


def room(module: str) -> str:
    """Return the room that a module stands in, or its own name at the top."""
    return [*module.split("."), ""][1]


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that a module imports, those within functions too, but not those for types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import says the whole name"
            whole = {f"{node.module}.{alias.name}" for alias in node.names} & set(SOURCES)
            yield from whole or {str(node.module)}
        yield from imports(node)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """Yield what must have a docstring: the module and, in it, every public class, function and method of its own."""
    yield tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.bases:
            yield from (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name[0] != "_")


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text in a module but the docstrings."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_every_module_has_its_place_in_the_line() -> None:
    assert {room(module) for module in SOURCES} - {""} == set(LINE)


def test_contributing_names_every_room() -> None:
    text = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^      (\w+)(?:\.py|/) ", text, re.MULTILINE))
    assert drawn == set(LINE)
    for outer, line in ROOMS.items():
        (within,) = re.findall(rf"^      {outer}/ .*\n((?:        .*\n)+)", text, re.MULTILINE)
        assert set(re.findall(r"^        (\w+)(?:\.py|/) ", within, re.MULTILINE)) == set(line)


def test_contributing_names_every_library() -> None:
    text = re.sub(r"[-_.\s]", "", (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")).casefold()
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(each for group in project["optional-dependencies"].values() for each in group)]
    names = {Requirement(each).name for each in asked} - {"roda-traden"}
    assert not {name for name in names if re.sub(r"[-_.]", "", name).casefold() not in text}


@modules
def test_no_template_of_a_page_is_named_but_by_its_kind(module: str) -> None:
    assert not {f"{name}.md" for name in PAGE_KINDS} & set(texts(tree_of(module)))


@modules
def test_errors_of_use_have_no_words_of_their_own(module: str) -> None:
    calls = (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call))
    raised = [
        each for each in calls if re.fullmatch(r"click\.\w+(?:Error|Parameter|Exception)", ast.unparse(each.func))
    ]
    assert not [words for each in raised for words in texts(each) if re.search(r"[a-z]{2,} [a-z]{2,}", words)]


@modules
def test_room_imports_only_rooms_before_it(module: str) -> None:
    if here := room(module):
        allowed = {*LINE[: LINE.index(here) + 1]}
        theirs = {room(other) for other in imports(tree_of(module)) if other.startswith("publisher.")}
        assert theirs <= allowed


def test_no_cycles() -> None:
    graph = {
        module: {other for other in imports(tree) if other in SOURCES}
        for module in SOURCES
        for tree in [tree_of(module)]
    }
    assert sum(map(len, graph.values())) > 100, "the imports were found"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@modules
def test_inner_room_imports_only_those_before_it(module: str) -> None:
    if (line := ROOMS.get(room(module))) and (here := inner(module)):
        theirs = {inner(other) for other in imports(tree_of(module)) if room(other) == room(module)}
        assert theirs - {""} <= {*line[: line.index(here) + 1]}


def inner(module: str) -> str:
    """Return the room within a room that a module stands in, or its own name there."""
    return [*module.split("."), "", ""][2]


def test_every_inner_room_has_its_place() -> None:
    for outer, line in ROOMS.items():
        assert {inner(module) for module in SOURCES if room(module) == outer} - {""} == set(line)


def test_no_room_of_many_files_and_no_name_twice() -> None:
    names = [module for module in SOURCES if not module_is_room(module)]
    rooms = Counter(module.rpartition(".")[0] for module in names if room(module) in ROOMS)
    assert not [each for each, count in rooms.items() if count > FULLEST]
    # A command is called by the room that does its work.
    files = Counter(module.rpartition(".")[2] for module in names if room(module) != "command")
    assert not [name for name, count in files.items() if count > 1]
    classes = Counter(
        node.name
        for tree in map(tree_of, SOURCES)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name[0] != "_"
    )
    assert not [name for name, count in classes.items() if count > 1]


def module_is_room(module: str) -> bool:
    return any(other.startswith(f"{module}.") for other in SOURCES)


@modules
def test_only_publish_knows_a_medium(module: str) -> None:
    known = {other.partition(".")[0] for other in imports(tree_of(module))} & MEDIA
    assert not known or room(module) == "publish" or (room(module), known) == ("edit", {"werkzeug"})


@modules
def test_files_and_functions_are_short(module: str) -> None:
    # An aim and no knife: a file that would be cut where no meaning divides says so in its first lines.
    assert SOURCES[module].count("\n") <= LONGEST_FILE or LONG in SOURCES[module]
    long = {each.name: str(each.end_lineno) for each in functions(tree_of(module)) if length(each) > LONGEST_FUNCTION}
    assert not long


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


@modules
def test_whatever_is_public_says_what_it_is(module: str) -> None:
    silent = [getattr(node, "name", module) for node in documented(tree_of(module)) if not ast.get_docstring(node)]
    assert not silent


@modules
def test_nobody_speaks_but_the_front_door(module: str) -> None:
    calls = [node.func for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "input"}]
    assert module in LOGGING or "logging" not in set(imports(tree_of(module)))
    assert room(module) == "command" or not {"click", "rich"} & {
        name.partition(".")[0] for name in imports(tree_of(module))
    }


@modules
def test_no_prose_in_python(module: str) -> None:
    if room(module) == "command":
        return  # its helps are for those who run programs
    written = set(texts(tree_of(module))) - NAMES
    assert not [text for text in written if _PROSE.search(_CHARACTER_CLASS.sub("", text))]


def given_names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module gives: to functions, classes, arguments, variables, fields and imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname


@modules
def test_names_are_terms_of_the_field(module: str) -> None:
    words = {name: {part.casefold() for part in _NAME_PART.findall(name)} for name in given_names(tree_of(module))}
    vague = {name for name, parts in words.items() if parts & VAGUE}
    assert not vague
    assert not VAGUE & set(module.replace("_", ".").split("."))


def test_names_of_tests_are_terms_of_the_field() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (HOUSE / "tests").rglob("*.py")}
    names = {
        name for source in sources.values() for name in re.findall(r"^ *(?:def|class) (\w+)", source, re.MULTILINE)
    }
    assert len(names) > 1000
    assert not {name for name in names if VAGUE & {part.casefold() for part in _NAME_PART.findall(name)}}


def test_print_knows_every_class_of_the_templates() -> None:
    paths = [path for folder in ("pages", "parts") for path in (HOUSE / "macros" / folder).glob("*.md")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    given = {*re.findall(r"\{: \.([a-z-]+)", written), *re.findall(r"^/// box \| ([a-z-]+)", written, re.MULTILINE)}
    assert {"lead", "facts"} <= given
    assert given - set().union(*CLASSES.values()) == set()
