"""Recipes run on the workers of a Dask cluster; their results come back and are written here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import CancelledError, Future
from functools import cache
from importlib import import_module
from typing import Any

from ...problems import Problem, ProblemError
from ..model import Digest, Outcome
from .batch import Batch, Done, Missing, Packer, perform
from .call import Call, ExecutorOptions, Fetch, Limits, died
from .inline import Inline

PATIENCE = 3  # workers that one call may take with it
WAIT = 10  # seconds

Versions = Mapping[str, str]


class Dask:
    """Sends calls to the workers that a scheduler knows; a call whose worker is lost runs on another."""

    def __init__(self, fetch: Fetch, limits: Limits, options: ExecutorOptions) -> None:
        self._inline = Inline(fetch)
        self._packer = Packer(fetch)
        self._limits = limits
        self._environment = options.environment
        self._client = _connected(options.scheduler)
        try:
            _check_versions(self._client.run(versions_of, self._environment), versions_of(self._environment))
            self._client.run_on_scheduler(_be_patient)
        except BaseException:
            self._client.close()
            raise
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self.capacity = max(1, sum(worker["nthreads"] for worker in workers))

    def warm_up(self) -> None:
        """Do nothing: the workers are running."""

    def submit(self, call: Call) -> Future[Outcome]:
        """Send the call, and return its outcome, which comes when a worker has run it."""
        if call.recipe.cost == "trivial":
            return self._inline.submit(call)
        future: Future[Outcome] = Future()
        self._send(*self._packer.pack([call]), future)
        return future

    def flush(self) -> None:
        """Do nothing: each call is sent at once, to whichever worker is free."""

    def close(self) -> None:
        """Drop the calls that still run; the workers stay for others."""
        self._client.close()

    def _send(self, whole: Batch, names: Collection[Digest], future: Future[Outcome]) -> None:
        running = self._client.submit(
            remote,
            whole.only(names),
            self._limits.seconds,
            self._environment,
            versions_of(self._environment),
            pure=False,
        )
        running.add_done_callback(lambda done: self._settle(whole, future, done))

    def _settle(self, whole: Batch, future: Future[Outcome], done: Any) -> None:
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
        except Exception as error:  # a fault of the cluster must cost one target, not the build
            answer = (Problem(message=f"the cluster failed: {type(error).__name__}: {error}"),)
        future.set_result(answer)


def remote(batch: Batch, seconds: float, environment: str, expected: Versions) -> Done | Missing:
    """Run a batch on a worker, if the worker has the versions that are expected, so that it makes the same bytes."""
    if fault := _difference("a worker that joined later", versions_of(environment), expected):
        return Done(((fault,),), (0.0,))
    return perform(batch, seconds)


@cache
def versions_of(environment: str) -> Versions:
    """Return the versions on this machine that the bytes of a result depend on, by name."""
    module, _, function = environment.partition(":")
    found: Versions = getattr(import_module(module), function)() if environment else {}
    return found


def _connected(address: str) -> Any:
    """Return a client of the scheduler.  Raises ProblemError when the library, scheduler or workers are missing."""
    try:
        from distributed import Client
    except ImportError:
        message, hint = "an executor on a cluster needs Dask", "install the library `distributed`"
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


def _check_versions(found: Mapping[str, Versions], ours: Versions) -> None:
    """Raise ProblemError when a worker would make other bytes than this machine."""
    faults = [fault for name, theirs in found.items() if (fault := _difference(f"the worker {name}", theirs, ours))]
    if faults:
        raise ProblemError(faults)


def _difference(who: str, theirs: Versions, ours: Versions) -> Problem | None:
    names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if not names:
        return None
    listed = ", ".join(f"{name} {theirs.get(name, 'missing')} instead of {ours.get(name, 'none')}" for name in names)
    return Problem(message=f"{who} has {listed}", hint="install the same versions on every machine of the cluster")


def _be_patient(dask_scheduler: Any) -> None:
    """Let the scheduler give up a call after it has ended that many workers."""
    dask_scheduler.allowed_failures = PATIENCE - 1
