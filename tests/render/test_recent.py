"""What changed, month by month: the edits of all histories, the latest month first."""

from pathlib import Path

from publisher.link.time.differences import Act, Change
from publisher.link.time.past import Edit, History
from publisher.render.change_words import ChangeWords
from publisher.render.recent import months_of
from publisher.render.site_map import SiteMap
from tests.publications import linked, smallest, swedish

PLAN = "---\nid: {0}\ntitle: Planen {0}\nsummary: S\nstatus: ongoing\n---\n"


def test_edits_stand_by_month_and_day_with_what_they_are_about(tmp_path: Path) -> None:
    publication = linked(tmp_path, smallest() | {f"plans/{name}/plan.md": PLAN.format(name) for name in "ab"})
    views = SiteMap(publication, swedish()).views

    def history(name: str, *days: str) -> History:
        node = publication.nodes[name]
        return History(
            tuple(Edit(day, (Change(Act.ADDED, name, node.kind, (), None, node),)) for day in days), known=True
        )

    found = months_of(
        publication,
        {"a": history("a", "2026-11-26", "2026-01-02"), "b": history("b", "2026-11-27")},
        ChangeWords(views, views),
    )
    shown = [(month, [(edit.day, edit.subject.id) for edit in edits]) for month, edits in found]
    assert shown == [
        ("2026-11", [("2026-11-27", "b"), ("2026-11-26", "a")]),
        ("2026-01", [("2026-01-02", "a")]),
    ]
    assert "".join(found[0][1][0].lines) == "**Publicerad första gången**"


def test_a_day_on_which_nothing_was_said_is_left_out(tmp_path: Path) -> None:
    publication = linked(tmp_path, smallest() | {"plans/a/plan.md": PLAN.format("a")})
    views = SiteMap(publication, swedish()).views
    unread = {"a": History((Edit("2026-11-26", (), unread=True),), known=True)}
    assert months_of(publication, unread, ChangeWords(views, views)) == ()
