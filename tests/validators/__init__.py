"""Independent validators of what reportgen makes: each takes files and gives the faults it finds, one line each.

They come from PyPI, npm and the system (`make validators`), into an environment of their own.  `require()` ends a
test with the reason when one is absent: skipped on a desk, failed in CI, where a guard must not go missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HOME = HERE.parents[1] / ".tools" / "validators"
PYTHON = HOME / "python" / "bin" / "python"
OUTLOUD = HOME / "python" / "bin" / "outloud"
VNU = HOME / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = HOME / "node_modules" / "axe-core" / "axe.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 300


def require(*validators: str, home: Path = HOME, ci: bool | None = None) -> None:
    """Let a test go on only when its validators are here."""
    absent = [reason for validator in validators if (reason := missing(validator, home))]
    if not absent:
        return
    reason = "; ".join(absent) + "; `make validators` brings them or says what does"
    if os.environ.get("CI") == "true" if ci is None else ci:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def missing(validator: str, home: Path = HOME) -> str:
    """Why a validator cannot be asked, or nothing."""
    needs: dict[str, tuple[Sequence[str], Path | None]] = {
        "page-validation": ((), PYTHON),
        "outloud": ((), OUTLOUD),
        "qpdf": (("qpdf",), None),
        "nu": (("java",), VNU),
        "axe": (("node",), AXE),
    }
    programs, file = needs[validator]
    lacks = [program for program in programs if not shutil.which(program)]
    if validator == "axe" and not _chromium():
        lacks.append("chromium")
    if file and not (home / file.relative_to(HOME)).exists():
        lacks.append(file.name)
    return f"no validator {validator}: {', '.join(lacks)} missing" if lacks else ""


def check_pdf(*paths: Path) -> list[str]:
    """What page-validation, outloud and qpdf find wrong with PDFs that say they are PDF/UA-1."""
    return [*page_validation(*paths), *outloud(*paths), *qpdf(*paths)]


def page_validation(*paths: Path, profile: str = "ua1") -> list[str]:
    """Breaches of PDF/UA-1 (or of another profile: `3a` is PDF/A-3a), by the rules of page-validation."""
    found = json.loads(_run([PYTHON, HERE / "ua1.py", profile, *paths]).stdout)
    return [f"{path}: {fault}" for path, faults in found.items() for fault in faults]


def outloud(*paths: Path, severities: Iterable[str] = ("error",)) -> list[str]:
    """Breaches of PDF/UA-1 and of its sense (reading order, empty header cells), by the rules of outloud."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        _run([OUTLOUD, "--quiet", "--fail-on", "never", "--json", report, *paths])
        results = json.loads(report.read_text(encoding="utf-8"))["results"]
    faults = [f"{result['path']}: unreadable: {result['error']}" for result in results if result["error"]]
    return faults + [
        f"{result['path']}: {finding['rule']}: {finding['message']}"
        for result in results
        for finding in result["findings"]
        if finding["severity"] in severities
    ]


def qpdf(*paths: Path) -> list[str]:
    """Damage to the syntax or the streams of PDFs, by `qpdf --check` (its warnings count)."""
    checked = [(path, _run(["qpdf", "--check", path], codes=(0, 2, 3))) for path in paths]
    return [f"{path}: {line}" for path, done in checked if done.returncode for line in _lines(done.stderr)]


def check_html(*paths: Path) -> list[str]:
    """What the Nu HTML checker finds wrong with pages and the CSS and SVG in them; its warnings count."""
    command = ["java", "-XX:-UsePerfData", "-jar", VNU, "--skip-info-messages", "--asciiquotes"]
    done = _run([*command, "--format", "json", *paths], codes=(0, 1))
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url', '').removeprefix('file:')}:{message.get('lastLine', 0)}: {message['message']}"
        for message in messages
    ]


def check_axe(
    *paths: Path, widths: Sequence[int] = (375, 1280), schemes: Sequence[str] = ("light", "dark")
) -> list[str]:
    """What axe finds wrong with pages in Chromium, at each width and in each colour scheme.

    Script errors, requests to a network and pages that scroll sideways are faults as well.
    """
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium as root starts in no other way
    order = {
        "home": str(HOME),
        "executable": _chromium(),
        "arguments": sandbox,
        "pages": [str(path.resolve()) for path in paths],
        "widths": list(widths),
        "schemes": list(schemes),
    }
    return list(json.loads(_run(["node", HERE / "axe.mjs", json.dumps(order)]).stdout))


def _chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _run(command: Sequence[str | Path], codes: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
    """Runs a validator with a home of its own: Chromium and others leave things there.

    It sees the machine's fonts, whatever formats.pdf told Fontconfig: without letters axe finds no contrast.
    """
    plain = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env=plain | {"HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home},
        )
    if done.returncode not in codes:
        raise RuntimeError(f"{command[0]} gave up with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done
