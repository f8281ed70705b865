"""Recipes run on the workers of a Dask cluster; what they make comes back and is written here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import CancelledError, Future
from functools import cache
from typing import Any

from ...problems import Problem, ProblemError
from ...project.files import code
from ...rendering.recipes import RECIPES, versions
from ..model import Digest, Outcome
from . import Bounds, Call, Fetch, died
from .batch import Done, Missing, Parcel, Sender, perform
from .inline import Inline

PATIENCE = 3  # workers that one call may take with it
WAIT = 10  # seconds

Versions = Mapping[str, str]


class Dask:
    """Sends calls to the workers that a scheduler knows; a call whose worker is lost runs on another."""

    def __init__(self, fetch: Fetch, address: str, bounds: Callable[[], Bounds]) -> None:
        self._inline = Inline(fetch)
        self._sender = Sender(fetch)
        self._seconds = bounds().seconds
        self._client = _connected(address)
        try:
            _agreed(self._client.run(about))
            self._client.run_on_scheduler(_be_patient)
        except BaseException:
            self._client.close()
            raise
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self.room = max(1, sum(worker["nthreads"] for worker in workers))

    def expect(self) -> None:
        """The workers have loaded what they need."""

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, as soon as a worker has made it."""
        if call.recipe == "copy":
            return self._inline.submit(call)
        future: Future[Outcome] = Future()
        self._send(*self._sender.pack([call]), future)
        return future

    def send(self) -> None:
        """Nothing is gathered: each call goes at once, to whichever worker is free."""

    def close(self) -> None:
        """Forgets what is still running; the workers stay for others."""
        self._client.close()

    def _send(self, whole: Parcel, names: Collection[Digest], future: Future[Outcome]) -> None:
        running = self._client.submit(remote, whole.only(names), self._seconds, about(), pure=False)
        running.add_done_callback(lambda done: self._settle(whole, future, done))

    def _settle(self, whole: Parcel, future: Future[Outcome], done: Any) -> None:
        from distributed import KilledWorker

        try:
            answer = done.result()
            if isinstance(answer, Missing):
                self._send(whole, answer.digests, future)
                return
            (answer,) = answer.outcomes
        except (CancelledError, TimeoutError):
            future.cancel()
            return
        except KilledWorker:
            answer = died(f"on the cluster, {PATIENCE} times, each on another worker")
        except Exception as error:  # a fault of ours or of the cluster must cost one target, not the build
            answer = (Problem(message=f"the cluster failed: {type(error).__name__}: {error}"),)
        future.set_result(answer)


def remote(parcel: Parcel, seconds: float, expected: Versions) -> Done | Missing:
    """On a worker: the outcome of a call, if the worker is such that it makes the same bytes."""
    if fault := _difference("a worker that joined later", about(), expected):
        return Done(((fault,),), (0.0,))
    return perform(parcel, seconds)


@cache
def about() -> dict[str, str]:
    """What the bytes of a result depend on, besides the inputs: the code, Python, the libraries."""
    libraries = {library for _, needed in RECIPES.values() for library in needed}
    found = dict(pair.split("==") for pair in versions(sorted(libraries)).split())
    return {"reportgen's code": code(), "python": ".".join(map(str, sys.version_info[:2]))} | found


def _connected(address: str) -> Any:
    """A client of the scheduler.  Raises ProblemError when there is none to talk to."""
    try:
        from distributed import Client
    except ImportError:
        message, hint = "--executor dask needs the extra `cluster`", "install reportgen[cluster]"
        raise ProblemError([Problem(message=message, hint=hint)]) from None
    try:
        # Dask has no types.
        client: Any = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        hint = f"start one with `dask scheduler`, and workers with `dask worker {address} --nthreads 1`"
        message = f"no scheduler answers at {address} ({str(error).splitlines()[0]})"
        raise ProblemError([Problem(message=message, hint=hint)]) from None
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        client.close()
        hint = f"start some with `dask worker {address} --nthreads 1`"
        raise ProblemError([Problem(message=f"the scheduler at {address} has no workers", hint=hint)]) from None
    return client


def _agreed(found: Mapping[str, Versions]) -> None:
    """Raises ProblemError when a worker would make other bytes than this machine."""
    faults = [fault for name, theirs in found.items() if (fault := _difference(f"the worker {name}", theirs, about()))]
    if faults:
        raise ProblemError(faults)


def _difference(who: str, theirs: Versions, ours: Versions) -> Problem | None:
    names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if not names:
        return None
    listed = ", ".join(f"{name} {theirs.get(name, 'missing')} instead of {ours.get(name, 'none')}" for name in names)
    return Problem(message=f"{who} has {listed}", hint="install the same versions on every machine of the cluster")


def _be_patient(dask_scheduler: Any) -> None:
    """On the scheduler: a call is given up after it has ended so many workers."""
    dask_scheduler.allowed_failures = PATIENCE - 1
