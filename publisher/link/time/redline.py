"""Redlining: paragraphs and words added and removed between two texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from publisher.link.time.differences import Act

# Below this similarity two paragraphs are not versions of the same one.
SAME: Final = 50
# A paragraph longer than this is shown before and after; marking its words could take minutes.
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item as displayed. `tag` is its HTML element."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and whether it was added, removed or kept (None)."""

    text: str
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A block with its words marked."""

    tag: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in the block was added or removed."""
        return any(piece.act for piece in self.pieces)


def compare_blocks(before: Sequence[Block], after: Sequence[Block]) -> tuple[Marked, ...]:
    """Return the blocks of two texts in reading order, with what was added and removed marked."""
    found: list[Marked] = []
    old: list[Block] = []
    new: list[Block] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            found += [*_paired(old, new), *(_unmatched(block) for block in before[step.src_start : step.src_end])]
            old, new = [], []
        else:
            old += before[step.src_start : step.src_end]
            new += after[step.dest_start : step.dest_end]
    return (*found, *_paired(old, new))


def _paired(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Marked]:
    """Yield changed blocks: each new one with the old one that it was made from, if any."""
    at = 0
    fresh: list[Marked] = []
    for block in after:
        scores = [(fuzz.ratio(old.text, block.text), -number) for number, old in enumerate(before[at:])]
        score, number = max(scores, default=(0, 0))
        if score < SAME or len(block.text.split()) > LONGEST:
            fresh.append(_unmatched(block, Act.ADDED))
            continue
        # Removed blocks go before those that replace them.
        yield from (_unmatched(old, Act.REMOVED) for old in before[at : at - number])
        yield from fresh
        at, fresh = at + 1 - number, []
        yield Marked(block.tag, compare_words(before[at - 1].text, block.text))
    yield from (_unmatched(old, Act.REMOVED) for old in before[at:])
    yield from fresh


def _unmatched(block: Block, act: Act | None = None) -> Marked:
    return Marked(block.tag, (Piece(block.text, act),))


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Return a text with added and removed words marked, never single letters."""
    old, new = before.split(), after.split()
    # The library compares characters, so each distinct word is mapped to one; its clean-up merges related edits.
    characters: dict[str, str] = {}
    for word in (*old, *new):
        characters.setdefault(word, chr(0xF0000 + len(characters)))
    words = {character: word for word, character in characters.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # no time limit: the same texts give the same marks
    steps = engine.diff_main(_coded(old, characters), _coded(new, characters), checklines=False)
    engine.diff_cleanupSemantic(steps)
    acts = {engine.DIFF_INSERT: Act.ADDED, engine.DIFF_DELETE: Act.REMOVED}
    return tuple(Piece(" ".join(words[character] for character in coded), acts.get(step)) for step, coded in steps)


def _coded(words: Iterable[str], characters: dict[str, str]) -> str:
    return "".join(characters[word] for word in words)
