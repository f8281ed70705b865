"""An article's file to what planning and pages need of it; its Markdown becomes one template here, once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..charts import CHARTS
from ..engine.model import Artifact
from ..markdown import compile_markdown
from ..markdown.leftovers import drafts
from ..problems import Problem, ProblemError
from ..project.readers.record import Record
from ..project.schema.front_matter import read_article
from .environment import syntax

SHOWN = ("title", "description", "summary")


def article(inputs: Mapping[str, bytes]) -> Artifact:
    """Return as JSON the front matter and its lines, what the text refers to, and the compiled article.

    Without the last when the Markdown is broken; its problems come along as warnings.  Raises ProblemError when the
    front matter cannot be read, for then nothing is known of the article.
    """
    about, problems = json.loads(inputs["about"]), tuple[Problem, ...]()
    front, record, body, line = read_article(inputs["source"], about["path"])
    found: dict[str, object] = {"front": front.model_dump(mode="json", by_alias=True), "lines": record.lines}
    try:
        compiled, problems = compile_markdown(
            body, about["path"], syntax(), line, about["directives"], CHARTS, front.language
        )
        problems = (*_drafts(record), *problems)
        found |= {"references": compiled.references.to_data(), "text": compiled.to_bytes().decode()}
    except ProblemError as error:
        problems = error.problems
    return Artifact(json.dumps(found, ensure_ascii=False).encode(), problems)


def _drafts(record: Record) -> Iterator[Problem]:
    """Yield a warning for each note in the front matter that something is still to be written."""
    for field in SHOWN:
        for message, hint in drafts(str(record.data.get(field) or "")):
            yield record.problem(field, message, hint, "warning")
