"""Which executor a build gets: a cluster, or a worker process for each core."""

from __future__ import annotations

import os
from collections.abc import Callable

from . import Bounds, Executor, Fetch, Start


def choose(jobs: int | None, scheduler: str | None, bounds: Callable[[], Bounds], soon: bool = False) -> Start:
    """The executor for what was asked; its libraries are loaded when it is started.

    When it is known that there will be work `soon`, the process that workers are forked from begins to load at once.
    """
    if soon and not scheduler:
        from .worker import preload

        preload()

    def start(fetch: Fetch) -> Executor:
        if scheduler:
            from .dask import Dask

            return Dask(fetch, scheduler, bounds)
        from .pool import Local

        return Local(fetch, jobs or cores(), bounds)

    return start


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
