"""What every worker needs, loaded once in the process that they are forked from, and left alone from then on."""

from __future__ import annotations

import ctypes.util
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ..problems import ProblemError
from . import brand_css
from . import comparison as json
from . import pages as html


@contextmanager
def by_name_alone() -> Iterator[None]:
    """Load system libraries by the name of their file, as Linux knows it.

    WeasyPrint tries the names of other systems first, and Python asks a compiler and a linker about each of these:
    half of what loading it takes.  A library that is not found like this is sought as usual when the first PDF is made.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


with suppress(ProblemError), by_name_alone():  # without Pango each PDF tells its own problem, and all else is made
    from . import pdf

gc.collect()
gc.freeze()  # no worker ever looks through it for garbage, so more of it stays shared

__all__ = ["brand_css", "html", "json", "pdf"]
