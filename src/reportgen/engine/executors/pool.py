"""Recipes run in a pool of processes; a worker that dies, hangs or needs too much memory costs one target."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context
from tempfile import TemporaryDirectory
from threading import Event, RLock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ...problems import Problem
from ..model import Digest, Outcome
from .batch import MEMORY, Batch, Done, Missing, Packer, perform
from .call import Call, Fetch, Limits, died, too_large, too_long
from .inline import Inline
from .worker import preload, prepare, start_method

INLINE_CALLS = 4  # so many calls run in this process before workers are started for them
BATCH_SECONDS = 0.02  # of work in a batch: to send one takes about as long as a short call
BATCH_CALLS = 64
WATCHDOG_SECONDS = 15  # seconds after the deadline of a call, in which some answer must have arrived
if TYPE_CHECKING:
    from pebble import ProcessPool


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch that was sent, and the futures of its calls; `retried` if it was lost once with all workers."""

    batch: Batch
    futures: tuple[Future[Outcome], ...]
    retried: bool = False

    def split(self) -> list[Sent]:
        """Return each call on its own."""
        return [Sent(*pair, self.retried) for pair in zip(self.batch.split(), zip(self.futures), strict=True)]

    def cancel(self) -> None:
        """Cancel the futures: there will be no outcomes."""
        for future in self.futures:
            future.cancel()


class Pool:
    """Runs calls in worker processes, which start with the first slow call or after a few others.

    Sending a batch costs about as much as a short call, so calls are grouped into batches of about `BATCH_SECONDS`,
    estimated from recent run times.

    If a worker is killed while it holds the lock of the queue that all workers read, the others wait for ever and no
    deadline applies to calls that none of them received.  A watchdog notices that, and starts new workers.
    """

    def __init__(self, fetch: Fetch, limits: Limits, jobs: int, preload: Sequence[str] = ()) -> None:
        self._jobs = jobs
        self._preload = [*preload]
        self._inline = Inline(fetch)
        self._packer = Packer(fetch)
        self._calls = 0
        self._gathered: list[tuple[Call, Future[Outcome]]] = []
        self._waiting = 0.0  # seconds that the gathered calls will take
        self._seconds: dict[str, float] = {}  # that the last call of each recipe took
        self._batch_size = 1
        self._pool: ProcessPool | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._limits = limits
        self._lock = RLock()  # answers arrive on a thread of the pool, and the watchdog has its own
        self._sent: dict[int, Sent] = {}
        self._moved = 0.0  # when a batch was last sent or answered
        self._closed = Event()
        self._watchdog = Thread(target=self._watch, daemon=True)

    @property
    def capacity(self) -> int:
        """Four batches for each worker, as large as those of the recipe that was called last."""
        return 4 * self._jobs * self._batch_size

    def warm_up(self) -> None:
        """Let the process that workers are forked from load its libraries."""
        preload(self._preload)

    def submit(self, call: Call) -> Future[Outcome]:
        """Add the call to the next batch, and return its outcome, which comes when a worker has run it."""
        self._calls += 1
        recipe = call.recipe
        slow = recipe.cost == "slow"
        if recipe.cost == "trivial" or (not slow and self._calls <= INLINE_CALLS and not self._pool):
            return self._inline.submit(call)
        if slow:
            self.flush()
        future: Future[Outcome] = Future()
        self._gathered.append((call, future))
        seconds = BATCH_SECONDS if slow else self._seconds.get(recipe.name, BATCH_SECONDS)
        self._batch_size = min(BATCH_CALLS, max(1, int(BATCH_SECONDS / seconds)))
        self._waiting += seconds
        if self._waiting >= BATCH_SECONDS or len(self._gathered) >= BATCH_CALLS:
            self.flush()
        return future

    def flush(self) -> None:
        """Send the gathered calls as one batch."""
        if not self._gathered:
            return
        calls, futures = zip(*self._gathered, strict=True)
        self._gathered, self._waiting = [], 0.0
        batch, new = self._packer.pack(calls)
        with self._lock:
            if not (self._pool and self._pool.active):
                self._start()
            self._send(Sent(batch, futures), new)

    def close(self) -> None:
        """End every worker at once."""
        self._closed.set()
        self._end()

    def _end(self) -> None:
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's only function without types
            self._pool.join()
        if self._scratch:
            self._scratch.cleanup()

    def _start(self) -> None:
        """Start the workers; again when the last one died while it was idle, because the pool then stops."""
        from pebble import ProcessPool

        self._end()
        preload(self._preload)
        # A worker that is killed leaves its temporary files behind: they go to a folder that is removed here.
        self._scratch = TemporaryDirectory(prefix="reportgen-")
        context = get_context(start_method())
        given = [self._limits.megabytes * 1_000_000, self._scratch.name]
        if not self._watchdog.is_alive():
            self._watchdog.start()
        self._pool = ProcessPool(self._jobs, initializer=prepare, initargs=given, context=context)

    def _send(self, sent: Sent, names: Collection[Digest]) -> None:
        assert self._pool
        seconds = self._limits.seconds
        with self._lock:
            try:
                running = self._pool.schedule(perform, args=[sent.batch.only(names), seconds + 5], timeout=seconds)
            except RuntimeError:  # the pool is closed: nothing waits for the outcomes
                sent.cancel()
                return
            self._sent[id(sent)], self._moved = sent, monotonic()
        running.add_done_callback(lambda done: self._settle(sent, done))

    def _watch(self) -> None:
        """Start new workers when nothing was sent or answered for longer than any call may take."""
        while not self._closed.wait(1):
            with self._lock:
                if self._sent and monotonic() - self._moved > self._limits.seconds + WATCHDOG_SECONDS:
                    self._restart()

    def _restart(self) -> None:
        assert self._pool
        lost, self._sent = [*self._sent.values()], {}
        Thread(target=self._pool.stop, daemon=True).start()  # it may wait for ever for the lock
        for worker in active_children():
            worker.kill()
        self._pool = None
        self._start()
        for each in lost:
            if each.retried:
                for future in each.futures:
                    future.set_result(died("twice, and all others with it"))
            else:
                for one in each.split():
                    self._send(replace(one, retried=True), ())

    def _settle(self, sent: Sent, done: Future[Done | Missing]) -> None:
        with self._lock:
            if self._sent.pop(id(sent), None) is None:  # lost, and sent once more
                return
            self._moved = monotonic()
        try:
            answer = done.result()
        except CancelledError:
            sent.cancel()
            return
        except Exception as error:  # whatever it was, it must cost one target, not the build
            if len(sent.futures) > 1:  # nobody knows which of the calls it was
                for each in sent.split():
                    self._send(each, ())
            else:
                sent.futures[0].set_result(self._failed(error))
            return
        if isinstance(answer, Missing):
            self._send(sent, answer.digests)
            return
        items = sent.batch.items
        for future, item, outcome, seconds in zip(sent.futures, items, answer.outcomes, answer.seconds, strict=True):
            self._seconds[item.recipe] = seconds
            future.set_result(outcome)

    def _failed(self, error: Exception) -> Outcome:
        """Return the outcome of a call whose worker did not answer."""
        from pebble import ProcessExpired

        if isinstance(error, TimeoutError):
            return too_long(self._limits)
        if isinstance(error, ProcessExpired):
            return too_large(self._limits) if error.exitcode == MEMORY else died(_how(error.exitcode))
        return (Problem(message=f"the worker failed: {type(error).__name__}: {error}"),)


def _how(code: int | None) -> str:
    """Return how a process ended: `signal 9`, `exit code 3`."""
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"
