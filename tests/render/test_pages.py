from pathlib import Path

from publisher.model.roles import NodeKind
from publisher.render.page import Step
from tests.publications import HERE, START, page, problems_in, smallest, without_problems, write

THREAD = HERE / "cases" / "thread" / "input"


def test_every_page_has_one_title_and_stands_once() -> None:
    pages = without_problems(THREAD).pages
    assert len({page.path for page in pages}) == len(pages)
    for each in pages:
        assert each.markdown.startswith("# ")
        assert each.markdown.count("\n# ") == 0
        assert each.markdown.endswith("\n")
        assert "\n\n\n" not in each.markdown


def test_trail_leads_from_the_start_to_the_parent() -> None:
    trail = page(without_problems(THREAD), "ataganden/1.10.md").trail
    assert [step.url for step in trail] == ["", "strategi/", "omrade/"]


def test_an_article_beside_the_start_page_is_below_that_alone(tmp_path: Path) -> None:
    beside = {"docs/a.md": START.replace("Start", "Först"), "docs/z.md": START.replace("Start", "Sist")}
    start = START + "\n[Först](a.md), [Sist](z.md)\n"
    loaded = without_problems(write(tmp_path, smallest() | beside | {"docs/index.md": start}))
    assert [page(loaded, path).trail for path in ("a.md", "z.md", "index.md")] == [
        (Step("Start", ""),), (Step("Start", ""),), (),
    ]  # fmt: skip


def test_values_in_front_matter_cannot_break_out(tmp_path: Path) -> None:
    hostile = 'title: "a\\n---\\nb: c # \\" {{ x }} \\\\"\n'
    loaded = without_problems(write(tmp_path, smallest() | {"docs/index.md": START.replace("title: Start\n", hostile)}))
    document = page(loaded, "index.md").document
    front = document.split("\n---\n")[0]
    assert 'title: "a\\n---\\nb: c # \\" {{ x }} \\\\"' in front.splitlines()
    assert document.count("\n---\n") == 1


def test_day_of_a_page_comes_from_its_front_matter_without_git(tmp_path: Path) -> None:
    files = smallest() | {"docs/index.md": START.replace("title:", "updated: 2024-05-06\ntitle:")}
    start = page(without_problems(write(tmp_path, files)), "index.md")
    assert start.updated == "2024-05-06"
    assert "6 maj 2024" in start.markdown


def test_every_kind_of_node_is_drawn() -> None:
    levels = THREAD.parents[1] / "levels" / "input"
    kinds = {page.kind.name for root in (THREAD, levels) for page in without_problems(root).pages}
    for kind in set(NodeKind) - {NodeKind.ARTICLE, NodeKind.CHAPTER}:
        assert str(kind) in kinds


def test_own_macro_stands_before_the_programs(tmp_path: Path) -> None:
    own = {"macros/parts/vision.md": "{% macro vision(name) %}\nHej {{ name }}!\n{% endmacro %}\n"}
    loaded = without_problems(write(tmp_path, smallest('{{ vision("*Bo*") }}') | own))
    assert "Hej &#42;Bo&#42;!" in page(loaded, "index.md").markdown


def test_own_macro_that_lacks_a_value_is_reported_on_the_authors_line(tmp_path: Path) -> None:
    own = {"macros/parts/vision.md": "{% macro vision(name) %}\nHej {{ name }}!\n{% endmacro %}\n"}
    (problem,) = problems_in(write(tmp_path, smallest("\n{{ vision() }}") | own))
    assert (problem.code, str(problem.place)) == ("macro-arguments", "docs/index.md:7:1")


def test_navigation_draws_a_dozen_children_and_no_more(tmp_path: Path) -> None:
    plan = "---\nid: p{0}\ntitle: Plan {0:02}\nsummary: S\nstatus: ongoing\n---\n"
    files = smallest() | {f"plans/p{at}/plan.md": plan.format(at) for at in range(13)}
    children = page(without_problems(write(tmp_path, files)), "planer/index.md").children
    assert [step.title for step in children] == [f"Plan {at:02}" for at in range(12)]


def _documents(*names: str) -> dict[str, str]:
    text = (
        "---\nkind: strategy\nid: {0}\ntitle: Dokument {0}\nsummary: S\nvision: Så vill {0}.\nstatus: {1}\n"
        "sources: [{{title: Källa {0}}}]\n---\n\n{{{{ sources() }}}}\n"
    )
    return {
        f"docs/{name}/index.md": text.format(name, "replaced" if name == "c" else "ongoing").replace(
            "status: ongoing\n", ""
        )
        for name in names
    }


def test_the_vision_of_one_of_several_documents_stands_under_its_name(tmp_path: Path) -> None:
    start = smallest("{{ vision() }}")
    alone = page(without_problems(write(tmp_path / "1", start | _documents("b"))), "index.md").markdown
    assert "/// box | vision\n\nSå vill b." in alone
    assert "[Dokument b]" not in alone
    two = page(without_problems(write(tmp_path / "2", start | _documents("b", "a"))), "index.md").markdown
    for name in "ab":
        assert f"**[Dokument {name}]({name}/index.md)**\n\n/// box | vision\n\nSå vill {name}." in two


def test_a_part_in_a_steering_document_is_about_that_document(tmp_path: Path) -> None:
    loaded = without_problems(write(tmp_path, smallest("{{ sources() }}") | _documents("a", "b")))
    own = page(loaded, "b/index.md").markdown
    assert "Källa b" in own
    assert "Källa a" not in own
    assert "**[Dokument a](a/index.md)**\n\n- Källa a" in page(loaded, "index.md").markdown
