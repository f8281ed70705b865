"""One module per chart: the numbers of a comparison as the geometry of a lean SVG, with title, description and table.

`draw(name, document, localizer)` is for pages, which draw the marks with `templates/charts/NAME.svg`.  A chart takes
its words from the localizer; it may not format numbers or read anything but the document.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from ..comparison.document import Document
from ..language.localizer import Localizer
from ..problems import Problem, ProblemError, did_you_mean
from .geometry.marks import Chart

WIDE = 640
"""The width of a chart on a page of the report, or in the reading column with its margin."""
NARROW = 344
"""The width of a chart on a phone, where it has another layout."""
CHARTS = tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__) if not module.ispkg))
"""The charts by the names that Markdown uses: `annual-cost`, `twenty-dots`, ..."""


def draw(name: str, document: Document, localizer: Localizer, width: int = WIDE) -> Chart | None:
    """Return the chart of that name; None when the comparison does not have the numbers for it."""
    if name not in CHARTS:
        raise ProblemError([Problem(message=f"there is no chart {name!r}", hint=did_you_mean(name, CHARTS))])
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    chart: Chart | None = module.chart(document, localizer, width)
    return chart
