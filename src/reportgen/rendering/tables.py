"""Numbers in a column of a table, one under the other at the decimal point, however many decimals each has."""

from __future__ import annotations

import re
from collections import defaultdict

TABLE = re.compile(r"<table\b.*?</table>", re.S)
ROW = re.compile(r"<tr\b.*?</tr>", re.S)
CELL = re.compile(r"(<t(?P<kind>[dh])\b(?P<attributes>[^>]*)>)(?P<text>.*?)(</t(?P=kind)>)", re.S)
RIGHT = re.compile(r'class="(?:number|align-right)"|text-align:\s*right')


def aligned(page: str, point: str) -> str:
    """Return the page with its columns of numbers filled up, unseen, to the same number of decimals.

    `point` is the decimal sign of the locale.  A column with other text in it stays as it is.
    """
    number = re.compile(
        rf"(?P<whole>\D*\d(?:[^\d{re.escape(point)}]?\d)*)(?P<rest>{re.escape(point)}\d+)?(?P<after>\D*)"
    )
    return TABLE.sub(lambda found: _table(found[0], number, point), page)


def _table(table: str, number: re.Pattern[str], point: str) -> str:
    """Return one table, its columns filled up."""
    columns = defaultdict[int, list[str]](list)
    for row in ROW.findall(table.partition("</thead>")[2]):
        for place, cell in enumerate(CELL.finditer(row)):
            columns[place].append(cell["text"].strip() if RIGHT.search(cell["attributes"]) else "words")
    decimals = {place: most for place, cells in columns.items() if (most := _decimals(cells, number))}
    if not decimals:
        return table
    head, end, body = table.partition("</thead>")
    return head + end + ROW.sub(lambda row: _row(row[0], decimals, number, point), body)


def _decimals(cells: list[str], number: re.Pattern[str]) -> int:
    """Return how many decimals a column is filled up to; none when nothing has to be."""
    found = [number.fullmatch(cell) for cell in cells if re.search(r"\w", cell)]
    numbers = [each for each in found if each and "<" not in each[0]]
    lengths = {len(each["rest"] or "") for each in numbers}
    alike = len(numbers) == len(found) and len({each["after"] for each in numbers}) == 1
    return max(lengths) - 1 if alike and len(lengths) > 1 else 0


def _row(row: str, decimals: dict[int, int], number: re.Pattern[str], point: str) -> str:
    """Return one row, its short numbers filled up with figures that take their room and are not shown."""
    pieces, last = [], 0
    for place, cell in enumerate(CELL.finditer(row)):
        found = number.fullmatch(cell["text"].strip())
        if place in decimals and found:
            rest = found["rest"] or ""
            lacking = (rest or point) + "0" * decimals[place]
            fill = lacking[len(rest) : decimals[place] + 1]
            hidden = f'<span class="fill">{fill}</span>' if fill else ""
            pieces += [row[last : cell.start()], cell[1], found["whole"], rest, hidden, found["after"], cell[5]]
            last = cell.end()
    return "".join([*pieces, row[last:]])
