"""`python -m reportgen`: the commands, wherever the script is not on the path."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":  # a worker process imports this module too
    main(prog_name="reportgen")
