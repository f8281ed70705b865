"""`reportgen import tickets`: the export of a service desk becomes a client's measured rates."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ....problems import Problem, ProblemError, did_you_mean
from ...new_files import write_whole

if TYPE_CHECKING:
    from ....comparison.tickets import Ticket
    from ....importing.tickets.clean import Cleaned

DAY = click.DateTime(["%Y-%m-%d"])
PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("tickets")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--client", required=True, metavar="ID", help="The client whose tickets these are.")
@click.option("--map", "map_file", type=PATH, help="A YAML file with what columns, types, classes and companies mean.")
@click.option("--from", "first", type=DAY, help="The first day of the export; without it, that of the first ticket.")
@click.option("--to", "last", type=DAY, help="The last day of the export; without it, that of the last ticket.")
@click.option("--dates", "order", type=click.Choice(["day-first", "month-first"]), help="How dates are written.")
@click.option(
    "--blocking-share", type=click.FloatRange(0, 1), help="The part of the time until resolution without work."
)
@click.option("--encoding", default="", help="The encoding of text that is not UTF-8.")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    client: str,
    map_file: Path | None,
    first: datetime | None,
    last: datetime | None,
    order: Any,
    blocking_share: float | None,
    encoding: str,
    dry_run: bool,
    yes: bool,
) -> None:
    """Turn the export of a service desk into the tickets of a client, without anything personal.

    Read are Jira, Zendesk, Freshdesk, Freshservice, ConnectWise, Autotask, HaloPSA, HubSpot and ServiceNow as
    they come, anything else with --map. Shown first is what was understood; then the times, priorities and
    hours of the tickets are written beside the client's file, and its `tickets:` block names them.
    """
    from ....importing.tickets import classes, summary
    from ....importing.tickets import files as written
    from ...shared import find

    root = find(context)
    path = root / "content" / "clients" / f"{client}.yml"
    given = _map(map_file)
    kinds, name = _client(path)
    tickets = [
        ticket for file in files for ticket in _of_client(_read(file, given, order, encoding), client, name, given)
    ]
    if not tickets:
        raise ProblemError([Problem(message="the export has no ticket of this client", path=str(files[0]))])
    window = summary.window_of(tickets, _day(first), _day(last))
    selection = _selection(tickets, window)
    priorities = [ticket.priority for ticket in selection.incidents]
    listed = classes.classes_of(priorities, kinds, given["classes"], str(files[0]))
    _show(tickets, selection, window, listed)
    _require_hours(selection.incidents, listed, blocking_share, str(files[0]))
    old = path.read_text(encoding="utf-8")
    new = {
        path: written.with_block(old, window.first, window.last, listed, blocking_share).encode(),
        path.with_suffix("") / written.NAME: written.table(tickets),
    }
    changed = {place: content for place, content in new.items() if not place.is_file() or place.read_bytes() != content}
    if dry_run or not changed:
        click.echo("nothing was written" if dry_run else "nothing to write: the tickets are there as imported")
    elif yes or not sys.stdin.isatty() or click.confirm(f"write {len(changed)} files?", default=True):
        for place, content in changed.items():
            write_whole(place, content)
            click.echo(f"wrote {place.relative_to(root).as_posix()}")
        click.echo(f"next: reportgen build --client {client}")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


# ---- reading


def _map(path: Path | None) -> dict[str, dict[str, str]]:
    """Return the sections of a map.  Raises ProblemError with every section that does not exist."""
    from ....project.readers.documents import yml

    sections: dict[str, dict[str, str]] = {"columns": {}, "types": {}, "classes": {}, "companies": {}}
    record = yml.read(path.read_bytes(), path.as_posix()) if path else None
    problems = []
    for name, value in record.data.items() if record else ():
        if name in sections and isinstance(value, dict):
            sections[name] = {key: str(text) for key, text in value.items()}
        elif record:
            problems.append(record.problem(name, "is no section of a map", did_you_mean(name, sections)))
    if problems:
        raise ProblemError(problems)
    return sections


def _client(path: Path) -> tuple[list[tuple[str, float]], str]:
    """Return the name and the people of each class of a client, and the client's name."""
    from ....project.readers.documents import yml

    shown = f"content/clients/{path.name}"
    if not path.is_file():
        known = [each.stem for each in path.parent.glob("*.yml")]
        raise ProblemError(
            [Problem(message="there is no such client", path=shown, hint=did_you_mean(path.stem, known))]
        )
    record = yml.read(path.read_bytes(), shown)
    incidents = record.data.get("incidents")
    classes = [each for each in incidents if isinstance(each, dict)] if isinstance(incidents, list) else []
    if not classes:
        hint = "describe the kinds of incidents first; the tickets then say how many there are"
        raise ProblemError([record.problem("incidents", "is missing", hint)])
    return [(str(each.get("name")), _people(each.get("people_affected"))) for each in classes], str(record.data["name"])


