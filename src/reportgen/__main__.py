"""`python -m reportgen`: the commands, wherever the script is not on the path."""

from __future__ import annotations

from .cli import main

main(prog_name="reportgen")
