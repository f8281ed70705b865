"""Wherever recipes run, the death, the hang or the hunger of one call costs nothing but its own target."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import Project, copied
from reportgen.executors import Bounds, Call, Executor, Outcome
from reportgen.executors.inline import Inline
from reportgen.executors.local import Local
from reportgen.executors.parcel import Cache, Missing, Parcel, Sender, unpack
from reportgen.model import Digest, Product, digest, opened
from reportgen.prepare import prepare
from reportgen.store import opened as store_opened

GREEDY = '<pre style="tab-size: 1000000000">a\tb</pre>'
ENDLESS = f'<table><tr><td style="overflow-wrap: anywhere">{"x" * 40_000}</td></tr></table>'
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
        return Call("pdf", {"/": self.shared, "page": name})

    def fetch(self, name: Digest) -> bytes:
        return self.pages[name] if name in self.pages else self.fetch_planned(name)


@pytest.fixture(scope="module")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Printing:
    folder = tmp_path_factory.mktemp("printing")
    root = copied(folder / "project", ["harbor-dental"]).root
    with store_opened(folder / "memory", folder) as store:
        project = prepare(root, store, None)
    target = next(each for each in project.plan.targets.values() if each.recipe == "pdf" and each.client)
    return Printing(project.fetch, target.inputs["/"])


@pytest.fixture(scope="module")
def pool(printing: Printing) -> Iterator[Local]:
    """Two workers that give a call eight seconds and 400 megabytes."""
    with closing(Local(printing.fetch, 2, lambda: Bounds(seconds=8, megabytes=400))) as workers:
        assert isinstance(workers.submit(printing.call(FINE)).result(60), Product)
        yield workers


def outcomes(executor: Executor, calls: list[Call]) -> list[Outcome]:
    """What became of each call; all are under way at once."""
    futures: list[Future[Outcome]] = [executor.submit(call) for call in calls]
    return [future.result(120) for future in futures]


def test_workers_make_the_same_bytes_as_this_process(pool: Local, printing: Printing) -> None:
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
def test_a_bad_call_costs_one_target(pool: Local, printing: Printing, body: str, message: str) -> None:
    first, bad, *others = outcomes(pool, [printing.call(each) for each in (FINE, body, *[FINE + "!"] * 3)])
    assert not isinstance(bad, Product)
    (problem,) = bad
    assert problem.message.startswith(message)
    assert problem.hint
    assert all(isinstance(each, Product) for each in (first, *others))


def test_a_worker_that_is_killed_costs_what_it_was_at(pool: Local, printing: Printing) -> None:
    slow = pool.submit(printing.call(ENDLESS.replace("x", "y")))
    time.sleep(1)
    busy = max(children(), key=seconds_used)
    os.kill(busy, signal.SIGKILL)
    outcome = slow.result(60)
    assert not isinstance(outcome, Product)
    assert outcome[0].message == "the worker that made it died (signal 9)"
    assert isinstance(pool.submit(printing.call(FINE)).result(60), Product)


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


# ---- inputs travel once


def test_what_was_sent_is_named_by_its_digest_alone() -> None:
    shelf = {digest(content): content for content in (b"template", b"a", b"b", b"")}
    sender, cache = Sender(shelf.__getitem__), Cache()
    template, one, two, empty = shelf
    first = sender.parcel(Call("x", {"template": template, "client": one, "note": empty}))
    assert set(first.content) == {template, one, empty}
    assert unpack(first, cache) == {"template": b"template", "client": b"a", "note": b""}
    second = sender.parcel(Call("x", {"template": template, "client": two}))
    assert set(second.content) == {two}
    assert unpack(second, cache) == {"template": b"template", "client": b"b"}


def test_a_worker_that_lacks_something_gets_it() -> None:
    shelf = {digest(content): content for content in (b"template", b"a")}
    sender = Sender(shelf.__getitem__)
    template, one = shelf
    sender.parcel(Call("x", {"template": template}))
    call = Call("x", {"template": template, "client": one})
    new_worker = Cache()
    answer = unpack(sender.parcel(call), new_worker)
    assert answer == Missing(frozenset({template}))
    assert unpack(sender.parcel(call, answer.digests), new_worker) == {"template": b"template", "client": b"a"}


def test_a_worker_forgets_what_it_used_longest_ago() -> None:
    cache = Cache(capacity=10)
    cache.add({"a": b"12345", "b": b"12345"})
    cache.get("a")
    cache.add({"c": b"1"})
    assert [cache.get(name) for name in "abc"] == [b"12345", None, b"1"]
    large = Parcel("x", {"file": "d"}, {"d": b"x" * 100})
    assert unpack(large, cache) == {"file": b"x" * 100}, "larger than all it may keep, and still handed over"


def test_a_tree_that_many_share_opens_to_roles() -> None:
    trees = {"shared": b'{"site": "1", "templates/": "inner"}', "inner": b'{"post.html": "2"}'}
    assert opened({"/": "shared", "page": "3"}, trees.__getitem__) == {
        "site": "1",
        "templates/post.html": "2",
        "page": "3",
    }


# ---- whole builds


def test_a_hopeless_client_is_named_and_the_others_are_built(project: Callable[..., Project]) -> None:
    made = project()
    made.edit("reportgen.toml", "as_of = 2026-11-02\n", "as_of = 2026-11-02\n\n[limits]\nseconds = 10\n")
    made.write({"templates/parts/cover.html": "{% if client.id == 'harbor-dental' %}" + GREEDY + "{% endif %}"})
    result = made.run("build", "--only", "briefs", "--jobs", "2")
    assert result.exit_code == 1
    assert "content/clients/harbor-dental.yml:" in result.stderr
    assert "needed more than 2,000 megabytes of memory and was stopped" in result.stderr
    statuses = {each["path"]: each["status"] for each in made.manifest()["files"]}
    assert statuses["briefs/harbor-dental/harbor-dental.pdf"] == "failed"
    assert {status for path, status in statuses.items() if "fenwick" in path} == {"made"}


def test_an_interrupt_stops_at_once_and_keeps_what_is_done(project: Callable[..., Project]) -> None:
    made = project()
    command = [sys.executable, "-m", "reportgen", "--project", str(made.root), "build", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        wait_for(made.root / "output/briefs/harbor-dental/index.html")
        os.killpg(running.pid, signal.SIGINT)
        before = time.monotonic()
        _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (130, "interrupted; what is done is kept\n")
    assert time.monotonic() - before < 5
    statuses = made.build()
    assert statuses["briefs/harbor-dental/comparison.json"] == "kept"
    assert statuses["briefs/fenwick-surveyors/fenwick-surveyors.pdf"] == "made"


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")
