"""Prints staged pages with mkdocs-to-pdf, in the Python that has it: `python -m benchmarks.other CONFIG`.

It answers in JSON: seconds of computing from the staged pages on, without the start of Python and of the libraries.
"""

import json
import sys
import time

import mkdocs_to_pdf.plugin  # noqa: F401  # loaded before the time is taken
import weasyprint  # noqa: F401
from mkdocs.commands.build import build
from mkdocs.config import load_config

if __name__ == "__main__":
    before = time.process_time()
    settings = load_config(sys.argv[1])
    settings.plugins.on_startup(command="build", dirty=False)
    build(settings)
    print(json.dumps({"cpu": time.process_time() - before}))
