"""What `reportgen explain` prints: a figure followed back, or all figures, as text or as JSON."""

from __future__ import annotations

from ..comparison import provenance
from ..comparison.document import Document
from ..language import explanation
from ..language.localizer import Localizer
from ..language.messages import read_messages
from .console import dump


def explained(document: Document, strings: bytes, figure: str | None, form: str) -> str:
    """Return the explanation of a figure of the document, or the list of all without a figure.

    `strings` are the English messages.  Raises ProblemError for an unknown figure.
    """
    localizer = Localizer(document.client.locale, document.client.currency, "en", read_messages(strings))
    if figure is None:
        if form == "json":
            return dump(explanation.all_as_data(document, localizer))
        return "\n".join(explanation.listed(document, localizer))
    followed = provenance.explain(document, figure)
    if form == "json":
        return dump(explanation.as_data(followed, document, localizer))
    return "\n".join(explanation.lines(followed, document, localizer))
