"""Whatever fails while a build writes, the next build ends in the state of a clean one.

Most of it is shown on the tiny project in `tiny.py`; what needs processes of its own, on the real one in `small.py`.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

import small
from conftest import Project
from tiny import ARTICLE, EDITS, LEFT, Interrupted, Place, Stopped, begun, tiny_recipes, tree

SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "4 17").split()]
CLIENT, SECOND = "content/clients/birch.yml", "content/articles/second.md"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """The tiny project, and stand-ins for its reports."""
    with tiny_recipes():
        begun(tmp_path / "project")
        yield Place(tmp_path / "project")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, built."""
    project = small.begun(tmp_path_factory.mktemp("faults") / "project")
    assert project.run("build").exit_code == 0
    return project


@pytest.fixture
def project(before: Project, tmp_path: Path) -> Project:
    """The small project with what was built of it, to be changed."""
    return small.copied(before, tmp_path / "project")


def command(project: Project) -> list[str]:
    """A build of the project as a process of its own."""
    return [sys.executable, "-m", "reportgen", "--project", str(project.root), "build", "--jobs", "1"]


def temporary(folder: Path) -> list[Path]:
    """Files that no build should leave: those with a hidden name."""
    return [path for path in folder.rglob(".*") if path.is_file()]


def statuses(place: Place) -> set[str]:
    """What became of the files of a build."""
    return {each.status for each in place.build()}


# ---- a write fails


