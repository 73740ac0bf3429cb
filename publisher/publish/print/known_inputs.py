"""The inputs of editions as the last build knew them: only editions whose pages have changed are prepared again.

Preparing an edition (its pages as trees) only to find its PDF in the cache takes longer than all else for one changed
line. What an edition is prepared from has a digest of its own; as long as that is equal, so is the input.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publisher.fingerprint import program_digest
from publisher.own_cache import DiskCache
from publisher.pipeline import Loaded
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.manuscript import DraftEdition
from publisher.publish.print.typeset import Typesetting
from publisher.redraw.value_digests import value_digest
from publisher.render.page import Page
from publisher.render.volumes import Volume


@dataclass(frozen=True, slots=True)
class Input:
    """The digest and the extent of an edition's input, and that input itself if it had to be prepared."""

    digest: str
    extent: int
    work: Typesetting | None = None


class KnownInputs:
    """The inputs of the editions of one publication in one language, kept in `cache`.

    `context` is what all editions share, `files` are the authors' images by their paths on the site.
    """

    def __init__(self, loaded: Loaded, cache: DiskCache, context: PrintContext, files: Mapping[str, Path]) -> None:
        self._cache, self._context, self._files = cache, context, files
        self._language = f"{loaded.language.code} {loaded.language.spoken}"
        self._name = f"inputs {loaded.root} {loaded.site_map.tag}"
        self._volumes = frozenset(volume.path for volume in loaded.site_map.volumes)
        self._before = self._read()
        self._now = dict(self._before)
        self._pages: dict[str, bytes] = {}
        self._shared = b""

    def input_of(self, volume: Volume, draft: DraftEdition, prepare: Callable[[DraftEdition], Typesetting]) -> Input:
        """Return the input of a volume, prepared only if its pages or anything else that it is made from has changed.

        Raises ProblemsFound for what cannot be printed.
        """
        key = self._key(draft)
        name = f"{volume.path} {draft.edition.trimmed}"
        known = self._now.get(name)
        if known is not None and known[0] == key:
            return Input(known[1], known[2])
        work = prepare(draft)
        self._now[name] = key, work.digest, work.extent
        return Input(work.digest, work.extent, work)

    def keep(self) -> None:
        """Store what is known for the next build."""
        if self._now != self._before:
            held = {name: row for name, row in self._now.items() if name.rpartition(" ")[0] in self._volumes}
            self._cache.put(self._name, json.dumps(held).encode())

    def _read(self) -> dict[str, tuple[str, str, int]]:
        content = self._cache.get(self._name)
        with suppress(ValueError, TypeError, AttributeError):  # what cannot be read counts as missing
            return {name: (key, digest, extent) for name, (key, digest, extent) in json.loads(content or b"{}").items()}
        return {}

    def _key(self, draft: DraftEdition) -> str:
        """Return the digest of everything that an edition is prepared from."""
        self._shared = self._shared or self._digest_of_shared()
        digest = sha256(self._shared + value_digest(draft.edition))
        for page in draft.pages:
            if page.path not in self._pages:
                self._pages[page.path] = _page_digest(page)
            digest.update(self._pages[page.path])
        return digest.hexdigest()

    def _digest_of_shared(self) -> bytes:
        images = [(path, sha256(file.read_bytes()).digest()) for path, file in sorted(self._files.items())]
        return value_digest((program_digest(), self._language, self._context, images))


def _page_digest(page: Page) -> bytes:
    """Return the digest of a complete page: of everything that it has in print."""
    pictures = [(each.path, each.digest) for each in page.pictures]
    head = (page.path, page.source, page.title, page.kind.name, page.short, page.trail)
    return value_digest((head, page.document, page.spans, pictures))
