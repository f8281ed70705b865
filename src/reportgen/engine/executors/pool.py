"""Recipes run in a pool of processes: the death, the hang or the hunger of a worker costs one target."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context
from tempfile import TemporaryDirectory
from threading import Event, RLock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ...problems import Problem
from ..model import Digest, Outcome
from . import HEAVY, Bounds, Call, Fetch, died, too_large, too_long
from .batch import MEMORY, Done, Missing, Parcel, Sender, perform
from .inline import Inline
from .worker import METHOD, preload, prepare

HERE = 4  # light calls are made in this process until there are more than these
TURN = 0.02  # seconds of work in a parcel
MOST = 64  # calls in a parcel
GRACE = 15  # seconds after the deadline of a call in which something must have come back
if TYPE_CHECKING:
    from pebble import ProcessPool


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel on its way, and who waits for the outcomes."""

    parcel: Parcel
    futures: tuple[Future[Outcome], ...]
    again: bool = False
    """Whether it was lost once, and all workers with it."""

    def apart(self) -> list[Sent]:
        """Each call on its own."""
        return [Sent(*pair, self.again) for pair in zip(self.parcel.apart(), zip(self.futures), strict=True)]

    def cancel(self) -> None:
        """Tells that there will be no outcomes."""
        for future in self.futures:
            future.cancel()


class Local:
    """Starts its workers when there is something heavy to make, or more than a few things.

    To hand a call to another process takes as long as a short call does, so as many are gathered in a parcel as take
    about a `TURN`, by how long each recipe took lately.

    A worker can be killed with the way to all others in its hand: it reads from a pipe that they share.  Then nothing
    comes back any more, and no deadline counts for what nobody received.  A watch notices, and begins with new workers.
    """

    def __init__(self, fetch: Fetch, jobs: int, bounds: Callable[[], Bounds]) -> None:
        self._jobs = jobs
        self._bounds = bounds
        self._inline = Inline(fetch)
        self._sender = Sender(fetch)
        self._calls = 0
        self._gathered: list[tuple[Call, Future[Outcome]]] = []
        self._waiting = 0.0  # seconds that what is gathered will take
        self._pace: dict[str, float] = {}  # seconds that a call of each recipe took lately
        self._together = 1
        self._pool: ProcessPool | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._limits = Bounds()
        self._turn = RLock()  # answers come in on a thread of pebble's, and the watch has one of its own
        self._under_way: dict[int, Sent] = {}
        self._moved = 0.0  # when something was sent or came back
        self._closed = Event()
        self._watcher = Thread(target=self._watch, daemon=True)

    @property
    def room(self) -> int:
        """Four parcels for each worker, as large as those of the recipe that was asked for last."""
        return 4 * self._jobs * self._together

    def expect(self) -> None:
        """What is heavy wants the workers; until it comes they can load."""
        preload()

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, as soon as a worker has made it."""
        self._calls += 1
        heavy = call.recipe in HEAVY
        if call.recipe == "copy" or (not heavy and self._calls <= HERE and not self._pool):
            return self._inline.submit(call)
        if heavy:
            self.send()
        future: Future[Outcome] = Future()
        self._gathered.append((call, future))
        seconds = TURN if heavy else self._pace.get(call.recipe, TURN)
        self._together = min(MOST, max(1, int(TURN / seconds)))
        self._waiting += seconds
        if self._waiting >= TURN or len(self._gathered) >= MOST:
            self.send()
        return future

    def send(self) -> None:
        """Sends what was gathered as one parcel."""
        if not self._gathered:
            return
        calls, futures = zip(*self._gathered, strict=True)
        self._gathered, self._waiting = [], 0.0
        parcel, new = self._sender.pack(calls)
        with self._turn:
            if not (self._pool and self._pool.active):
                self._start()
            self._send(Sent(parcel, futures), new)

    def close(self) -> None:
        """Ends every worker at once."""
        self._closed.set()
        self._end()

    def _end(self) -> None:
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's only function without types
            self._pool.join()
        if self._scratch:
            self._scratch.cleanup()

    def _start(self) -> None:
        """Starts the workers, anew when the last one died while it had nothing to do: pebble then gives up."""
        from pebble import ProcessPool

        self._end()
        preload()
        self._limits = self._bounds()
        # A worker that is ended leaves its temporary files behind: they lie where they can be swept up.
        self._scratch = TemporaryDirectory(prefix="reportgen-")
        context = get_context(METHOD)
        given = [self._limits.megabytes * 1_000_000, self._scratch.name]
        if not self._watcher.is_alive():
            self._watcher.start()
        self._pool = ProcessPool(self._jobs, initializer=prepare, initargs=given, context=context)

    def _send(self, sent: Sent, names: Collection[Digest]) -> None:
        assert self._pool
        seconds = self._limits.seconds
        with self._turn:
            try:
                running = self._pool.schedule(perform, args=[sent.parcel.only(names), seconds + 5], timeout=seconds)
            except RuntimeError:  # the pool is closed: nobody waits any more
                sent.cancel()
                return
            self._under_way[id(sent)], self._moved = sent, monotonic()
        running.add_done_callback(lambda done: self._settle(sent, done))

    def _watch(self) -> None:
        """Begins with new workers when nothing moved for longer than any call may take."""
        while not self._closed.wait(1):
            with self._turn:
                if self._under_way and monotonic() - self._moved > self._limits.seconds + GRACE:
                    self._begin_anew()

    def _begin_anew(self) -> None:
        assert self._pool
        lost, self._under_way = [*self._under_way.values()], {}
        Thread(target=self._pool.stop, daemon=True).start()  # it may wait for ever for what nobody gives back
        for worker in active_children():
            worker.kill()
        self._pool = None
        self._start()
        for each in lost:
            if each.again:
                for future in each.futures:
                    future.set_result(died("twice, and all others with it"))
            else:
                for one in each.apart():
                    self._send(replace(one, again=True), ())

    def _settle(self, sent: Sent, done: Future[Done | Missing]) -> None:
        with self._turn:
            if self._under_way.pop(id(sent), None) is None:  # given up, and under way once more
                return
            self._moved = monotonic()
        try:
            answer = done.result()
        except CancelledError:
            sent.cancel()
            return
        except Exception as error:  # also a fault of ours: it must cost one target, not the build
            if len(sent.futures) > 1:  # nobody knows which of the calls it was
                for each in sent.apart():
                    self._send(each, ())
            else:
                sent.futures[0].set_result(self._failed(error))
            return
        if isinstance(answer, Missing):
            self._send(sent, answer.digests)
            return
        items = sent.parcel.items
        for future, item, outcome, seconds in zip(sent.futures, items, answer.outcomes, answer.seconds, strict=True):
            self._pace[item.recipe] = seconds
            future.set_result(outcome)

    def _failed(self, error: Exception) -> Outcome:
        """The outcome of a call whose worker did not live to tell it."""
        from pebble import ProcessExpired

        if isinstance(error, TimeoutError):
            return too_long(self._limits)
        if isinstance(error, ProcessExpired):
            return too_large(self._limits) if error.exitcode == MEMORY else died(_how(error.exitcode))
        return (Problem(message=f"the worker failed: {type(error).__name__}: {error}"),)


def _how(code: int | None) -> str:
    """The end of a process in words: `signal 9`, `exit code 3`."""
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"
