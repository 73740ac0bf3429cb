"""What puts the site on a server, read by the parsers of its own field: nginx's, and one of Dockerfiles."""

import re
from pathlib import Path
from typing import Any, Final

import crossplane
import pytest
from dockerfile_parse import DockerfileParser

from tests.conftest import REPOSITORY, build

DEPLOY: Final = REPOSITORY / "deploy"
PAGES: Final = (REPOSITORY / "handbook" / "driftsatta.md", REPOSITORY / "handbook" / "deployment.md")


def server(text: str, folder: Path) -> list[dict[str, Any]]:
    """Return the directives of a server as nginx reads them; none of them may be one that nginx does not know."""
    conf = folder / "nginx.conf"
    conf.write_text(f"events {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
    read = crossplane.parse(str(conf), strict=True, catch_errors=True)
    assert read["errors"] == []
    (http,) = [each["block"] for each in read["config"][0]["parsed"] if each["directive"] == "http"]
    return list(http)


def instructions() -> list[dict[str, Any]]:
    parser = DockerfileParser(str(DEPLOY / "Dockerfile"))
    return [each for each in parser.structure if each["instruction"] != "COMMENT"]


def test_nginx_serves_the_site_with_its_headers(tmp_path: Path) -> None:
    found = server((DEPLOY / "nginx.conf").read_text(encoding="utf-8"), tmp_path)
    (own,) = [each["block"] for each in found if each["directive"] == "server"]
    plain = {each["directive"]: each["args"] for each in own if each["directive"] != "add_header"}
    headers = {each["args"][0] for each in own if each["directive"] == "add_header"}
    assert plain["error_page"] == ["404", "/404.html"]
    assert {"Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} <= headers
    # A block with headers of its own has none of those around it.
    for block in [each["block"] for each in own if each["directive"] == "location"]:
        given = {each["args"][0] for each in block if each["directive"] == "add_header"}
        assert not given or {"X-Content-Type-Options", "Cache-Control"} <= given


def test_the_container_builds_from_a_publication_and_serves_what_nginx_is_told(tmp_path: Path) -> None:
    said = build("new", "publication", str(tmp_path / "ny"), "--name", "Ekby", "--program", "roda-traden==1")
    assert said.returncode == 0, said.stderr
    for path in DEPLOY.iterdir():
        assert (tmp_path / "ny" / "deploy" / path.name).read_bytes() == path.read_bytes()
    every = instructions()
    copied = [each["value"].split() for each in every if each["instruction"] == "COPY"]
    assert all((tmp_path / "ny" / words[0]).exists() for words in copied if not words[0].startswith("--from"))
    config = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (site,) = [words for words in copied if words[0] == "--from=build"]
    assert f"root {site[2]};" in config
    (port,) = [each["value"] for each in every if each["instruction"] == "EXPOSE"]
    assert f"listen {port};" in config
    commands = " ".join(each["value"] for each in every if each["instruction"] == "RUN")
    (target,) = re.findall(r"make (\S+)", commands)
    assert f"{target}:" in (tmp_path / "ny" / "Makefile").read_text(encoding="utf-8")
    assert f"--out {site[1]}" in commands


def test_the_container_has_named_bases_and_serves_without_rights() -> None:
    bases = [each["value"].split()[0] for each in instructions() if each["instruction"] == "FROM"]
    assert all(re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*", each) for each in bases), bases
    assert "unprivileged" in bases[-1]
    assert ".git" not in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_examples_of_the_pages_are_read_by_nginx_too(page: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"^```\n(location.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for text in blocks:
        server(f"server {{\n{text}\n}}", tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_files_that_the_pages_name_are_there(page: Path) -> None:
    named = re.findall(r"`((?:deploy|\.github|\.gitlab)[^`\s]*)`", page.read_text(encoding="utf-8"))
    assert {"deploy/nginx.conf", "deploy/Dockerfile", ".gitlab-ci.yml"} <= set(named)
    assert all((REPOSITORY / name).is_file() for name in named)
