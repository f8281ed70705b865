"""Wherever recipes run, the death, the hang or the hunger of one call costs nothing but its own target."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pebble
import pytest

from conftest import Project, copied
from reportgen.engine import executors
from reportgen.engine.executors import Call, Executor, ExecutorOptions, Limits, open_executor
from reportgen.engine.executors import pool as local
from reportgen.engine.executors.batch import Batch, Cache, Item, Missing, Packer, unpack
from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, Digest, Outcome, canonical, digest, opened
from reportgen.engine.recipe import Recipe
from reportgen.planning.bundles import make_plan, merged
from reportgen.planning.project import open_project
from reportgen.project.files import load
from reportgen.rendering.recipes import recipes

RECIPES = recipes("")
GREEDY = '<pre style="tab-size: 1000000000">a\tb</pre>'
ENDLESS = f'<table><tr><td style="overflow-wrap: anywhere">{"x" * 90_000}</td></tr></table>'
FINE = "<p>fine</p>"


@dataclass
class Printing:
    """What the recipe `pdf` is handed for a sample client, with a page of the test's own."""

    fetch_planned: Callable[[Digest], bytes]
    shared: Digest
    pages: dict[Digest, bytes] = field(default_factory=dict)

    def call(self, body: str) -> Call:
        content = f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'.encode()
        name = digest(content)
        self.pages[name] = content
        return Call(RECIPES["pdf"], {"/": self.shared, "page": name})

    def fetch(self, name: Digest) -> bytes:
        return self.pages[name] if name in self.pages else self.fetch_planned(name)


@pytest.fixture(scope="module")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Printing:
    folder = tmp_path_factory.mktemp("printing")
    root = copied(folder / "project", ["harbor-dental"]).root
    plan = make_plan(open_project(load(root, {})[0], None, None, Inline))
    target = next(
        each for path, each in merged(plan).targets.items() if path.startswith("briefs/") and each.recipe == "pdf"
    )
    return Printing(plan.fetch, target.inputs["/"])