class Disk:
    """A disk that fails at the nth time a file of the output is opened for writing, flushed or renamed."""

    def __init__(self) -> None:
        self.folder, self.what, self.left, self.death = "", "", 0, False
        sys.addaudithook(self.hook)  # it stays for good, and does nothing while no folder is set
        self.fsync = os.fsync

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Python tells of each file opened and renamed, whichever function does it."""
        if not self.folder or event != self.what:
            return
        writes = event == "os.rename" or (event == "open" and isinstance(arguments[2], int) and arguments[2] & 3)
        if writes and str(arguments[0]).startswith(self.folder):
            self.count()

    def flushed(self, file: int) -> None:
        """Instead of fsync, of which Python does not tell."""
        self.count()
        self.fsync(file)

    def count(self) -> None:
        self.left -= 1
        if self.left == 0 and self.death:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.left == 0:
            raise OSError(28, "No space left on device")

    @contextmanager
    def failing(self, what: str, nth: int, folder: Path, death: bool = False) -> Iterator[None]:
        """With `death` the process is killed instead."""
        self.what, self.left, self.folder, self.death = what, nth, str(folder), death
        with pytest.MonkeyPatch.context() as patch:
            if what == "fsync":
                patch.setattr(os, "fsync", self.flushed)
            try:
                yield
            finally:
                self.folder = ""


DISK = Disk()


@pytest.mark.parametrize("what", ["open", "fsync", "os.rename"])
def test_the_nth_write_fails_for_every_n(what: str, place: Place) -> None:
    place.build()
    count = 0
    for nth in range(1, 100):
        place.edit("article", "xyz"[nth % 3])
        place.edit("client", "xyz"[nth % 3])
        before = place.tree()
        with DISK.failing(what, nth, place.output):
            made = place.build()  # the last write is that of build.json
        assert temporary(place.output) == []
        failed = {each.path: each for each in made if each.status == "failed"}
        if DISK.left > 0:
            assert not failed
            break
        count += 1
        clean = place.clean().tree()
        assert [each.problems for each in failed.values()] == [("cannot be written: No space left on device",)]
        now = place.tree()
        assert {path for path in now if now[path] not in (clean[path], before.get(path))} == set(), "whole files only"
        if what != "fsync":  # a file that could not be flushed may be in its place already
            assert {path: now.get(path) for path in failed} == {path: before.get(path) for path in failed}
        place.build()
        assert place.tree() == clean
        assert statuses(place) == {"unchanged"}
    assert count >= 8, "every write of the build has failed once"


@pytest.mark.parametrize("bytes_each", [4_000, 90_000, 200_000])
def test_a_disk_that_takes_small_files_only(bytes_each: int, before: Project, tmp_path: Path) -> None:
    """A limit of the process, as a quota would set it: the memory, the figures or nothing is too large."""
    project = small.copied(before, tmp_path / "project", built=False)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_each, bytes_each))

    done = subprocess.run(command(project), capture_output=True, text=True, preexec_fn=limited)
    largest = max(map(len, before.output().values()))
    assert 90_000 < largest < 200_000, "the limits are chosen around it"
    if bytes_each > largest:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 1
        assert "the build cache cannot be" in done.stderr or "cannot be written: File too large" in done.stderr
        assert "Traceback" not in done.stderr
    assert temporary(project.root / "output") == []
    whole = before.output()
    assert {path for path, content in project.output().items() if content != whole[path]} == set(), "whole files only"
    assert project.run("build").exit_code == 0
    assert project.output() == whole
    assert set(project.build().values()) == {"unchanged"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("room", [0, 2_000, 12_000])
def test_a_full_disk(room: int, place: Place) -> None:
    disk = place.root.with_name("disk")
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.decode()}")
    try:
        (disk / "output").mkdir()
        filler = disk / "filler"
        with suppress(OSError):
            filler.write_bytes(b"x" * 65_536)
        os.truncate(filler, 65_536 - 4096 - 4096 * (room // 4096 + 1))
        try:
            assert "failed" in {each.status for each in place.build("--output", str(disk / "output"))}
        except Stopped as error:  # no room for build.json either
            assert "No space left on device" in str(error)
        assert temporary(disk) == []
        right = place.clean().tree()
        there = {path: content for path, content in tree(disk / "output").items() if path != "build.json"}
        assert there.items() <= right.items(), "whole files only"
        filler.unlink()
        place.build("--output", str(disk / "output"))
        assert {path: content for path, content in tree(disk / "output").items() if path != "build.json"} == right
    finally:
        subprocess.run(["umount", disk], check=True)


# ---- a folder that may not be written to

BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


def as_somebody(arguments: Sequence[str]) -> list[str]:
    """The command as one for whom modes count: root is bound first."""
    if os.geteuid() != 0:
        return [*arguments]
    if shutil.which("setpriv") is None:
        pytest.skip("root ignores the modes of files, and there is no `setpriv` to bind it")
    return [*BOUND, *arguments]


@contextmanager
def closed(path: Path, mode: int) -> Iterator[None]:
    """A file or folder with fewer permissions for a while."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def test_a_folder_of_the_output_that_is_read_only_costs_what_lies_in_it(project: Project) -> None:
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: 115")
    project.edit(SECOND, "Think twice", "Think thrice")
    before = project.output()
    with closed(project.root / "output/briefs/birch", 0o555):
        done = subprocess.run(as_somebody(command(project)), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "error: briefs/birch/comparison.json: cannot be written: Permission denied\n"
        "    make room or allow writing there\n"
    )
    after = project.output()
    assert {path for path in after if after[path] != before[path]} == {"site/blog/second.html"}
    made = {path for path, status in project.build().items() if status == "built"}
    assert made == small.of("birch")


def test_an_output_that_is_read_only_is_told_file_by_file_and_left_as_it_was(project: Project) -> None:
    before = project.output()
    project.edit(SECOND, "Think twice", "Think thrice")
    with ExitStack() as stack:
        for folder in (project.root / "output", *filter(Path.is_dir, (project.root / "output").rglob("*"))):
            stack.enter_context(closed(folder, 0o555))
        done = subprocess.run(as_somebody(command(project)), capture_output=True, text=True)
    assert done.returncode == 1
    assert "build.json: cannot be written: Permission denied" in done.stderr
    assert "site/blog/second.html: cannot be written: Permission denied" in done.stderr
    assert "failed site/blog/second.html" in done.stdout
    assert project.output() == before
    assert set(project.build().values()) == {"unchanged", "built"}
    assert b"thrice" in project.output()["site/blog/second.html"]


