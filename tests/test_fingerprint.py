"""The digest of a publication with other contents of files is that of the publication once they are written."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from publisher.fingerprint import FileDigests, is_settled, unsaved_digest
from tests.publications import write

FILES = {"mkdocs.yml": "site_name: Prov\n", "plans/jobbspar/plan.md": "Ett\n", "docs/index.md": "Två\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def test_a_content_counts_as_if_it_were_written(root: Path) -> None:
    before = unsaved_digest(root, {})
    beforehand = unsaved_digest(root, {"docs/index.md": b"Tre\n"})
    assert beforehand != before == unsaved_digest(root, {"docs/index.md": "Två\n".encode()})
    write(root, {"docs/index.md": "Tre\n"})
    assert unsaved_digest(root, {}) == beforehand == unsaved_digest(root, {"docs/index.md": b"Tre\n"})


def test_a_new_and_a_deleted_file_make_another_one(root: Path) -> None:
    changes: list[dict[str, bytes | None]] = [
        {},
        {"docs/ny.md": b""},
        {"docs/ny.md": b"Tre\n"},
        {"docs/ny.md": None},
        {"docs/index.md": None},
    ]
    assert len({unsaved_digest(root, change) for change in changes}) == len(changes)


def test_digests_are_those_of_the_contents_whenever_a_file_is_changed(root: Path) -> None:
    digests, path = FileDigests(), root / "docs" / "index.md"
    for text in ("Två\n", "Tre\n", "Fem\n"):
        about = path.lstat()
        path.write_text(text, encoding="utf-8")
        # The size and the times that a program can set are as before.
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert digests.of(str(path)) == digests.of(str(path)) == sha256(text.encode()).digest()
        # Another file changes later, so that this one is settled.
        digests._clock += 10_000_000_000
        assert digests.of(str(path)) == sha256(text.encode()).digest()
    assert digests._known
    path.unlink()
    path.symlink_to(root / "mkdocs.yml")
    with pytest.raises(OSError, match="symbolic links"):
        digests.of(str(path))


def test_a_file_is_settled_once_the_clock_has_moved_on() -> None:
    second = 1_000_000_000
    changed = {"in a second": 5 * second + 1, "on a second": 5 * second}
    found = {
        name: [is_settled((1, 1, at, at), 5 * second + later * second // 10) for later in (0, 1, 2, 30, 31)]
        for name, at in changed.items()
    }
    # A file system may count in whole seconds.
    assert found == {"in a second": [False, False, True, True, True], "on a second": [False, False, False, False, True]}
