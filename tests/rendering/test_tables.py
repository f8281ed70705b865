"""Numbers in a column stand one under the other at the decimal point; words and mixed units stay as they are."""

from __future__ import annotations

import re

import pytest

from reportgen.rendering.tables import aligned


def column(*cells: str, point: str = ".", kind: str = "number") -> list[str]:
    """The cells of a column of numbers as they come out; what is there to take room only, in braces."""
    rows = "".join(f'<tr><td>Name 1</td><td class="{kind}">{cell}</td></tr>' for cell in cells)
    page = aligned(f"<p>1.5</p><table><thead><tr><th>2.5</th></tr></thead><tbody>{rows}</tbody></table>", point)
    assert "<p>1.5</p>" in page and "<th>2.5</th>" in page and page.count("<td>Name 1</td>") == len(cells)
    found = re.findall(rf'<td class="{kind}">(.*?)</td>', page)
    return [re.sub(r'<span class="fill">(.*?)</span>', r"{\1}", cell) for cell in found]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["5.4", "6.9", "9"], ["5.4", "6.9", "9{.0}"]),
        (["30", "5", "1.5"], ["30{.0}", "5{.0}", "1.5"]),
        (["$62.50", "$1,190", "$8,460"], ["$62.50", "$1,190{.00}", "$8,460{.00}"]),
        (["0.25", "1.5", "12"], ["0.25", "1.5{0}", "12{.00}"]),
        (["\u22123.5", "40"], ["\u22123.5", "40{.0}"]),
        (["2.5%", "10%"], ["2.5%", "10{.0}%"]),
        (["1.5", "–", "3"], ["1.5", "–", "3{.0}"]),
    ],
)
def test_short_numbers_are_filled_up_unseen(cells: list[str], shown: list[str]) -> None:
    assert column(*cells) == shown


def test_the_decimal_sign_is_that_of_the_locale() -> None:
    assert column("62,50\u00a0$", "1\u00a0190\u00a0$", point=",") == ["62,50\u00a0$", "1\u00a0190{,00}\u00a0$"]
    assert column("1.190", "2,5", point=",") == ["1.190{,0}", "2,5"]


@pytest.mark.parametrize(
    "cells",
    [
        ["12", "40"],  # nothing to fill
        ["1.5", "2.5"],
        ["1.5 hours", "4 people"],  # other units
        ["1.24 million", "831,000"],
        ["40 <span>(35 to 52.5)</span>", "1.5"],
        ["1.5", "none yet"],
    ],
)
def test_what_is_no_column_of_like_numbers_stays(cells: list[str]) -> None:
    assert column(*cells) == cells


def test_only_columns_set_to_the_right_are_filled() -> None:
    assert column("1.5", "2", kind="words") == ["1.5", "2"]
