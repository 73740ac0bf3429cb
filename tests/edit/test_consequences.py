"""What refers to something is said before it goes, changed only when asked, and put back to the byte."""

from pathlib import Path

from werkzeug.test import Client

from publisher.pipeline import load
from publisher.problem import stops
from tests.edit.filling import fields_of, open_form, refused, send
from tests.edit.test_additions import texts

PLAN = "plans/en-vag-in/plan.md"


def remove(client: Client, file: str, do: str) -> tuple[int, str, str]:
    page = client.get(f"/.edit/remove?file={file}", base_url="http://127.0.0.1")
    pairs = [pair for pair in fields_of(page.text.replace("<form ", '<form id="form" ', 1)) if pair[0] != "@do"]
    response = client.post("/.edit/remove", data={**dict(pairs), "@do": do}, base_url="http://127.0.0.1")
    return response.status_code, response.location or "", page.text


def test_a_plan_goes_with_what_cannot_stand_without_it_and_comes_back(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    before = texts(root)
    code, _, page = remove(client, PLAN, "remove")
    assert code == 200 and texts(root) == before, "what others refer to stays until more is asked for"
    assert "En väg in" in page and "/.edit/form?file=plans/en-vag-in/results/2023.md" in page
    code, location, _ = remove(client, PLAN, "clear")
    assert code == 303
    after = texts(root)
    assert not [file for file in after if file.startswith("plans/en-vag-in/")]
    assert "ref:en-vag-in" not in "".join(after.values())
    assert not stops(load(root, draw=False).problems)
    gone = {file for file in before if file not in after}
    changed = {file for file in after if after[file] != before[file]}
    for file in changed:
        lines = [line for line in after[file].splitlines() if line not in before[file].splitlines()]
        assert len(lines) < 6, file
    assert gone >= {PLAN, "plans/en-vag-in/results/2023.md"}
    receipt = location.rpartition("=")[2]
    back = client.post("/.edit/undo", data={"@token": token, "@receipt": receipt}, base_url="http://127.0.0.1")
    assert back.location.endswith("done=undone")
    assert texts(root) == before


def test_a_page_goes_with_its_translations(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    (root / "docs/om/prov.md").write_text(
        "---\nkind: article\nid: prov\ntitle: Prov\ndescription: Ett prov.\nsection: about\n---\nText.\n"
    )
    (root / "docs/om/prov.en.md").write_text("---\nkind: article\ntitle: Try\n---\nText.\n")
    code, location, page = remove(client, "docs/om/prov.md", "remove")
    assert code == 303 and "done=removed" in location
    assert "Prov (engelska)" in page, "what goes with it is named before"
    assert not [*(root / "docs/om").glob("prov*")]


def test_a_page_that_only_the_menu_names_is_taken_out_of_it(desk: tuple[Path, Client, str]) -> None:
    root, client, token = desk
    text = "---\nkind: article\nid: prov\ntitle: Prov\ndescription: Ett prov.\nsection: about\n---\nText.\n"
    (root / "docs/om/prov.md").write_text(text)
    settings = root / "mkdocs.yml"
    before = settings.read_text()
    with_item = before.replace("  - Om: om/index.md\n", "  - Om: om/index.md\n  - Mer:\n      - Prov: om/prov.md\n")
    settings.write_text(with_item)
    code, _, page = remove(client, "docs/om/prov.md", "remove")
    assert code == 200 and "Inget annat hänvisar hit" not in page
    assert '<a href="/.edit/form?file=mkdocs.yml">Inställningar</a> (1 ställe)' in page
    code, location, _ = remove(client, "docs/om/prov.md", "clear")
    assert code == 303 and settings.read_text() == before
    receipt = location.rpartition("=")[2]
    client.post("/.edit/undo", data={"@token": token, "@receipt": receipt}, base_url="http://127.0.0.1")
    assert (settings.read_text(), (root / "docs/om/prov.md").read_text()) == (with_item, text)


def test_a_body_that_is_used_is_not_taken_away_unasked(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    pairs = fields_of(send(client, open_form(client, "plans/bodies.yml"), "remove:bodies/0").text)
    response = send(client, pairs, "save")
    assert response.status_code == 409 and texts(root) == before
    assert 'value="save:clear"' in response.text and "/.edit/form?file=plans/" in response.text
    response = send(client, fields_of(response.text), "save:clear")
    assert response.status_code == 303, refused(response)
    assert not stops(load(root, draw=False).problems)
    assert send(client, open_form(client, "plans/bodies.yml"), "undo").location.endswith("done=undone")
    assert texts(root) == before


def test_another_id_is_followed_by_all_that_refer_to_it(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    response = send(client, open_form(client, PLAN), "save", id="naringsspar")
    assert response.status_code == 409 and texts(root) == before
    response = send(client, fields_of(response.text), "save:follow")
    assert response.status_code == 303, refused(response)
    after = texts(root)
    assert "id: naringsspar\n" in after[PLAN] and "formerly: [en-vag-in]" in after[PLAN]
    assert "plan: naringsspar\n" in after["plans/en-vag-in/results/2023.md"]
    assert not stops(load(root, draw=False).problems)
    for file in after:
        old, new = before[file].splitlines(), after[file].splitlines()
        assert len(set(new) - set(old)) <= 2 or "naringsspar" in after[file], file
    assert send(client, open_form(client, PLAN), "undo").location.endswith("done=undone")
    assert texts(root) == before


def test_an_indicator_by_another_id_takes_its_statistics_along(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    pairs = open_form(client, "plans/indicators.yml")
    field = next(name for name, value in pairs if value == "utslapp-resor" and name.endswith("/id"))
    response = send(client, pairs, "save:follow", **{field.replace("/", "__"): "utslapp"})
    assert response.status_code == 303, refused(response)
    assert (root / "plans/statistics/utslapp.csv").is_file()
    assert not (root / "plans/statistics/utslapp-resor.csv").exists()
    assert not stops(load(root, draw=False).problems)


def test_what_would_go_wrong_elsewhere_is_said_with_a_way_there(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    pairs = open_form(client, "plans/indicators.yml")
    (at,) = (name.removesuffix("id") for name, value in pairs if name.endswith("/id") and value == "nya-arenden")
    # Its numbers are counts.
    changed = [(name, "share" if name == f"{at}unit/name" else value) for name, value in pairs]
    response = send(client, changed, "save")
    assert response.status_code == 422 and texts(root) == before
    assert "/.edit/form?file=plans/en-vag-in/results/" in response.text
