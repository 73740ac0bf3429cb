"""A publication at a desk, as it was before each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from publisher.edit.web.application import Application
from publisher.publish.preview.follower import Follower
from tests.program import REPOSITORY


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Application]]:
    root = tmp_path_factory.mktemp("edit") / "publication"
    ekbacka = REPOSITORY / "examples" / "ekbacka"
    shutil.copytree(ekbacka, root, ignore=shutil.ignore_patterns("site", "build"))
    follower = Follower(root)
    follower.refresh()
    yield root, Application(root, follower)


@pytest.fixture
def desk(original: tuple[Path, Application]) -> Iterator[tuple[Path, Client, str]]:
    root, application = original
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    yield root, Client(application), application.desk.token
    for path in [path for path in root.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, content in before.items():
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    unsaved = application.desk.unsaved
    for name in [*unsaved.names()]:
        for draft in unsaved.all_of(name):
            unsaved.forget(name, draft.window)
