"""A campaign of real briefs: against the `weasyprint` command, two jobs against one, and what a worker holds.

The sample clients stand in it many times, each time under another name and with other numbers.  BRIEFS lowers how
many briefs a figure rests on: without it 30, 100 and 500, as the goals say.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median

from reportgen.engine.executors import Call, Limits, outcomes
from reportgen.engine.executors.inline import Inline
from reportgen.engine.executors.pool import Pool
from reportgen.engine.model import Artifact, Digest, Target, digest, hand_over
from reportgen.engine.plan import Plan
from reportgen.planning.bundles import make_plan, merged
from reportgen.planning.project import open_project
from reportgen.project.files import load
from reportgen.rendering.stylesheet import styles

from . import ROOT, Row, run, scratch, seconds

COMMANDS = Path(sys.executable).parent
MOST = max(4, int(os.environ.get("BRIEFS", "500")))  # each sample at least once
FEW, MANY, ALL = (min(number, MOST) for number in (30, 100, 500))
FEE = re.compile(r"(?<=per_user_month: )\d+")
MEMORY = Path("/proc/self/clear_refs")  # where Linux forgets how much a process once held


def measure() -> Iterator[Row]:
    """The rows of the table; those about memory only on Linux, which tells it."""
    with made() as campaign:
        yield against_weasyprint(campaign)
        yield two_jobs(campaign)
        yield one_edited(campaign)
        if MEMORY.exists():
            yield from worker(campaign)


@dataclass(frozen=True)
class Campaign:
    """A project with many clients, all of whose files are in place."""

    root: Path
    plan: Plan
    papers: tuple[Target, ...]

    def printed(self, number: int, *arguments: str) -> float:
        """How many seconds a build takes that finds these many PDFs missing, and all else in place."""
        for paper in self.papers[:number]:
            (self.root / "output" / paper.path).unlink()
        return seconds(lambda: reportgen(self.root, *arguments))

    def page(self, paper: Target) -> bytes:
        """The page that a PDF is made from."""
        return (self.root / "output" / paper.needs["page"]).read_bytes()

    def standing_alone(self, paper: Target, folder: Path) -> Path:
        """The page with its print styles inside and its brand beside it: what a plain program would be given."""
        inputs, beside = hand_over(paper.inputs, self.plan.fetch), folder / paper.path.split("/")[1]
        for role, content in inputs.items():
            if role.startswith("brand/"):
                (beside / role).parent.mkdir(parents=True, exist_ok=True)
                (beside / role).write_bytes(content)
        sheet = styles("styles/print.css", inputs, "ttf", lambda name: (beside / "brand" / name).as_uri())
        page = beside.with_suffix(".html")
        page.write_bytes(self.page(paper).replace(b"</head>", f"<style>{sheet}</style></head>".encode()))
        return page


@contextmanager
def made() -> Iterator[Campaign]:
    """The campaign, built once."""
    root = scratch()
    copied(root, clients=False)
    samples = sorted((ROOT / "content/clients").glob("*.yml"))
    for number, sample in islice(enumerate(cycle(samples)), MANY):
        client = root / f"content/clients/c{number:03}-{sample.stem}"
        client.with_suffix(".yml").write_text(dearer(sample.read_text(), number // len(samples)))
        if sample.with_suffix("").exists():
            shutil.copytree(sample.with_suffix(""), client)
    reportgen(root)
    plan = make_plan(open_project(load(root, {})[0], None, None, Inline))
    briefs = (target for path, target in merged(plan).targets.items() if path.startswith("briefs/"))
    papers = (brief for brief in briefs if brief.recipe == "pdf" and brief.needs["page"].endswith("/index.html"))
    yield Campaign(root, plan, tuple(papers))


def copied(root: Path, clients: bool = True) -> None:
    """The sample project in another folder, with its clients or without."""

    def others(folder: str, names: list[str]) -> list[str]:
        return names if folder.endswith("clients") and not clients else []

    shutil.copytree(ROOT / "content", root / "content", ignore=others)
    shutil.copy(ROOT / "reportgen.toml", root)


def dearer(text: str, more: int) -> str:
    """A client's file with higher fees, so that its figures are its own."""
    return FEE.sub(lambda fee: str(int(fee[0]) + more), text)


