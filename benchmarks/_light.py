"""The real command with light recipes for clients: making ten thousand real reports says nothing about the engine.

`python benchmarks/_light.py FILES ARGUMENTS` runs `reportgen ARGUMENTS`; FILES names what each client gets, of `data`
(its record), `page` (the article, one template for all, tailored by that record) and `paper` (a stand-in for a PDF).
The article is compiled and rendered as for a real report; figures, charts and layout are what is left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.cli import main
from reportgen.engine.model import Artifact, BundlePlan, Digest
from reportgen.engine.recipe import Recipe
from reportgen.planning import bundles, project

RECIPES = {"comparison": "data", "brief": "page", "pdf": "paper"}


def data(inputs: Mapping[str, bytes]) -> Artifact:
    """The record as it is."""
    return Artifact(inputs["client"])


def page(inputs: Mapping[str, bytes]) -> Artifact:
    """The article for one client."""
    from reportgen.language.localizer import Localizer
    from reportgen.rendering.body import render_article
    from reportgen.rendering.environment import render
    from reportgen.rendering.pages import _compiled, _environment

    context = {"client": json.loads(inputs["comparison"])}
    made = _environment(inputs, Localizer())
    body = render_article(made, _compiled(inputs["article"]), context)
    return Artifact(render(made, "brief.html", context | {"body": body.html}).encode())


def paper(inputs: Mapping[str, bytes]) -> Artifact:
    """A few bytes."""
    return Artifact(b"%PDF" + inputs["page"][:100])


def client_plan(*handed: Any) -> BundlePlan:
    """The plan of a client with only the files that were asked for; a page alone is made of the record itself."""
    targets = planned(*handed).targets
    wanted = {path: each for path, each in targets.items() if RECIPES[each.recipe] in files}
    if "data" not in files:
        record = next(target.inputs["client"] for target in targets.values() if target.recipe == "comparison")
        wanted = {
            path: replace(each, inputs={**each.inputs, "comparison": record}, needs={}) for path, each in wanted.items()
        }
    return BundlePlan(wanted)


def recipes(code: Digest) -> Mapping[str, Recipe]:
    """The recipes of the tool, the light ones among them; no PDF is slow."""
    found = all_recipes(code)
    light = {"comparison": "data", "brief": "page", "pdf": "paper"}
    changed = {name: replace(found[name], function=f"_light:{each}", cost="normal") for name, each in light.items()}
    return {**found, **changed}


all_recipes, project.recipes = project.recipes, recipes
planned, bundles.client_plan = bundles.client_plan, client_plan

if __name__ == "__main__":  # workers run the lines above as well
    files = sys.argv.pop(1).split(",")
    main(prog_name="reportgen")
