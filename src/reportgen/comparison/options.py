"""The options that are compared, in the order in which every table and chart lists them."""

from __future__ import annotations

from typing import Literal, TypeAlias

Option: TypeAlias = Literal["break_fix", "managed", "co_managed"]
OPTIONS: tuple[Option, ...] = ("break_fix", "managed", "co_managed")
