"""The client of Kolada's API (v3), with retries, rate limiting and pagination.

httpx sends requests, and tenacity waits between attempts. Nothing else in the program uses the network, and no build
does.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import sleep
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from publisher.importing.kolada.api_address import ADDRESS
from publisher.problem import Place, Problem, ProblemsFound

# The API's limits on each sort of id in one request.
MOST: Final = 25
PAGE: Final = 5_000
MAX_BYTES: Final = 20_000_000
MAX_PAGES: Final = 1_000
ATTEMPTS: Final = 6
LONGEST_WAIT: Final = 60.0


_T = TypeVar("_T")


class _Again(Exception):
    """Raised if the request should be retried; `seconds` is the server's Retry-After."""

    def __init__(self, seconds: float | None, reason: str) -> None:
        self.seconds = seconds
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class KoladaValue:
    """One number: its key figure, municipality, year and sex (T for all, K women, M men)."""

    kpi: str
    municipality: str
    year: int
    gender: str
    value: Decimal


class Kolada:
    """Client of one API address. `wait` sleeps, so that tests need not."""

    def __init__(self, address: str = ADDRESS, wait: Callable[[float], None] | None = None) -> None:
        self._address = address.rstrip("/")
        self._http = httpx.Client(timeout=httpx.Timeout(30.0), headers={"Accept": "application/json"})
        self._sleep = wait or sleep

    def __enter__(self) -> "Kolada":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def values(self, kpis: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> Iterator[KoladaValue]:
        """Yield all numbers of these, in as few requests as the API allows. Raises ProblemsFound."""
        for some in _parts(kpis):
            for places in _parts(municipalities):
                for time in _parts(years):
                    way = f"data/kpi/{','.join(some)}/municipality/{','.join(places)}/year/{','.join(map(str, time))}"
                    for answer in self._pages(f"{self._address}/{way}?per_page={PAGE}"):
                        yield from _numbers(answer)

    def titles(self, kpis: Sequence[str]) -> dict[str, str]:
        """Return the titles of known key figures, by id. Raises ProblemsFound."""
        found: dict[str, str] = {}
        for some in _parts(kpis):
            for answer in self._pages(f"{self._address}/kpi/{','.join(some)}?per_page={PAGE}"):
                found |= {str(each.get("id")): str(each.get("title", "")) for each in _rows(answer)}
        return found

    def _pages(self, url: str) -> Iterator[dict[str, object]]:
        for _ in range(MAX_PAGES):
            answer = self._ask(url)
            yield answer
            following = answer.get("next_url") or answer.get("next_page") or answer.get("next")
            if not isinstance(following, str) or not following:
                return
            # The next page must be at the same address.
            if urlsplit(following)[:2] != urlsplit(self._address)[:2]:
                raise self._failed(following)
            url = following

    def _ask(self, url: str) -> dict[str, object]:
        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.seconds if isinstance(error, _Again) else None
            return min(LONGEST_WAIT, asked if asked is not None else wait_exponential(0.5, LONGEST_WAIT)(state))

        retrying = Retrying(
            retry=retry_if_exception_type(_Again), stop=stop_after_attempt(ATTEMPTS), wait=wait, reraise=True,
            sleep=self._sleep,
        )  # fmt: skip
        try:
            answer: dict[str, object] = retrying(self._once, url)
        except (_Again, httpx.HTTPError, ValueError) as error:
            raise self._failed(str(error) or type(error).__name__) from error
        return answer

    def _once(self, url: str) -> dict[str, object]:
        try:
            with self._http.stream("GET", url) as reply:
                if reply.status_code == 429 or reply.status_code >= 500:
                    raise _Again(_seconds(reply.headers.get("Retry-After", "")), f"HTTP {reply.status_code}")
                reply.raise_for_status()
                content = b""
                for part in reply.iter_bytes():
                    content += part
                    if len(content) > MAX_BYTES:
                        raise ValueError("> 20 MB")
        except (httpx.TransportError, httpx.StreamError) as error:
            raise _Again(None, str(error)) from error
        try:
            answer = json.loads(content, parse_float=Decimal)
        except ValueError as error:
            # A truncated response: the connection ended early without an error.
            raise _Again(None, "JSON") from error
        if not isinstance(answer, dict):
            raise ValueError("JSON")
        return answer

    def _failed(self, reason: str) -> ProblemsFound:
        host = urlsplit(self._address).netloc
        return ProblemsFound([Problem.at(Place("kolada"), "kolada-unreachable", address=host, reason=reason[:200])])


def _seconds(text: str) -> float | None:
    return float(text) if text.strip().isdecimal() else None


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[at : at + MOST] for at in range(0, len(items), MOST))


def _rows(answer: dict[str, object]) -> Iterator[dict[str, object]]:
    values = answer.get("values")
    yield from (each for each in (values if isinstance(values, list) else ()) if isinstance(each, dict))


def _numbers(answer: dict[str, object]) -> Iterator[KoladaValue]:
    for row in _rows(answer):
        year = row.get("period")
        for each in _rows(row):
            if isinstance(year, int) and isinstance(each.get("value"), int | Decimal):
                yield KoladaValue(
                    str(row.get("kpi", "")), str(row.get("municipality", "")), year,
                    str(each.get("gender", "T")), Decimal(str(each["value"])),
                )  # fmt: skip
