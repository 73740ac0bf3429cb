"""The process that builds one publication of a hub, isolated and within limits of time, memory and disk.

It gets a folder with a bundle's files, a URL and a folder for the site, and writes its problems to a file.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from publisher.language import Language
from publisher.mend.rewrite import rewritten
from publisher.messages import as_text
from publisher.pipeline import load
from publisher.problem import Problem, ProblemsFound, Severity, stops
from publisher.publish.build.site_build import publish_all
from publisher.publish.output.build_options import BuildOptions, Silence
from publisher.read.document import read_register
from publisher.settings_file import language_of

ANSWER: Final = "answer.json"
MOST_MEMORY: Final = 6_000_000_000
MOST_FILE: Final = 500_000_000


def main(root: Path, out: Path, address: str, answer: Path) -> None:
    """Build the publication in `root` for a URL into `out`; write the problems found to `answer`."""
    _limit()
    language, ok = Language(language_of(root)), False
    problems: Sequence[Problem] = ()
    try:
        _set_address(root / "mkdocs.yml", address)
        loaded = load(root)
        language, problems = loaded.language, loaded.problems
        if not stops(problems):
            os.environ["SOURCE_DATE_EPOCH"] = str(loaded.publication.epoch)
            publish_all(loaded, BuildOptions(root, out), Silence())
            ok = True
    except ProblemsFound as found:
        problems = found.problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    words = as_text(errors, language) if errors else ""
    answer.write_text(json.dumps({"ok": ok, "problems": words}), encoding="utf-8")


def _limit() -> None:
    """Set resource limits for this process, where the system supports them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_FILE, MOST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_address(settings: Path, address: str) -> None:
    """Write the publication's URL in the hub into its settings, and remove a custom theme."""
    text = settings.read_text(encoding="utf-8-sig")
    document, problems = read_register(settings.name, text)
    if document is None or problems:
        raise ProblemsFound(problems)
    fields = dict(document.fields) | {"site_url": address}
    theme = fields.get("theme")
    if isinstance(theme, dict):
        fields["theme"] = {key: value for key, value in theme.items() if key != "custom_dir"}
    settings.write_text(rewritten(text, fields), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
