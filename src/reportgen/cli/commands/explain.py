"""`reportgen explain`: follows a figure back to its formula, its inputs and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..completion import client_ids
from ..console import dump
from ..shared import epoch, find, known_clients

if TYPE_CHECKING:
    from ...comparison.document import Document


@click.command("explain")
@click.argument("client", shell_complete=client_ids)
@click.argument("figure", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Print for people or programs."
)
@click.pass_context
def command(context: click.Context, client: str, figure: str | None, form: str) -> None:
    """Tell a number's way back: its formula, what it rests on, and who said so.

    Without FIGURE all figures of the client's report are listed.
    """
    from ... import explain

    context.meta["form"] = form
    document, strings = explain(find(context), lambda plan: known_clients([client], plan)[0], epoch())
    click.echo(explained(document, strings, figure, form))


def explained(document: Document, strings: bytes, figure: str | None, form: str) -> str:
    """Return the explanation of a figure of the document, or the list of all without a figure.

    `strings` are the English messages.  Raises ProblemError for an unknown figure.
    """
    from ...comparison import provenance
    from ...language import explanation
    from ...language.localizer import Localizer
    from ...language.messages import read_messages

    localizer = Localizer(document.client.locale, document.client.currency, "en", read_messages(strings))
    if figure is None:
        if form == "json":
            return dump(explanation.all_as_data(document, localizer))
        return "\n".join(explanation.listed(document, localizer))
    followed = provenance.explain(document, figure)
    if form == "json":
        return dump(explanation.as_data(followed, document, localizer))
    return "\n".join(explanation.lines(followed, document, localizer))