def _people(value: object) -> float:
    text = value.get("value") if isinstance(value, dict) else value
    try:
        return float(str(text))
    except ValueError:
        return 0.0  # `check` reports it


def _read(path: Path, given: dict[str, dict[str, str]], order: Any, encoding: str) -> Cleaned:
    """Return the tickets of one file, and print what was understood of it."""
    from ....importing.tables.columns import columns_of, head_row, mapped
    from ....importing.tables.opened import opened_sheets
    from ....importing.tickets.clean import cleaned
    from ....importing.tickets.product import product_of
    from ....importing.tickets.summary import row_lines

    sheet, *others = opened_sheets(path.read_bytes(), path.as_posix(), encoding)
    more = [f"only the first of {len(others) + 1} sheets is read; save another one on its own"] if others else []
    product, reason = product_of(sheet, bool(given["columns"]))
    names = mapped(product.columns, given["columns"], sheet, "the map")
    columns = columns_of(sheet, names, head_row(sheet, [head for heads in names.values() for head in heads]))
    found = cleaned(columns, product, given["types"], order)
    click.echo(f"{path.name}: read as {product.name} ({reason})")
    read = ", ".join(f"{field} from {columns.title(field)!r}" for field in columns.positions)
    click.echo(f"  columns: {read}; {len(columns.unused)} others are not read")
    rows = *row_lines("left out: ", found.left_out), *row_lines("", found.not_used)
    for notice in (*more, *sheet.notices, *found.remarks, *rows):
        click.echo(notice if notice.startswith("  ") else f"  {notice}")
    return found


def _of_client(found: Cleaned, client: str, name: str, given: dict[str, dict[str, str]]) -> list[Ticket]:
    """Return the tickets of a client: all, or in an export of several companies those of the one with its name.

    Raises ProblemError when no company has that name.
    """
    from ....importing.tickets.classes import plain_company

    companies = sorted({company for _, company in found.tickets if company})
    if len(companies) < 2:
        return [ticket for ticket, _ in found.tickets]
    wanted = {company for company in companies if plain_company(company) == plain_company(name)}
    wanted |= {company for company in companies if given["companies"].get(company) == client}
    if not wanted:
        message = f"the export has {len(companies)} companies, and none is named {name!r}"
        hint = f"write in a file for --map: `companies: {{COMPANY: {client}}}`; {did_you_mean(name, companies)}"
        raise ProblemError([Problem(message=message, field="companies", hint=hint)])
    kept = [ticket for ticket, company in found.tickets if company in wanted]
    click.echo(f"  {len(kept)} of {len(found.tickets)} tickets are those of {name}; the others are of other companies")
    return kept


def _selection(tickets: list[Ticket], window: Any) -> Any:
    from ....comparison.tickets.select import select

    return select(tickets, window)


def _require_hours(incidents: Any, listed: dict[str, list[str]], share: float | None, path: str) -> None:
    """Raise ProblemError when a class has tickets and no hours of work, and no share of the open time is stated."""
    for name, group in listed.items():
        found = [ticket for ticket in incidents if ticket.priority in group]
        if len(found) > 1 and sum(bool(each.worked_hours and each.resolved) for each in found) < 2 and share is None:
            message = f"the tickets of {name!r} have no hours of work"
            hint = "state which part of the time until resolution stopped work, such as --blocking-share 0.2"
            raise ProblemError([Problem(message=message, path=path, hint=hint)])


# ---- telling


def _show(tickets: list[Ticket], selection: Any, window: Any, listed: dict[str, list[str]]) -> None:
    from ....importing.tickets.summary import estimates, month_chart

    click.echo(f"window: {window.first} to {window.last}; --from and --to state other days")
    for line in month_chart(tickets, window):
        click.echo(line)
    for reason, count in selection.left_out.items():
        click.echo(f"  not counted: {count} {reason}")
    for line in estimates(selection, window, listed):
        click.echo(line)
