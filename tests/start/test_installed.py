"""The program as pip installs it, from the wheel and from git, in an environment of its own, begins a publication.

pip is run as people run it, but for what the program depends on: that is taken from the environment of the tests, by
a path file, so that no network is needed. pip compiles what it installs, as it does everywhere.
"""

import json
import os
import shutil
import ssl
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from platformdirs import user_cache_path, user_data_path

from tests.program import DAY, REPOSITORY

# Fonts and dictionaries are made once per machine.
CACHES = {"XDG_CACHE_HOME": str(user_cache_path()), "XDG_DATA_HOME": str(user_data_path())}
# What pip makes of a line of requirements.txt.
READ = """
import sys
from pip._internal.req.constructors import install_req_from_line
print(install_req_from_line(sys.argv[1]).link)
"""


def environment(folder: Path) -> Path:
    """Return the Python of a new environment that finds the libraries of this one, and not the program."""
    # pip is one of those libraries; to unpack another takes longer than all that it is to do.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    found = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", found], check=True, capture_output=True, text=True).stdout.strip()
    # Without the path files that lie there: one of them leads to the checkout.
    (Path(packages) / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return python


def run(folder: Path, *command: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    """Run a program as its user, whose home is `folder`."""
    variables = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": DAY, "HOME": str(folder), **CACHES}
    done = subprocess.run([*command], cwd=where, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def begins(python: Path, folder: Path) -> None:
    """Begin a publication with what is installed."""
    # The script that pip makes, which `pipx run` and `uvx` start as well.
    script = python.with_name("roda-traden")
    where = run(folder, python, "-c", "import publisher; print(publisher.__file__)", where=folder).stdout
    assert where.startswith(str(folder)), where
    run(folder, script, "new", "publication", "ny", "--name", "Ekby", where=folder)
    # Whoever builds it next installs the program from where this one came from; pip reads the line as it stands.
    needed = (folder / "ny" / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert run(folder, python, "-c", READ, needed, where=folder).stdout.strip().rpartition("/")[2] in needed
    assert not list((folder / "ny").rglob("__pycache__"))
    version = run(folder, python, "build.py", "--version", where=folder / "ny").stdout.split()
    assert version[0] == "roda-traden"
    assert version[1][0].isdigit()


def works(python: Path, folder: Path) -> None:
    """Check and build what was begun; pip makes the same wheel of a repository as we do, so one of both shows it."""
    checked = run(folder, python, "build.py", "check", "--format", "json", where=folder / "ny")
    assert {each["code"] for each in json.loads(checked.stdout)} == {"statement-lacks", "text-to-replace"}
    # What it needs is asked of the package's own metadata, and is here.
    needs = run(folder, python.with_name("roda-traden"), "doctor", where=folder / "ny").stdout
    assert "\nfinns   fontpkg-source-sans-3, fontpkg-source-serif-4, manimgx-fonts (3). " in needs
    assert "\nfinns   roda-traden[team] (codeowners, limits). " in needs
    run(folder, python, "build.py", "site", where=folder / "ny")
    assert (folder / "ny" / "site" / "index.html").is_file()


@pytest.fixture(scope="module")
def over_https(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The program's repository over HTTPS on this machine: its address and the certificate that vouches for it."""
    folder = tmp_path_factory.mktemp("https")
    if not shutil.which("openssl"):
        pytest.skip("install the package `openssl`")
    made = [
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "key",
        "-out",
        "cert",
    ]
    subprocess.run(
        ["openssl", "req", *made, "-addext", "subjectAltName=DNS:localhost"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    subprocess.run(["git", "clone", "-q", "--bare", str(REPOSITORY), "roda-traden.git"], cwd=folder, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), backend(folder))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_address[1]}/roda-traden.git", folder / "cert"
    server.shutdown()
    thread.join()
    server.server_close()


def backend(folder: Path) -> type[BaseHTTPRequestHandler]:
    """Return a handler that answers as git hosts do: with git's own program for it, by CGI."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            variables = {
                **os.environ,
                "GIT_PROJECT_ROOT": str(folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            }
            done = subprocess.run(["git", "http-backend"], input=body, env=variables, capture_output=True, check=True)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
            self.send_response(int(fields.pop("Status", "200").split()[0]))
            for name, text in fields.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815  # the name is the library's

    return Handler


def in_git() -> bool:
    """Return whether there is git, and the program lies in a repository of it."""
    inside = ["git", "-C", str(REPOSITORY), "rev-parse", "--git-dir"]
    return bool(shutil.which("git")) and not subprocess.run(inside, capture_output=True, check=False).returncode


@pytest.mark.skipif(not in_git(), reason="there is no git here, or no repository")
def test_it_installs_over_https_and_names_that_address(tmp_path: Path, over_https: tuple[str, Path]) -> None:
    address, certificate = over_https
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    python = environment(folder / "env")
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    trusting = {**os.environ, "GIT_SSL_CAINFO": str(certificate)}
    done = subprocess.run(
        [*pip, f"git+{address}"], cwd=folder, env=trusting, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    begins(python, folder)
    assert f"@ git+{address}@" in (folder / "ny" / "requirements.txt").read_text(encoding="utf-8")


def test_the_wheel_installs_and_begins_a_publication(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    python = environment(folder / "env")
    made = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(made, cwd=REPOSITORY, check=True, capture_output=True)
    wheel = str(next(tmp_path.glob("*.whl")))
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", wheel]
    done = subprocess.run(pip, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    begins(python, folder)
    works(python, folder)


def test_a_checkout_says_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "build.py", "--version"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == "roda-traden"
    assert len(done.stdout.split()[1]) > 1
