#!/usr/bin/env python3
"""The front door: `python build.py` checks everything and makes the site, the printed editions and the data."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

if not all(map(find_spec, ("publisher", "click", "pydantic", "lxml"))):
    # The program or its libraries are not there for this Python, though some may be. Where `make site` has put them,
    # that one is used.
    python = Path(__file__).parent / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.is_file() and Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), *sys.argv])
    # Nothing that knows the site's language can be loaded yet.
    sys.exit("Skriv: make site  (första gången)\nWrite: make site  (the first time)")

from publisher.command.main import main

if __name__ == "__main__":
    main(prog_name="build.py")
