"""Builds as Dask tasks: in processes on this machine, or on the workers of a scheduler elsewhere.

Dask is a standard tool for this: it detects lost workers, reassigns their tasks, and has a dashboard.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from publisher.hub.bundle import Bundle
from publisher.hub.member_build import Built, build
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from distributed import Client

# After this many lost workers, their common task is assumed to be the cause.
ATTEMPTS: Final = 3
# Bundles in flight per worker: one is being built, the next one is waiting.
AHEAD: Final = 2


@contextmanager
def cluster(scheduler: str | None, workers: int | None) -> "Iterator[Client]":
    """Provide a Dask client: of a scheduler at an address, or of `workers` local processes, by default one per core.

    Raises ProblemsFound if Dask is missing or nobody answers at the address.
    """
    if not find_spec("distributed"):
        raise ProblemsFound([Problem.at(Place("hub"), "hub-needs", package="roda-traden[hub]")])
    import dask

    settings = {
        # The command reports lost workers, and what follows, in its own words.
        "logging.distributed": "critical",
        # A bundle is as large as its publication; Dask's warning about size does not help.
        "distributed.admin.large-graph-warning-threshold": "1GB",
        "distributed.scheduler.allowed-failures": ATTEMPTS,
        # A build is a process of its own, with its own memory limit.
        "distributed.worker.memory.terminate": False,
        "distributed.worker.memory.pause": False,
        "distributed.worker.daemon": False,
    }
    with dask.config.set(settings):
        from distributed import Client, LocalCluster

        if scheduler:
            try:
                client = Client(scheduler, timeout=10)
            except (OSError, ValueError) as error:
                raise ProblemsFound([Problem.at(Place("hub"), "hub-no-scheduler", address=scheduler)]) from error
            with client:
                yield client
            return
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
            ) as here,
            Client(here) as client,
        ):
            yield client


def built(
    client: "Client",
    bundles: Iterable[Callable[[], Bundle]],
    address: Callable[[str], str],
    seconds: float,
) -> Iterator[Built]:
    """Yield each publication as soon as it is built. One that repeatedly takes its worker down counts as late.

    Bundles are made on demand and only as many as the workers need, so that memory does not grow with their number.
    """
    from distributed import as_completed

    waiting = iter(bundles)
    running = as_completed(raise_errors=False)
    names: dict[str, Bundle] = {}

    def send() -> bool:
        for make in waiting:
            bundle = make()
            key = f"publication-{bundle.id}-{bundle.digest[:16]}"
            names[key] = Bundle(bundle.id, bundle.digest, b"", bundle.is_data)
            running.add(
                client.submit(
                    build, bundle.id, bundle.digest, bundle.content, address(bundle.id), seconds, key=key, pure=False
                )
            )
            return True
        return False

    count = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    under_way = sum(1 for _ in range(count * AHEAD) if send())
    while under_way:
        future = next(running)
        under_way -= 1
        sent = names.pop(str(future.key))
        yield future.result() if future.status == "finished" else Built(sent.id, sent.digest, late=True)
        future.release()
        under_way += send()