def against_weasyprint(campaign: Campaign) -> Row:
    """PDFs from finished pages: one build, against one command after the other."""
    beside = scratch()
    pages = [campaign.standing_alone(paper, beside) for paper in campaign.papers[:FEW]]

    def theirs() -> float:
        return seconds(lambda: [weasyprint(page) for page in pages])

    found = median(theirs() / campaign.printed(FEW) for _ in range(3))
    return Row(f"{FEW} briefs, page to PDF", "the weasyprint command for each, same pages", found, 6, True)


def two_jobs(campaign: Campaign) -> Row:
    """PDFs from finished pages, by one worker and by two."""

    found = median(campaign.printed(MANY, "--jobs", "1") / campaign.printed(MANY, "--jobs", "2") for _ in range(3))
    return Row(f"{MANY} briefs, page to PDF, --jobs 2", "--jobs 1", found, 1.85, True)


def one_edited(campaign: Campaign) -> Row:
    """The sample project after a change of one client: everything that follows from it, to the finished PDFs."""
    root, more = scratch(), count(1)
    copied(root)
    reportgen(root)
    client = root / "content/clients/harbor-dental.yml"
    text = client.read_text()
    paper = next(each for each in campaign.papers if each.client.endswith(client.stem))
    page = campaign.standing_alone(paper, root / ".tools")

    def ours() -> float:
        client.write_text(dearer(text, next(more)))
        return seconds(lambda: reportgen(root))

    found = median(ours() / seconds(lambda: weasyprint(page)) for _ in range(9))
    return Row("one client edited, all its files and PDFs", "the weasyprint command, its page alone", found, 1.1)


def worker(campaign: Campaign) -> list[Row]:
    """What one worker holds at most, pages shared with others included, and how that grows from a tenth to the end.

    Growth is of the peak over a tenth of the briefs, so that one large brief early on hides nothing.
    """
    pages = {digest(page): page for page in map(campaign.page, campaign.papers)}

    def fetch(name: Digest) -> bytes:
        return pages[name] if name in pages else campaign.plan.fetch(name)

    briefs = zip(campaign.papers, pages, strict=True)
    calls, tenth = (
        cycle(Call(campaign.plan.recipes["pdf"], {**paper.inputs, "page": name}) for paper, name in briefs),
        ALL // 10 or 1,
    )
    with closing(Pool(fetch, Limits(), 1, ["reportgen.rendering.preload"])) as executor:
        make(executor, islice(calls, tenth))
        process = worker_of(os.getpid())
        early = held(process)
        make(executor, islice(calls, ALL - 2 * tenth))
        between = held(process)
        (process / "clear_refs").write_text("5")
        make(executor, islice(calls, tenth))
        late = held(process)
    what = f"a worker over {ALL} briefs"
    return [
        Row(f"{what}: peak", "megabytes, what it shares included", max(between, late), 130),
        Row(f"{what}: peak of the last tenth", "of the first", late / early, 1.1),
    ]


def make(executor: Pool, calls: Iterable[Call]) -> None:
    """Makes these, a few under way at a time as in a build."""
    assert all(isinstance(outcome, Artifact) for outcome in outcomes(executor, calls))


def worker_of(process: int) -> Path:
    """The folder in /proc of the only worker: a child of the process that workers are forked from."""
    (found,) = (inner for child in children(process) for inner in children(child))
    return Path(f"/proc/{found}")


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def held(process: Path) -> float:
    """The most memory that a process has held, in megabytes."""
    found: Mapping[str, str] = dict(line.split(":") for line in (process / "status").read_text().splitlines())
    return int(found["VmHWM"].split()[0]) * 1024 / 1e6


def reportgen(root: Path, *arguments: str) -> None:
    """Runs the real command, which must succeed."""
    run(str(COMMANDS / "reportgen"), "--project", str(root), "build", *arguments)


def weasyprint(page: Path) -> None:
    """Runs the peer."""
    command = str(COMMANDS / "weasyprint")
    run(command, "--quiet", "--pdf-variant", "pdf/ua-1", str(page), str(page.with_suffix(".pdf")))
