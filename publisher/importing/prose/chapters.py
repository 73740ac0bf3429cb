"""Chapters: which sections of a steering document have pages of their own, with all that stands below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.importing.prose.commitments import commitments
from publisher.importing.prose.objectives import has_objectives, is_objective
from publisher.importing.prose.sections import SourceSection
from publisher.importing.prose.steering_words import SteeringWords


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A section: a chapter made of its `members`, or, without any, text of the document's first page.

    `only_heads`: whether it is but the heading of chapters.
    """

    section: SourceSection
    members: tuple[SourceSection, ...] = ()
    only_heads: bool = False


def chapters_of(
    sections: Sequence[SourceSection], vision: SourceSection | None, words: SteeringWords
) -> Iterator[DocumentPart]:
    """Yield the parts of a document in order, but for its vision.

    A chapter is the highest section with commitments or objectives in it or below it, unless it only gathers chapters.
    """
    holding = [each for each in sections if _holds(each, vision, words)]
    alone = len([each for each in holding if not _is_on_implementation(each, words)]) == 1
    for section in sections:
        if not any(section is each for each in holding):
            yield from (DocumentPart(part) for part in section.walk() if part is not vision)
        elif section is vision:
            yield from chapters_of(section.parts, vision, words)
        elif _gathers(section, vision, words, alone=alone):
            own = _own(section, words)
            heads = not section.blocks and all(_holds(each, vision, words) for each in section.parts)
            yield DocumentPart(section, (section,) if own else (), heads)
            yield from chapters_of(section.parts, vision, words)
        else:
            yield DocumentPart(section, tuple(part for part in section.walk() if part is not vision))


def _gathers(section: SourceSection, vision: SourceSection | None, words: SteeringWords, *, alone: bool) -> bool:
    """Return whether a section gathers chapters: areas called so, or several if it is `alone` in having any."""
    below = [part.heading.text for each in section.parts for part in each.walk() if part.heading]
    if any(words.area.search(text) or words.named_area.match(text) for text in below):
        return True
    if any(is_objective(part, words) for part in section.parts):
        return False
    return alone and not _own(section, words) and sum(_holds(each, vision, words) for each in section.parts) > 1


def _holds(section: SourceSection, vision: SourceSection | None, words: SteeringWords) -> bool:
    return any(_own(part, words) for part in section.walk() if part is not vision)


def _own(section: SourceSection, words: SteeringWords) -> bool:
    promised = any(True for _ in commitments(section.blocks, words, section.heading))
    return promised or has_objectives(section, words)


def _is_on_implementation(section: SourceSection, words: SteeringWords) -> bool:
    return section.heading is not None and any(word in section.heading.text.casefold() for word in words.implementation)
