"""The same recipes on a real Dask cluster: a scheduler and two workers on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Project
from reportgen.engine.executors import Call, ExecutorOptions, Limits
from reportgen.engine.model import Artifact, digest
from reportgen.engine.recipe import Recipe
from reportgen.problems import ProblemError
from reportgen.rendering import recipes

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what its threads and loops leave behind is not ours

from reportgen.engine.executors import dask as cluster  # noqa: E402

SCHEDULER = "import sys; from distributed.cli.dask_scheduler import main; main(sys.argv[1:])"
WORKER = "import sys; from distributed.cli.dask_worker import main; main(sys.argv[1:])"


@dataclass
class Cluster:
    """A scheduler and its workers, as three commands started them."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def started(code: str, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments], stdout=file, stderr=file, start_new_session=True
        )


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Cluster]:
    note = tmp_path / "scheduler.json"
    scheduler = started(
        SCHEDULER, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(note),
        log=tmp_path / "scheduler.log",
    )  # fmt: skip
    workers: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(300):
            if note.exists() and note.stat().st_size:
                break
            time.sleep(0.05)
        address = json.loads(note.read_text())["address"]
        for number in range(2):
            workers.append(
                started(
                    WORKER,
                    address,
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                    "--host",
                    "127.0.0.1",
                    "--local-directory",
                    str(tmp_path / f"worker-{number}"),
                    log=tmp_path / f"worker-{number}.log",
                )
            )
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield Cluster(address, workers)
    finally:
        for process in [*workers, scheduler]:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the nurse as well, who would start it anew
            process.wait(30)


def test_a_cluster_makes_the_same_bytes_though_a_worker_dies(
    two_workers: Cluster, project: Callable[..., Project]
) -> None:
    here, there = project("here"), project("there")
    here.run("build")
    command = [sys.executable, "-m", "reportgen", "--project", str(there.root), "build"]
    with subprocess.Popen(
        [*command, "--executor", "dask", "--scheduler", two_workers.address], stderr=subprocess.PIPE, text=True
    ) as running:
        for _ in range(600):
            if list(there.root.glob("output/briefs/*/index.html")):
                break
            time.sleep(0.05)
        os.killpg(two_workers.workers[0].pid, signal.SIGKILL)
        errors = running.communicate(timeout=120)[1]
    assert running.returncode == 0, errors
    assert there.output() == here.output()


def test_a_call_that_ends_its_workers_is_given_up(two_workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each worker has a nurse that starts it anew; after three deaths the call is not tried again."""
    name = digest(b"x")
    with closing(
        cluster.Dask({name: b"x"}.__getitem__, Limits(), ExecutorOptions(scheduler=two_workers.address))
    ) as workers:
        monkeypatch.setattr(cluster, "remote", fatal)
        outcome = workers.submit(Call(Recipe("x", "x:y"), {"file": name})).result(120)
        monkeypatch.undo()
    assert not isinstance(outcome, Artifact)
    assert outcome[0].message == "the worker that made it died (on the cluster, 3 times, each on another worker)"


def fatal(*_: object) -> None:
    os._exit(9)


fatal.__module__ = "__main__"  # so that it travels by value


def test_a_worker_with_other_versions_is_refused(two_workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recipes.versions
    monkeypatch.setattr(recipes, "versions", lambda names: found(names) | {"jinja2": "2.0"})
    options = ExecutorOptions(scheduler=two_workers.address, environment="reportgen.rendering.recipes:environment")
    cluster.versions_of.cache_clear()
    try:
        with pytest.raises(ProblemError, match=r"the worker tcp://.* has jinja2 .* instead of 2\.0"):
            cluster.Dask(lambda name: b"", Limits(), options)
    finally:
        cluster.versions_of.cache_clear()


def test_no_scheduler_is_said_in_words(monkeypatch: pytest.MonkeyPatch, project: Callable[..., Project]) -> None:
    monkeypatch.setattr(cluster, "WAIT", 1)
    result = project().run("build", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 1
    assert "no scheduler answers at tcp://127.0.0.1:1" in result.stderr
    assert "start one with `dask scheduler`" in result.stderr


def test_an_executor_and_its_address_belong_together(project: Callable[..., Project]) -> None:
    result = project().run("build", "--executor", "dask")
    assert (result.exit_code, "belong together" in result.stderr) == (2, True)
