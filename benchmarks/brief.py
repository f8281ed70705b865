"""A brief in a warm process, against the simplest program that makes the same PDF."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, Outcome, hand_over
from reportgen.engine.recipe import run
from reportgen.planning.bundles import make_plan, merged
from reportgen.planning.project import open_project
from reportgen.project.files import load
from reportgen.rendering.recipes import recipes
from reportgen.rendering.stylesheet import styles

from . import Row, seconds

ROOT = Path(__file__).parents[1]
CLIENT = "harbor-dental"
PEER = """
import sys, time
from weasyprint import HTML
page = sys.stdin.readline().strip()
text = open(page, encoding="utf-8").read()
for line in sys.stdin:
    start = time.perf_counter()
    HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")
    print(time.perf_counter() - start, flush=True)
"""


def measure() -> list[Row]:
    """The recipe `pdf`, against `HTML(string).write_pdf()` of the page with its print styles, process by process."""
    inputs = brief_inputs()
    with TemporaryDirectory() as name:
        page = Path(name, "page.html")
        page.write_text(standing_alone(inputs), encoding="utf-8")
        command = [sys.executable, "-c", PEER]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
            assert peer.stdin and peer.stdout
            print(page, file=peer.stdin)
            ratios = []
            for _ in range(8):
                print("again", file=peer.stdin, flush=True)
                theirs = float(peer.stdout.readline())
                ratios.append(seconds(lambda: made_by("pdf", inputs)) / theirs)
            peer.stdin.close()
    return [Row("one brief, warm", "HTML(string).write_pdf()", median(ratios[1:]), 0.75)]


def made_by(name: str, inputs: Mapping[str, bytes]) -> Outcome:
    """What a recipe makes, in this process."""
    return run(name, recipes("")[name].function, inputs)


def brief_inputs() -> Mapping[str, bytes]:
    """What the recipe `pdf` is handed for one client."""
    plan = make_plan(open_project(load(ROOT, {})[0], None, None, Inline))
    targets = merged(plan).targets

    def inputs(path: str) -> dict[str, bytes]:
        target = targets[path]
        made = hand_over(target.inputs, plan.fetch)
        for role, need in target.needs.items():
            product = made_by(targets[need].recipe, inputs(need))
            assert isinstance(product, Artifact), product
            made[role] = product.content
        return made

    return inputs(f"briefs/{CLIENT}/{CLIENT}.pdf")


def standing_alone(inputs: Mapping[str, bytes]) -> str:
    """The page with its print styles inside and its typefaces on disk: what a plain program would be given."""
    fonts = (ROOT / "content/brands/larkmere").as_uri()
    sheet = styles("styles/print.css", inputs, "ttf", lambda file: f"{fonts}/{file}")
    return inputs["page"].decode().replace("</head>", f"<style>{sheet}</style></head>")
