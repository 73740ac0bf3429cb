"""What puts the site on a server, read by the parsers of its own field: nginx's, and one of Dockerfiles."""

import re
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import crossplane
import httpx
import pytest
from dockerfile_parse import DockerfileParser

from tests.program import REPOSITORY, build

DEPLOY: Final = REPOSITORY / "deploy"
PAGES: Final = (
    REPOSITORY / "handbook" / "driftsatta.md",
    REPOSITORY / "handbook" / "deployment.md",
    *sorted((REPOSITORY / "locale").glob("*/publication/handbook/deployment.md")),
)


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


def test_the_container_builds_from_a_publication_and_serves_by_its_nginx_settings(tmp_path: Path) -> None:
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


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_the_examples_of_the_pages_are_read_by_nginx_too(page: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"^```\n(location.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for text in blocks:
        server(f"server {{\n{text}\n}}", tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_files_that_the_pages_name_are_there(page: Path) -> None:
    named = re.findall(r"`((?:deploy|\.github|\.gitlab)[^`\s]*)`", page.read_text(encoding="utf-8"))
    assert {"deploy/nginx.conf", "deploy/Dockerfile", ".gitlab-ci.yml"} <= set(named)
    assert all((REPOSITORY / name).is_file() for name in named)


# What stands around our configuration in Debian's own: files of conf.d belong within `http`.
SERVER: Final = """\
user root;
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {own}
}}
"""
nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here: install the package `nginx-light`")


PARTS: Final = ("planer/a/bit", "en/plans/a/part", "ar/alkhutat/a/juz")
ANCESTORS: Final = '"~/(?:bit|part|juz)/" "frame-ancestors \'self\' https://www.ekby.example";\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder as a build leaves it, with one file of each sort that is served in a way of its own."""
    site = tmp_path / "site"
    files = {"index.html": "Start", "404.html": "Borta", "planer/a/index.html": "Plan A", "data/plans.csv": "id\n"}
    files |= {f"{part}/{name}": "Del" for part in PARTS for name in ("index.html", "fragment.txt")}
    files |= {"assets/part.js": "js", "assets/frame-ancestors.conf": ANCESTORS}
    for name, text in {**files, "pagefind/index/x.pf": "x", "assets/site.css": "a{}", ".roda-traden": ""}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text * (1000 if name.endswith("css") else 1), encoding="utf-8")
    return site


@contextmanager
def served(own: str, folder: Path) -> Iterator[httpx.Client]:
    """Serve by nginx itself, which first says that it takes the configuration; give who asks it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = folder / "whole.conf"
    conf.write_text(SERVER.format(folder=folder, own=re.sub(r"listen \d+;", f"listen 127.0.0.1:{port};", own)))
    command = ["nginx", "-p", str(folder), "-c", str(conf), "-e", str(folder / "log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            for _ in range(100):
                try:
                    client.get("/")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield client
    finally:
        server.terminate()
        server.wait(timeout=20)


@nginx
def test_nginx_itself_serves_the_site(site: Path, tmp_path: Path) -> None:
    own = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/usr/share/nginx/html", str(site))
    with served(own, tmp_path) as client:
        page = client.get("/planer/a/")
        assert (page.status_code, page.text) == (200, "Plan A")
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "nginx/" not in page.headers["Server"]
        # An address without its slash leads on, whatever the host is called outside.
        assert client.get("/planer/a").headers["Location"] == "/planer/a/"
        lost = client.get("/finns-inte/")
        assert (lost.status_code, lost.text) == (404, "Borta")
        assert client.get("/.roda-traden").status_code == 404
        data = client.get("/data/plans.csv")
        assert data.headers["Access-Control-Allow-Origin"] == "*"
        assert data.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in client.get("/pagefind/index/x.pf").headers["Cache-Control"]
        assert client.get("/assets/site.css").headers["Content-Encoding"] == "gzip"


@nginx
@pytest.mark.parametrize("part", PARTS)
def test_nginx_itself_lets_named_sites_frame_the_parts_of_every_language(part: str, site: Path, tmp_path: Path) -> None:
    own = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/usr/share/nginx/html", str(site))
    with served(own, tmp_path) as client:
        frame = client.get(f"/{part}/")
        assert frame.headers["Content-Security-Policy"] == "frame-ancestors 'self' https://www.ekby.example"
        assert "X-Frame-Options" not in frame.headers and "Access-Control-Allow-Origin" not in frame.headers
        for path in (f"/{part}/fragment.txt", "/assets/part.js"):
            fetched = client.get(path)
            assert fetched.headers["Access-Control-Allow-Origin"] == "*"
            assert fetched.headers["X-Content-Type-Options"] == "nosniff"


@nginx
def test_nginx_itself_lets_nobody_frame_anything_where_the_settings_name_nobody(site: Path, tmp_path: Path) -> None:
    (site / "assets" / "frame-ancestors.conf").unlink()
    own = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/usr/share/nginx/html", str(site))
    with served(own, tmp_path) as client:
        headers = client.get(f"/{PARTS[0]}/").headers
        assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"


@nginx
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_nginx_itself_serves_it_below_a_path(page: Path, site: Path, tmp_path: Path) -> None:
    ((block, path),) = re.findall(
        r"^```\n(location /(\w+)/ \{\n.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    own = f"server {{ listen 80; root {tmp_path}; {block} }}".replace(f"/srv/{path}/", f"{site}/")
    with served(own, tmp_path) as client:
        assert client.get(f"/{path}/").text == "Start"
        assert client.get(f"/{path}/planer/a/").text == "Plan A"
        # An address without its slash leads on, whatever the host is called outside.
        assert client.get(f"/{path}").headers["Location"] == f"/{path}/"
        assert client.get(f"/{path}/planer/a").headers["Location"] == f"/{path}/planer/a/"
        lost = client.get(f"/{path}/finns-inte/")
        assert (lost.status_code, lost.text) == (404, "Borta")


@nginx
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_several_lie_on_one_server_and_each_goes_back_to_an_earlier_version(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (block,) = re.findall(r"^```\n((?:location /\w+/ \{ .*\n){2})```$", text, re.MULTILINE)
    first, other = re.findall(r"alias /srv/(\w+)/now/;", block)
    back = re.findall(r"^ssh server '(.*)'$", text, re.MULTILINE)[-1]
    for name, version in ((first, "2026-02-09"), (first, "2026-03-01"), (other, "2026-03-01")):
        (tmp_path / name / version).mkdir(parents=True)
        (tmp_path / name / version / "index.html").write_text(f"{name} {version}", encoding="utf-8")
        (tmp_path / name / "now").unlink(missing_ok=True)
        (tmp_path / name / "now").symlink_to(version)
    own = f"server {{ listen 80; root {tmp_path}; {block} }}".replace("/srv/", f"{tmp_path}/")
    with served(own, tmp_path) as client:
        assert client.get(f"/{first}/").text == f"{first} 2026-03-01"
        subprocess.run(["bash", "-c", back.replace("/srv/", f"{tmp_path}/")], check=True)
        assert client.get(f"/{first}/").text == f"{first} 2026-02-09"
        assert client.get(f"/{other}/").text == f"{other} 2026-03-01"


TOGETHER: Final = (REPOSITORY / "handbook" / "flera-som-redigerar.md", REPOSITORY / "handbook" / "editing-together.md")
APACHE: Final = """\
ServerName localhost
Listen 127.0.0.1:8443
ErrorLog {folder}/log
{modules}
{own}
"""
MODULES: Final = (
    "mpm_event",
    "authn_core",
    "authz_core",
    "authz_user",
    "headers",
    "proxy",
    "proxy_http",
    "ssl",
    "auth_openidc",
)


def indented(page: Path, first: str) -> str:
    """Return the example of a page that begins with a line."""
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", page.read_text(encoding="utf-8"), re.MULTILINE)
    (found,) = [each for each in map(dedent, blocks) if each.strip().startswith(first)]
    return found.strip() + "\n"


@pytest.mark.parametrize("page", TOGETHER, ids=lambda path: path.name)
def test_web_servers_parse_the_examples_of_signing_in(page: Path, tmp_path: Path) -> None:
    proxy = tomllib.loads(indented(page, "provider"))
    assert proxy["reverse_proxy"] and proxy["set_xauthrequest"]
    (own,) = server(indented(page, "server {"), tmp_path)
    (root,) = [each["block"] for each in own["block"] if each["directive"] == "location" and each["args"] == ["/"]]
    given = {each["args"][0] for each in root if each["directive"] == "proxy_set_header"}
    apache = indented(page, "<VirtualHost")
    replaced = {f"X-Forwarded-{each}" for each in ("User", "Name", "Email", "Groups", "Secret")}
    assert replaced <= given and replaced == set(re.findall(r"RequestHeader set (\S+)", apache))
    assert all(indented(page, each) == indented(TOGETHER[0], each) for each in ("provider", "server {", "<VirtualHost"))
    program = shutil.which("apache2") or "/usr/sbin/apache2"
    library = Path("/usr/lib/apache2/modules")
    if not Path(program).is_file() or not (library / "mod_auth_openidc.so").is_file():
        pytest.skip("no Apache here: install the packages `apache2-bin` and `libapache2-mod-auth-openidc`")
    (tmp_path / "secret").write_text("hemligt")
    files = re.sub(r"/etc/\S+/[\w.-]+", str(tmp_path / "secret"), apache)
    loaded = "\n".join(f"LoadModule {each}_module {library}/mod_{each}.so" for each in MODULES)
    (tmp_path / "apache.conf").write_text(APACHE.format(folder=tmp_path, modules=loaded, own=files))
    said = subprocess.run([program, "-t", "-f", tmp_path / "apache.conf"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@nginx
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_nginx_itself_has_its_headers_below_a_path_too(page: Path, site: Path, tmp_path: Path) -> None:
    ((block, path),) = re.findall(
        r"^```\n(location /(\w+)/ \{\n.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    given = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/usr/share/nginx/html", str(site))
    maps = "\n".join(re.findall(r"^map .*?^\}", given, re.MULTILINE | re.DOTALL))
    headers = "".join(re.findall(r"^ *add_header .*\n", given, re.MULTILINE))
    block = block.replace("{\n", f"{{\n{headers}", 1).replace(f"/srv/{path}/", f"{site}/")
    with served(f"{maps}\nserver {{ listen 80; root {tmp_path}; {block} }}", tmp_path) as client:
        assert client.get(f"/{path}/data/plans.csv").headers["Access-Control-Allow-Origin"] == "*"
        assert "immutable" in client.get(f"/{path}/pagefind/index/x.pf").headers["Cache-Control"]
        framed = client.get(f"/{path}/{PARTS[0]}/").headers["Content-Security-Policy"]
        assert framed == "frame-ancestors 'self' https://www.ekby.example"