@pytest.mark.parametrize("name", [SECOND, CLIENT, "content/clients", "reportgen.toml"])
def test_a_source_that_cannot_be_read_is_a_problem_and_no_crash(name: str, project: Project) -> None:
    before = project.output()
    with closed(project.root / name, 0):
        done = subprocess.run(as_somebody(command(project)), capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr, done.stderr
    assert f"error: {name}: cannot be read: Permission denied" in done.stderr
    assert project.output() == before
    assert set(project.build().values()) == {"unchanged"}


def test_a_build_cache_that_cannot_be_written_is_done_without(project: Project) -> None:
    """The manifest notes what was made, so that it can be removed again."""
    elm = project.root / "content/clients/elm.yml"
    elm.write_text(small.FEW_WORDS, encoding="utf-8")
    with closed(project.root / ".reportgen", 0o555), closed(project.root / ".reportgen/store.sqlite", 0o444):
        done = subprocess.run(as_somebody(command(project)), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("warning: the build cache cannot be written\n"), done.stderr
    assert "built briefs/elm/comparison.json" in done.stdout
    shutil.rmtree(project.root / ".reportgen")
    elm.unlink()
    assert project.build()["briefs/elm/comparison.json"] == "removed"


def test_a_project_that_cannot_be_written_is_built_elsewhere(project: Project, tmp_path: Path) -> None:
    shutil.rmtree(project.root / ".reportgen")
    expected, elsewhere = project.output(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    with closed(project.root, 0o555):
        done = subprocess.run(
            as_somebody([*command(project), "--output", str(elsewhere)]), capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("warning: the build cache cannot be written\n"), done.stderr
    made = {
        path.relative_to(elsewhere).as_posix(): path.read_bytes() for path in elsewhere.rglob("*.*") if path.is_file()
    }
    assert {path: content for path, content in made.items() if path != "build.json"} == expected


LACKING = """
import errno, sys
{take_away}
from reportgen.cli import main
main(sys.argv[1:], prog_name="reportgen")
"""


@pytest.mark.parametrize(
    ("take_away", "told"),
    [
        (
            "import fcntl\ndef flock(*_): raise OSError(errno.ENOLCK, 'No locks available')\nfcntl.flock = flock",
            "warning: this folder cannot be locked, so that nothing keeps a second build from writing here\n",
        ),
        (
            "import os\ndef fsync(*_): raise OSError(errno.EINVAL, 'Invalid argument')\nos.fsync = fsync",
            "",
        ),
        (
            "import multiprocessing.context as c\n"
            "def none(*_): raise OSError(errno.ENOSYS, 'Function not implemented')\nc.BaseContext.Semaphore = none",
            "warning: processes cannot share memory here, so that one file is made at a time, without a deadline\n",
        ),
    ],
    ids=["locks", "fsync", "shared memory"],
)
def test_a_machine_that_lacks_something_builds_all_the_same(take_away: str, told: str, project: Project) -> None:
    """For each thing that a platform may lack there is one fallback, and one sentence where it matters."""
    project.edit(SECOND, "Think twice", "Think thrice")
    arguments = ["--project", str(project.root), "build"]
    program = [sys.executable, "-c", LACKING.format(take_away=take_away), *arguments]
    done = subprocess.run(program, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.partition("    ")[0] == told
    assert b"thrice" in project.output()["site/blog/second.html"]


@pytest.mark.parametrize("folder", ["content/articles", "templates", "output/site"])
def test_a_name_that_is_not_utf_8_is_told_and_harms_nothing(folder: str, project: Project) -> None:
    (project.root / folder).mkdir(exist_ok=True)
    path = os.fsencode(project.root / folder) + b"/a\xff.md"
    with open(path, "wb"):  # noqa: PTH123  # a Path cannot show it
        pass
    for _ in range(2):
        done = subprocess.run(command(project), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        if folder == "output/site":
            assert "untracked site/a\\xff.md  (reportgen did not make it)" in done.stdout
        else:
            told = f"warning: {folder}/a\\xff.md: the name of this file is not UTF-8, so that it is left out\n"
            assert done.stderr == told + "    rename it\n"


def test_a_byte_order_mark_and_other_encodings_in_templates(project: Project) -> None:
    before, path = project.output(), project.root / "templates/post.html"
    text = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + text)
    assert set(project.build().values()) <= {"unchanged", "built"}
    assert project.output() == before, "a byte order mark leaves no trace"
    path.write_bytes(text + b"\ncaf\xe9")
    result = project.run("build")
    assert (
        f"error: templates/post.html:{text.count(10) + 2}: not UTF-8 text\n    save the file as UTF-8\n"
        in result.stderr
    )
    assert "Traceback" not in result.output
    assert project.output() == before, "what is made from it stays"


def test_a_result_that_cannot_be_printed_is_told(project: Project) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(project), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "error: the output: No space left on device; make room or allow it\n")


def test_a_memory_that_cannot_be_written_is_told_where_nothing_new_is_made(project: Project) -> None:
    """Without a word every build would make the same files again."""
    project.edit(SECOND, "Think twice", "Think thrice")
    with closed(project.root / ".reportgen", 0o555), closed(project.root / ".reportgen/store.sqlite", 0o444):
        done = subprocess.run(as_somebody(command(project)), capture_output=True, text=True)
    assert "the build cache cannot be written" in done.stderr


def test_a_file_where_a_folder_must_be(place: Place) -> None:
    """What needs the folder fails, the rest is made, and once repaired all is."""
    (place.output / "briefs").mkdir(parents=True)
    (place.output / "build.json").write_text('{"files": []}', encoding="utf-8")
    (place.output / "briefs/a").write_text("in the way", encoding="utf-8")
    made = {each.path: each for each in place.build()}
    assert made["briefs/a/comparison.json"].status == "failed"
    assert {made[path].status for path in made if path.startswith(("briefs/b/", "briefs/c/", "site/"))} == {"built"}
    assert (place.output / "briefs/a").read_text(encoding="utf-8") == "in the way"
    (place.output / "briefs/a").unlink()
    place.build()
    assert place.tree() == place.clean().tree()


def test_a_folder_where_a_file_must_be(place: Place) -> None:
    (place.output / "site/index.html").mkdir(parents=True)
    (place.output / "build.json").write_text('{"files": []}', encoding="utf-8")
    (place.output / "site/index.html/mine.txt").write_text("in the way", encoding="utf-8")
    made = {each.path: each.status for each in place.build()}
    assert made["site/index.html"] == "failed"
    assert {status for path, status in made.items() if path != "site/index.html"} == {"built", "untracked"}
    shutil.rmtree(place.output / "site/index.html")
    place.build()
    assert place.tree() == place.clean().tree()


# ---- a build ends too early, or is not alone


@pytest.mark.parametrize("folder", ["site/blog", "briefs/birch", "briefs/gone", ""])
def test_what_a_killed_build_was_writing_is_swept_up(folder: str, project: Project) -> None:
    """A dry run looks and leaves it; the next build takes it away, and nobody hears of it."""
    left = project.root / "output" / folder / ".reportgen-tmp"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half a pa")
    assert set(project.build("--dry-run").values()) == {"unchanged"}
    assert left.exists()
    assert set(project.build().values()) == {"unchanged"}
    assert not left.exists()


def test_an_interrupt_between_two_articles_keeps_those_that_are_compiled(place: Place, compiled: list[str]) -> None:
    for word in "xyz":
        place.edit("another article", word)
    with pytest.raises(Interrupted):
        place.build(fails=3)
    compiled.clear()
    place.build()
    assert compiled == [f"content/articles/{word}.md" for word in "xyz"], "the first was in hand before"
    assert place.tree() == place.clean().tree()


def test_fifty_kills(place: Place) -> None:
    """A process killed at a random moment leaves whole files only, and the next build goes on from there."""
    place.build()
    place.edit("article", "y")
    started = time.monotonic()
    place.build()
    usual = time.monotonic() - started
    chance = random.Random(4)
    killed = 0
    for kill in range(50):
        place.edit(chance.choice(sorted(set(EDITS) - {"template broken"})), chance.choice("xyz"))
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                place.build(jobs=chance.choice([1, 2]))
            os._exit(0)
        time.sleep(chance.random() * usual)
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] != 0
        if kill % 5 == 4:
            whole(place)
    assert killed >= 5, "some were killed before they were done, however busy the machine is"


def test_a_kill_before_each_file_is_in_its_place(place: Place) -> None:
    """The same at every file, on any machine: the process ends between a file written and its renaming, for every n."""
    place.build()
    deaths = 0
    for nth in range(1, 100):
        place.edit("article", "xyz"[nth % 3])
        place.edit("client", "xyz"[nth % 3])
        before, clean = place.tree(), place.clean().tree()
        child = os.fork()
        if child == 0:
            with suppress(BaseException), DISK.failing("os.rename", nth, place.output, death=True):
                place.build()
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
        deaths += 1
        now = place.tree()
        mixed = {path for path in now if now[path] not in (before.get(path), clean.get(path))}
        assert all(Path(path).name.startswith(".") for path in mixed), "whole files only, and what was being written"
        place.build()
        assert place.tree() == clean
        assert temporary(place.output) == []
        assert statuses(place) == {"unchanged"}
    assert deaths >= 8, "killed at every file of the build"


def whole(place: Place) -> None:
    """Builds; what is not held is that of a clean build, nothing is left over, and one more build makes nothing."""
    left = {each.path for each in place.build() if each.status in LEFT}
    there, right = place.tree(), place.clean().tree()
    assert [path for path in sorted(there | right) if path not in left and there.get(path) != right.get(path)] == []
    assert temporary(place.output) == []
    assert not {"built", "removed"} & statuses(place)


def test_an_interrupted_build_goes_on_from_where_it_was(place: Place) -> None:
    """What was finished is kept, the rest is made, whoever interrupts and wherever."""
    count = len(place.clean().build())
    for nth in range(1, count + 1, 3):
        shutil.rmtree(place.output, ignore_errors=True)
        with pytest.raises(Interrupted):
            place.build(fails=nth)
        done = place.tree()
        made = {each.path for each in place.build() if each.status == "built"}
        assert len(done) >= nth - 9, "at most what was under way is lost"
        assert made == place.tree().keys() - done.keys()


def test_what_a_killed_build_was_writing_is_cleaned_up(project: Project) -> None:
    """Killed in the middle of real work: between a file opened and the same file in its place."""
    shutil.rmtree(project.root / "output")
    with subprocess.Popen(command(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        wait_for(lambda: any((project.root / "output").rglob("*.html")))
        running.kill()
    assert len(project.output()) < 19, "it was killed before it was done"
    assert project.run("build").exit_code == 0
    assert temporary(project.root / "output") == []
    assert set(project.build().values()) == {"unchanged"}


def wait_for(seen: Callable[[], bool]) -> None:
    """Waits until something can be seen."""
    for _ in range(3000):
        if seen():
            return
        time.sleep(0.01)
    raise AssertionError("nothing was seen within half a minute")


def test_a_second_build_is_refused_while_the_first_goes_on(before: Project, tmp_path: Path) -> None:
    project = small.copied(before, tmp_path / "project", built=False)
    with subprocess.Popen(command(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as first:
        wait_for(lambda: any((project.root / "output").rglob("*.html")))
        first.send_signal(signal.SIGSTOP)  # in the middle, for as long as the second one takes
        try:
            there = tree(project.root / "output")
            second = subprocess.run(command(project), capture_output=True, text=True, timeout=60)
            assert tree(project.root / "output") == there
        finally:
            first.send_signal(signal.SIGCONT)
        said = first.communicate(timeout=60)
    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr == (f"error: another build is writing to {project.root / 'output'}\n    wait for it to end\n")
    assert (first.returncode, said[1]) == (0, "")
    assert said[0].splitlines()[-1] == "19 built"
    assert project.output() == before.output()
    assert set(project.build().values()) == {"unchanged"}, "and it remembers what it made"


def test_builds_that_start_at_the_same_moment(before: Project, tmp_path: Path) -> None:
    """One of them makes everything; the others are refused or find it done; nobody's memory is lost."""
    project = small.copied(before, tmp_path / "project", built=False)
    for _ in range(3):
        shutil.rmtree(project.root / ".reportgen", ignore_errors=True)
        shutil.rmtree(project.root / "output", ignore_errors=True)
        running = [
            subprocess.Popen(command(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        said = [each.communicate(timeout=120) for each in running]
        codes = sorted(each.returncode for each in running)
        assert codes[0] == 0 and set(codes) <= {0, 1}, said
        refused = [error for each, (_, error) in zip(running, said, strict=True) if each.returncode]
        assert [error for error in refused if "another build is writing to" not in error] == []
        assert project.output() == before.output()
        assert set(project.build().values()) == {"unchanged"}


def test_a_build_into_another_folder_succeeds_or_says_what_it_waits_for(before: Project, tmp_path: Path) -> None:
    """A preview beside the real output is a build of its own, though both share a memory."""
    project = small.copied(before, tmp_path / "project", built=False)
    preview = project.root / "preview"
    with subprocess.Popen([*command(project), "--output", str(preview)], stdout=subprocess.DEVNULL) as first:
        wait_for(lambda: any(preview.rglob("*.html")))
        first.send_signal(signal.SIGSTOP)
        try:
            second = subprocess.run(command(project), capture_output=True, text=True, timeout=60)
        finally:
            first.send_signal(signal.SIGCONT)
    assert first.returncode == 0
    if second.returncode:
        assert "another build" in second.stderr, second.stderr
        assert project.run("build").exit_code == 0
    assert project.output() == before.output()
    assert {path: content for path, content in tree(preview).items() if path != "build.json"} == before.output()


# ---- the build cache


@pytest.mark.parametrize("seed", SEEDS)
def test_a_store_damaged_anywhere_costs_time_only(seed: int, place: Place) -> None:
    """One build makes the output right, and the next one makes nothing.  `SEEDS="1 2 3"` draws other damage."""
    place.build()
    chance = random.Random(seed)
    whole = place.store.read_bytes()
    right: dict[str, dict[str, bytes]] = {}
    for _ in range(15):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 4, 200])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        place.store.write_bytes(damaged)
        word = chance.choice("xyz")
        place.edit("client with another word", word)
        place.build()
        right[word] = right.get(word) or place.clean().tree()
        assert place.tree() == right[word]
        assert statuses(place) == {"unchanged"}
        assert place.tree() == right[word]


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 5000, 20000])
def test_a_store_cut_short_costs_time_only(length: int, place: Place) -> None:
    place.build()
    place.store.write_bytes(place.store.read_bytes()[:length])
    place.edit("client", "y")
    place.build()
    assert place.tree() == place.clean().tree()
    assert statuses(place) == {"unchanged"}


@pytest.mark.parametrize("there", ["folder", "link", "text"])
def test_something_else_in_the_place_of_the_store(there: str, place: Place) -> None:
    place.build()
    place.store.unlink()
    if there == "folder":
        place.store.mkdir()
    elif there == "link":
        place.store.symlink_to(place.root / "nowhere/store.sqlite")
    else:
        place.store.write_text("not a database, but long enough to be taken for one\n" * 500, encoding="utf-8")
    place.edit("client", "y")
    try:
        place.build()
    except Stopped as error:
        assert there != "text", "a damaged file is begun anew"
        assert ".reportgen/store.sqlite: the build cache cannot be opened" in str(error)
        return
    assert place.tree() == place.clean().tree()
    assert statuses(place) == {"unchanged"}


def test_a_memory_from_another_version_begins_anew(place: Place) -> None:
    place.build()
    connection = sqlite3.connect(place.store)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    connection.executescript(f"DROP TABLE {tables[0]}; PRAGMA user_version = 1;")
    connection.close()
    place.edit("article", "y")
    place.build()
    assert place.tree() == place.clean().tree()
    assert statuses(place) == {"unchanged"}


def test_a_memory_of_an_older_output_remakes_what_is_older(place: Place) -> None:
    """A cache of CI brings back a memory that knows less than what is in the folder, or more."""
    place.build()
    older = place.store.read_bytes()
    place.edit("article", "y")
    place.build()
    newer = place.store.read_bytes()
    place.store.write_bytes(older)
    place.build()
    assert place.tree() == place.clean().tree()
    place.edit("article", "z")
    place.build()
    place.store.write_bytes(newer)
    place.build()
    assert place.tree() == place.clean().tree()
    assert statuses(place) == {"unchanged"}


def test_a_lost_memory_still_knows_what_is_ours_from_the_manifest(place: Place) -> None:
    place.build()
    (place.output / "site/mine.txt").write_text("mine", encoding="utf-8")
    (place.output / "briefs/old").mkdir()
    (place.output / "briefs/old/comparison.json").write_text("{}", encoding="utf-8")
    outside = place.root.with_name("x")
    outside.write_text("outside", encoding="utf-8")
    manifest = place.output / "build.json"
    paths = ("briefs/old/comparison.json", "../../x")
    lines = '"files": [' + "".join(f'{{"path": "{path}", "status": "unchanged"}},' for path in paths)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"files": [', lines), encoding="utf-8")
    place.store.unlink()
    made = {each.path: each.status for each in place.build()}
    assert made["briefs/old/comparison.json"] == "removed"
    assert made["site/mine.txt"] == "untracked"
    assert outside.exists()
    assert (place.output / "site/mine.txt").exists()


def test_a_project_that_moved_keeps_its_memory(place: Place) -> None:
    place.build()
    moved = Place(place.root.with_name("moved"))
    place.root.rename(moved.root)
    assert statuses(moved) == {"unchanged"}


# ---- the clock


def test_a_clock_that_jumps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty years ahead, thirty years back, and as it was."""
    now = time.time_ns()
    for offset in (10**18, -(10**18), 0):
        monkeypatch.setattr(time, "time_ns", lambda offset=offset: now + offset)
        monkeypatch.setattr(time, "time", lambda offset=offset: (now + offset) / 10**9)
        place.edit("article", "y" if offset else "z")
        place.build()
        assert place.tree() == place.clean().tree()
        assert statuses(place) == {"unchanged"}


@pytest.mark.parametrize("years", [-40, 0, 40])
def test_a_change_is_seen_whatever_date_the_file_carries(years: int, place: Place) -> None:
    """As an archive or a backup leaves it: other text, as long as before, with an older, the same or a later date."""
    article = place.root / "content/articles/first.md"
    place.edit("article", "x")
    place.build()
    date = article.stat().st_mtime_ns
    article.write_text(ARTICLE.format(title="First", body="y"), encoding="utf-8")
    os.utime(article, ns=(date, date + years * 365 * 86_400 * 10**9))
    place.build()
    assert b"<p>y</p>" in place.tree()["site/blog/first.html"]
    assert place.tree() == place.clean().tree()


@pytest.mark.parametrize("years", [-40, 40])
def test_dates_from_the_past_and_the_future_make_nothing(years: int, place: Place) -> None:
    place.build()
    then = time.time() + years * 365 * 86_400
    for path in [*place.root.rglob("content/**/*"), *place.root.rglob("templates/**/*"), *place.output.rglob("*")]:
        os.utime(path, (then, then))
    assert statuses(place) == {"unchanged"}
    assert statuses(place) == {"unchanged"}


def test_an_output_edited_under_its_old_date_is_restored(place: Place) -> None:
    place.build()
    page = place.output / "site/index.html"
    stat, content = page.stat(), page.read_bytes()
    page.write_bytes(content[::-1])
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert {each.path for each in place.build() if each.status == "built"} == {"site/index.html"}
    assert page.read_bytes() == content


def test_an_edit_in_the_same_tick_of_the_clock_is_seen(place: Place) -> None:
    """Same size, same time as far as the clock can tell: only a file at rest is taken on trust."""
    place.build()
    for word in "xyzxyzxyz":
        place.edit("article", word)
        place.build()
        assert f"<p>{word}</p>".encode() in place.tree()["site/blog/first.html"]


def test_a_source_that_changes_while_it_is_read(project: Project) -> None:
    """A save in the middle of a build gives the old page, the new page or a refusal, and the next build the new one."""
    for number in range(1):
        with subprocess.Popen(
            command(project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as running:
            time.sleep(0.3 + 0.2 * number)
            small.begun(project.root)
            project.edit(CLIENT, "per_user_month: 110", f"per_user_month: {111 + number}")
            error = running.communicate(timeout=60)[1]
        assert running.returncode == 0 or "changed while the build was running" in error, error
        assert project.run("build").exit_code == 0
        clean = small.copied(project, project.root.with_name(f"clean-{number}"), built=False)
        clean.build()
        assert project.output() == clean.output()
