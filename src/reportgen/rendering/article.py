"""An article's file to what planning and pages need of it; its Markdown becomes one template here, once."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..charts import CHARTS
from ..engine.model import Artifact
from ..markdown import compile_markdown
from ..problems import Problem, ProblemError
from ..project.schema.front_matter import read_article


def article(inputs: Mapping[str, bytes]) -> Artifact:
    """As JSON: the front matter and its lines, what the text refers to, and the text as a compiled article.

    Without the last when the Markdown is broken; its problems come along as warnings.  Raises ProblemError when the
    front matter cannot be read, for then nothing is known of the article.
    """
    about, problems = json.loads(inputs["about"]), tuple[Problem, ...]()
    front, record, body, line = read_article(inputs["source"], about["path"])
    found: dict[str, object] = {"front": front.model_dump(mode="json"), "lines": record.lines}
    try:
        compiled = compile_markdown(body, about["path"], line, about["directives"], CHARTS, front.language)
        found |= {"references": compiled.references.to_data(), "text": compiled.to_bytes().decode()}
    except ProblemError as error:
        problems = error.problems
    return Artifact(json.dumps(found, ensure_ascii=False).encode(), problems)
