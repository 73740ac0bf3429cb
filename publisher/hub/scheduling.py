"""Building as tasks of Dask: on processes of this machine, or on the workers of a scheduler elsewhere.

Dask is what its field runs on: it knows when a worker is lost and gives its task to another, and it has a dashboard.
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

# How many workers may be lost over one task before it is taken for the cause.
ATTEMPTS: Final = 3
# Bundles under way at a time for each worker: one is built, the next one is there already.
AHEAD: Final = 2


@contextmanager
def cluster(scheduler: str | None, workers: int | None) -> "Iterator[Client]":
    """Give a client of Dask: of a scheduler at an address, or of `workers` processes here, one a core by default.

    Raises ProblemsFound where Dask is missing or nobody answers at the address.
    """
    if not find_spec("distributed"):
        raise ProblemsFound([Problem.at(Place("hub"), "hub-needs", package="roda-traden[hub]")])
    import dask

    settings = {
        # What is lost, and what becomes of it, the command says in its own words.
        "logging.distributed": "critical",
        # A bundle is as large as its publication, and Dask has nothing to ask of that.
        "distributed.admin.large-graph-warning-threshold": "1GB",
        "distributed.scheduler.allowed-failures": ATTEMPTS,
        # A build is a process of its own, and its memory is limited there.
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
    """Yield each publication as soon as it is built. One that takes its worker with it, again and again, is late.

    Bundles are made one by one and only as many as the workers have use for, so that memory does not grow with them.
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
