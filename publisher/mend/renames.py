"""Renames files whose names are only a matter of form: plan.markdown, and å written as two characters."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publisher.read.files import composed, read_folders


@dataclass(frozen=True, slots=True)
class Renaming:
    """A file that is to have another name in its folder; both names are paths from the publication's root."""

    file: str
    right: str


def renamings(root: Path) -> Iterator[Renaming]:
    """Yield the files of the publication in `root` that can be renamed without any doubt, changing nothing.

    Left to people are files whose right name another file has, whatever its case, and those that a text names.
    """
    folder = read_folders(root, "docs", "plans")
    texts = [*folder.texts.values(), *folder.misnamed]
    names = {composed(name).casefold() for name in (*folder.texts, *folder.others)}
    for problem in folder.problems:
        file = PurePosixPath(problem.place.file)
        match problem.code:
            case "wrong-extension":
                right = file.with_name(problem.facts["right"])
            case "name-in-pieces":
                right = PurePosixPath(composed(str(file)))
            case _:
                continue
        others = names - {composed(str(file)).casefold()}
        if right.parent == file.parent and str(right).casefold() not in others and not _is_named(file, texts):
            names.add(str(right).casefold())
            yield Renaming(str(file), str(right))


def _is_named(file: PurePosixPath, texts: list[str]) -> bool:
    return any(file.name in text for text in texts)


def rename(root: Path, renaming: Renaming) -> None:
    """Give a file its right name. Raises OSError if that fails, or if there is such a file now."""
    old, new = root / renaming.file, root / renaming.right
    # Where case and composition make no difference, it is the same file.
    if new.exists() and not new.samefile(old):
        raise FileExistsError(renaming.right)
    old.rename(new)
