"""Attacks by way of values: each text field of a whole publication is hostile, and on no page does any of it live."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import yaml

from tests.program import REPOSITORY, build

HOSTILE = """ <x-evil a="1">'"]]>--> {{ 7*7 }} </script><script>evil()</script> &lt;x-evil&gt; [l](javascript:e())"""
# Texts that are dates or addresses have a format of their own, and what has no space may be an id.
OWN_FORMAT = frozenset({"url", "email", "phone", "date"})


def hostile(value: Any, key: str = "") -> Any:
    """Return a value in which each text of several words ends with an attack."""
    if isinstance(value, dict):
        return {name: hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    is_free = isinstance(value, str) and " " in value.strip() and key not in OWN_FORMAT and re.search(r"[^\W\d]", value)
    return value + HOSTILE if is_free else value


def written(tree: Any) -> str:
    return yaml.safe_dump(hostile(tree), allow_unicode=True, sort_keys=False)


def make_hostile(root: Path) -> None:
    """Change each file of a publication to its hostile content."""
    for path in sorted(each for each in root.rglob("*") if each.suffix in {".md", ".yml"}):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        if name == "mkdocs.yml":
            continue
        if path.suffix == ".yml":
            path.write_text(written(yaml.load(text, yaml.BaseLoader)), encoding="utf-8")
        elif text.startswith("---\n"):
            _, fields, body = text.split("---\n", 2)
            path.write_text(f"---\n{written(yaml.load(fields, yaml.BaseLoader))}---\n{body}", encoding="utf-8")


def living(page: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield what of an attack has become part of a page: an element, an attribute, a script or an address."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        names = {element.tag, *element.attrib}
        if "x-evil" in names or any(name.startswith("on") for name in element.attrib):
            yield lxml.html.tostring(element, encoding="unicode")[:300]
        if element.tag == "script" and (element.text or "").strip() == "evil()":
            yield "a script"
        if (element.get("href") or element.get("src") or "").startswith("javascript:"):
            yield "an address"


def test_no_value_lives_on_any_page_or_breaks_any_file(tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns("site", "build", "schemas", "locks.yml", "synonyms.yml")
    shutil.copytree(REPOSITORY / "examples" / "ekbacka", tmp_path, ignore=left_out, dirs_exist_ok=True)
    make_hostile(tmp_path)
    site = tmp_path / "site"
    done = build("site", "--root", str(tmp_path), "--out", str(site))
    assert done.returncode == 0, done.stdout + done.stderr
    shown = 0
    for path in (each for each in site.rglob("*") if each.is_file()):
        if path.suffix == ".html":
            page = lxml.html.parse(str(path)).getroot()
            assert [*living(page)] == [], path
            shown += page.text_content().count("<x-evil a=")
            assert "--> 49" not in page.text_content()
            for data in page.iterfind(".//script[@type='application/ld+json']"):
                json.loads(data.text or "")
        elif path.suffix in {".xml", ".svg", ".rdf"}:
            root = lxml.etree.parse(str(path)).getroot()
            assert not [each for each in root.iter() if isinstance(each.tag, str) and "x-evil" in each.tag], path
        elif path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
    # The attacks are there, as words.
    assert shown > 500
