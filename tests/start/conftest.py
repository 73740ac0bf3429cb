"""The program as others install it: the wheel, unpacked, so that nothing of the checkout beside it is found."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.program import DAY, REPOSITORY

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def installed(shared_folder: Path) -> Path:
    """The folder that an installation of the wheel gives."""
    folder = shared_folder / "installed"
    with FileLock(shared_folder / "installed.lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(shared_folder / "wheel")]
            subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
            (wheel,) = (shared_folder / "wheel").glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
    return folder


@pytest.fixture
def run(installed: Path) -> Run:
    """Runs a Python program in a folder, as a newcomer would who has installed the wheel."""

    def run(folder: Path, *command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "PYTHONPATH": str(installed), "SOURCE_DATE_EPOCH": DAY}
        return subprocess.run([sys.executable, *command], cwd=folder, env=variables, input=typed, capture_output=True,
                              text=True, check=False)  # fmt: skip

    return run