@pytest.fixture(scope="module", params=[1, 2], ids=["one-job", "two-jobs"])
def pool(printing: Printing, request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Workers, as many as --jobs says, that give a call eight seconds and 400 megabytes."""
    with closing(workers_for(printing.fetch, request.param, Limits(seconds=8, megabytes=400))) as workers:
        assert isinstance(workers.submit(printing.call(FINE)).result(60), Artifact)
        yield workers


def workers_for(fetch: Callable[[Digest], bytes], jobs: int, limits: Limits = Limits()) -> Executor:  # noqa: B008
    """A pool of workers."""
    return open_executor(ExecutorOptions(jobs=jobs, preload=("reportgen.rendering.preload",)), fetch, limits)


def outcomes(executor: Executor, calls: list[Call]) -> list[Outcome]:
    """What became of each call; all are under way at once."""
    futures: list[Future[Outcome]] = [executor.submit(call) for call in calls]
    return [future.result(120) for future in futures]


def test_workers_make_the_same_bytes_as_this_process(pool: Executor, printing: Printing) -> None:
    calls = [printing.call(f"<p>{number}</p>") for number in range(4)]
    assert outcomes(pool, calls) == outcomes(Inline(printing.fetch), calls)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (GREEDY, "needed more than 400 megabytes of memory and was stopped"),
        (ENDLESS, "took longer than 8 seconds and was stopped"),
    ],
    ids=["greedy", "endless"],
)
def test_a_bad_call_costs_one_target(pool: Executor, printing: Printing, body: str, message: str) -> None:
    first, bad, *others = outcomes(pool, [printing.call(each) for each in (FINE, body, *[FINE + "!"] * 3)])
    assert not isinstance(bad, Artifact)
    (problem,) = bad
    assert problem.message.startswith(message)
    assert problem.hint
    assert all(isinstance(other, Artifact) for other in (first, *others))


def test_a_worker_that_is_killed_costs_what_it_was_at(pool: Executor, printing: Printing) -> None:
    slow = pool.submit(printing.call(ENDLESS.replace("x", "y")))
    time.sleep(1)
    busy = max(children(), key=seconds_used)
    os.kill(busy, signal.SIGKILL)
    outcome = slow.result(60)
    assert not isinstance(outcome, Artifact)
    assert outcome[0].message == "the worker that made it died (signal 9)"
    assert isinstance(pool.submit(printing.call(FINE)).result(60), Artifact)


# ---- light calls travel together


@dataclass
class Listings:
    """What the recipe `listing` is handed in the sample project, with lists of the test's own."""

    inputs: dict[str, Digest]
    fetch_planned: Callable[[Digest], bytes]
    own: dict[Digest, bytes] = field(default_factory=dict)

    def call(self, posts: bytes = b"[]") -> Call:
        name = digest(posts)
        self.own[name] = posts
        return Call(RECIPES["listing"], {**self.inputs, "posts": name})

    def fetch(self, name: Digest) -> bytes:
        return self.own[name] if name in self.own else self.fetch_planned(name)


@pytest.fixture(scope="module")
def listings(tmp_path_factory: pytest.TempPathFactory) -> Listings:
    folder = tmp_path_factory.mktemp("listings")
    root = copied(folder / "project", []).root
    plan = make_plan(open_project(load(root, {})[0], None, None, Inline))
    return Listings(dict(merged(plan).targets["site/index.html"].inputs), plan.fetch)


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many calls were in each batch that was sent."""
    sizes, pack = list[int](), Packer.pack

    def watched(self: Packer, calls: Sequence[Call]) -> tuple[Batch, Collection[Digest]]:
        sizes.append(len(calls))
        return pack(self, calls)

    monkeypatch.setattr(Packer, "pack", watched)
    return sizes


def test_short_calls_travel_together_once_it_is_known_that_they_are_short(
    listings: Listings, batches: list[int]
) -> None:
    calls = [listings.call(b"[]" + b" " * number) for number in range(300)]
    with closing(workers_for(listings.fetch, 2)) as workers:
        found = list(executors.outcomes(workers, calls))
    assert found == list(executors.outcomes(Inline(listings.fetch), calls))
    assert batches[0] == 1, "nothing is known of them at first"
    assert sum(batches) == 300 - local.INLINE_CALLS
    assert len(batches) < 100


def gathering(listings: Listings, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> Executor:
    """One worker, and an executor that puts all it is given into one batch until it is told to send."""
    workers = workers_for(listings.fetch, 1, limits)
    list(
        executors.outcomes(workers, [listings.call()] * (local.INLINE_CALLS + 1))
    )  # now it is known how long they take
    monkeypatch.setattr(local, "BATCH_SECONDS", 1000)
    return workers


@pytest.mark.parametrize(
    ("posts", "message"),
    [
        (b"[" + b"[]," * 6_000_000 + b"[]]", "needed more than 300 megabytes of memory and was stopped"),
        (b"no list", "the recipe 'listing' failed: JSONDecodeError"),
    ],
    ids=["greedy", "odd"],
)
def test_a_bad_call_in_a_batch_costs_itself_alone(
    listings: Listings, batches: list[int], posts: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(gathering(listings, Limits(seconds=20, megabytes=300), monkeypatch)) as workers:
        batches.clear()
        futures = [workers.submit(listings.call(each)) for each in (b"[]", posts, b"[ ]", b"[  ]")]
        workers.flush()
        first, bad, *others = [future.result(60) for future in futures]
    assert batches == [4]
    assert all(isinstance(other, Artifact) for other in (first, *others))
    assert not isinstance(bad, Artifact)
    assert bad[0].message.startswith(message)


def test_a_batch_whose_worker_is_killed_is_made_by_another(
    listings: Listings, batches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = {
        "title": "x",
        "description": "y",
        "slug": "x",
        "page": "blog/x.html",
        "date": "2026-01-02",
        "authors": [],
        "tags": [],
    }
    calls = [listings.call(canonical([post | {"title": f"{turn}"}] * 3_000)) for turn in range(20)]
    with closing(gathering(listings, Limits(), monkeypatch)) as workers:
        idle = {child: seconds_used(child) for child in children()}
        batches.clear()
        futures = [workers.submit(call) for call in calls]
        workers.flush()
        while not (busy := [child for child in idle if seconds_used(child) > idle[child] + 10]):
            time.sleep(0.02)
        os.kill(busy[0], signal.SIGKILL)
        found = [future.result(120) for future in futures]
    assert batches == [20]
    assert found == list(executors.outcomes(Inline(listings.fetch), calls))


@pytest.mark.parametrize("deaf", [1, 2])
def test_when_nothing_comes_back_the_work_begins_anew_once(
    listings: Listings, deaf: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a worker was killed while it read from the pipe that all read from."""

    class Deaf(pebble.ProcessPool):
        def schedule(self, *arguments: object, **named: object) -> Future[object]:
            return Future()

    pools = [Deaf] * deaf + [pebble.ProcessPool] * (3 - deaf)
    monkeypatch.setattr(pebble, "ProcessPool", lambda *args, **named: pools.pop(0)(*args, **named))
    monkeypatch.setattr(local, "WATCHDOG_SECONDS", 0)
    with closing(workers_for(listings.fetch, 1, Limits(seconds=1))) as workers:
        found = list(executors.outcomes(workers, [listings.call()] * (local.INLINE_CALLS + 2)))[local.INLINE_CALLS :]
    if deaf == 1:
        assert all(isinstance(each, Artifact) for each in found)
    else:
        messages = {each[0].message for each in found if not isinstance(each, Artifact)}
        assert messages == {"the worker that made it died (twice, and all others with it)"}


def test_no_more_calls_are_under_way_than_there_is_room_for(listings: Listings) -> None:
    asked = 0

    def calls() -> Iterator[Call]:
        nonlocal asked
        while True:
            asked += 1
            yield listings.call()

    found = executors.outcomes(Inline(listings.fetch), calls())
    for number in range(1, 4):
        assert isinstance(next(found), Artifact)
        assert asked == number


def test_workers_that_die_with_nothing_to_do_are_replaced(printing: Printing) -> None:
    with closing(workers_for(printing.fetch, 1)) as workers:
        before = children()
        assert isinstance(workers.submit(printing.call(FINE)).result(60), Artifact)
        for idle in {*children()} - {*before}:
            os.kill(idle, signal.SIGKILL)
        time.sleep(1)
        assert isinstance(workers.submit(printing.call(FINE)).result(60), Artifact)


def children() -> list[int]:
    """The processes that were forked for the pool of this process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with_parent = path.with_name("stat").read_text().rpartition(")")[2].split() if path.exists() else []
        if with_parent and "forkserver" in path.read_text() and int(with_parent[1]) != os.getpid():
            found.append(int(path.parent.name))
    return [each for each in found if grandparent(each) == os.getpid()]


def grandparent(process: int) -> int:
    def parent(of: int) -> int:
        return int(Path(f"/proc/{of}/stat").read_text().rpartition(")")[2].split()[1])

    return parent(parent(process))


def seconds_used(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11])


# ---- what is shared travels once

RECIPE = Recipe("x", "")
SHELF = {digest(content): content for content in (b"template", b"a", b"b", b"")}
TEMPLATE, ONE, TWO, EMPTY = SHELF
TREE = canonical({"templates/x.html": TEMPLATE, "note": EMPTY})
SHELF[digest(TREE)] = TREE
SHARED = {"/": digest(TREE)}
HANDED = {"templates/x.html": b"template", "note": b""}


def test_what_is_shared_travels_once_and_what_is_a_calls_own_is_not_kept() -> None:
    packer, cache = Packer(SHELF.__getitem__), Cache()
    first, new = packer.pack([Call(RECIPE, SHARED | {"client": ONE})])
    assert set(new) == {TEMPLATE, EMPTY}
    assert unpack(first.only(new), cache) == [HANDED | {"client": b"a"}]
    second, new = packer.pack([Call(RECIPE, SHARED | {"client": TWO}), Call(RECIPE, SHARED | {"client": ONE})])
    assert not new
    assert unpack(second.only(new), cache) == [HANDED | {"client": b"b"}, HANDED | {"client": b"a"}]
    assert [cache.get(name) for name in (TEMPLATE, EMPTY, ONE, TWO)] == [b"template", b"", None, None]


def test_a_worker_that_lacks_something_gets_it_and_nothing_is_fetched_for_that() -> None:
    blobs, new_worker = dict(SHELF), Cache()
    packer = Packer(blobs.__getitem__)
    packer.pack([Call(RECIPE, SHARED)])
    whole, new = packer.pack([Call(RECIPE, SHARED | {"client": ONE})])
    blobs.clear()
    answer = unpack(whole.only(new), new_worker)
    assert answer == Missing(frozenset({TEMPLATE, EMPTY}))
    assert unpack(whole.only(answer.digests), new_worker) == [HANDED | {"client": b"a"}]


def test_a_worker_forgets_what_it_used_longest_ago() -> None:
    cache = Cache(capacity=10)
    cache.add({"a": b"12345", "b": b"12345"})
    cache.get("a")
    cache.add({"c": b"1"})
    assert [cache.get(name) for name in "abc"] == [b"12345", None, b"1"]
    large = Batch((Item("x", "", {}, {"file": "d"}),), {"d": b"x" * 100})
    assert unpack(large, cache) == [{"file": b"x" * 100}], "larger than all it may keep, and still handed over"


def test_a_tree_that_many_share_opens_to_roles() -> None:
    trees = {"shared": b'{"site": "1", "templates/": "inner"}', "inner": b'{"post.html": "2"}'}
    assert opened({"/": "shared", "page": "3"}, trees.__getitem__) == {
        "site": "1",
        "templates/post.html": "2",
        "page": "3",
    }


# ---- whole builds


def test_workers_load_ahead_only_when_something_heavy_follows(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that makes a page alone leaves no process behind that loads WeasyPrint for nobody."""
    made = project(clients=["harbor-dental"])
    article = "content/articles/break-fix-or-managed-it.md"
    made.edit(article, "editions: [post, whitepaper, brief, one-pager]", "editions: [post]")
    preloads = list[int]()
    monkeypatch.setattr(local, "preload", lambda modules: preloads.append(1))
    made.build("--jobs", "2", "--only", "site")
    preloads.clear()  # the first build is sure to want workers
    made.edit(article, "## Questions to ask any provider", "## What to ask any provider")
    assert made.build("--jobs", "2", "--only", "site")["site/blog/break-fix-or-managed-it.html"] == "built"
    assert preloads == []


HOPELESS = {"harbor-dental": GREEDY, "fenwick-surveyors": ENDLESS}


def test_hopeless_clients_are_named_and_the_others_are_built(project: Callable[..., Project]) -> None:
    made = project(clients=[*HOPELESS, "cedar-and-pine-books"])
    made.edit(
        "reportgen.toml", "as_of = 2026-11-02\n", "as_of = 2026-11-02\n\n[limits]\nseconds = 15\nmegabytes = 500\n"
    )
    cover = (f"{{% if client.id == '{client}' %}}{body}{{% endif %}}" for client, body in HOPELESS.items())
    made.write({"templates/parts/cover.html": "".join(cover)})
    result = made.run("build", "--only", "briefs", "--jobs", "2")
    assert result.exit_code == 1
    for client, why in zip(HOPELESS, ("needed more than 500 megabytes", "took longer than 15 seconds"), strict=True):
        assert re.search(rf"content/clients/{client}\.yml:.*{why}", result.stderr)
    statuses = {each["path"]: each["status"] for each in made.manifest()["files"]}
    failed = [path for path, status in statuses.items() if status != "built"]
    assert failed == [f"briefs/{client}/{client}.pdf" for client in sorted(HOPELESS)]


def test_an_interrupt_stops_at_once_and_keeps_what_is_done(project: Callable[..., Project]) -> None:
    made = project()
    command = [sys.executable, "-m", "reportgen", "--project", str(made.root), "build", "--jobs", "2"]
    # A shell starts programs in the background with interrupts ignored, and they would hand that on.
    default = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=default
    ) as running:
        wait_for(made.root / "output/briefs/harbor-dental/index.html")
        os.killpg(running.pid, signal.SIGINT)
        before = time.monotonic()
        _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (130, "interrupted; what is done is kept\n")
    assert time.monotonic() - before < 5
    statuses = made.build()
    assert statuses["briefs/harbor-dental/comparison.json"] == "unchanged"
    assert statuses["briefs/fenwick-surveyors/fenwick-surveyors.pdf"] == "built"


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")
