"""What this machine has, what it lacks, and the one command that fixes it.

The standard library alone is behind it, so that it also runs as a file, before anything is installed:
`python3 -P src/reportgen/rendering/system.py --command` prints the command for what is missing, or nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

State = Literal["ok", "missing", "old"]
Manager = Literal["apt", "dnf", "brew", "apk", "pacman", ""]

PYTHON = (3, 11)
PANGO = (1, 44)  # what WeasyPrint asks for


@dataclass(frozen=True)
class Part:
    """One thing that does not come from a lock file: what it is for, and where it is looked for.

    `libraries` are tried as WeasyPrint tries them, each a tuple of names of which one must load; `version` names the
    C function that tells the version.
    """

    name: str
    purpose: str
    libraries: tuple[tuple[str, ...], ...]
    version: str = ""
    least: tuple[int, ...] = ()
    packages: tuple[str, str, str, str, str] = ("", "", "", "", "")  # as MANAGERS are ordered


def _names(stem: str, number: str) -> tuple[str, ...]:
    """Return the names of a library on Linux, macOS and Windows; the last is for `find_library`."""
    plain = stem.removesuffix("-0").removesuffix("-1")
    return (f"lib{plain}.so.{number}", f"lib{plain}.{number}.dylib", f"lib{stem}", stem, plain)


PARTS = (
    Part(
        "Pango", "sets the lines of a PDF", version="pango_version_string", least=PANGO,
        libraries=(_names("pango-1.0-0", "0"), _names("pangoft2-1.0-0", "0"), _names("gobject-2.0-0", "0")),
        packages=("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango", "pango", "pango"),
    ),
    Part(
        "HarfBuzz", "places the letters of a PDF", version="hb_version_string",
        libraries=(_names("harfbuzz-0", "0"),),
        packages=("libharfbuzz0b", "harfbuzz", "harfbuzz", "harfbuzz", "harfbuzz"),
    ),
    Part(
        "HarfBuzz subset", "embeds only the letters in use, with the same bytes every time",
        libraries=(_names("harfbuzz-subset-0", "0"),), version="hb_version_string",
        packages=("libharfbuzz-subset0", "harfbuzz", "harfbuzz", "harfbuzz-subset", "harfbuzz"),
    ),
    Part(
        "Fontconfig", "finds the fonts of a PDF", libraries=(_names("fontconfig-1", "1"),),
        packages=("libfontconfig1", "fontconfig", "fontconfig", "fontconfig", "fontconfig"),
    ),
)  # fmt: skip

MANAGERS: tuple[Manager, ...] = ("apt", "dnf", "brew", "apk", "pacman")
INSTALL: Mapping[Manager, str] = {
    "apt": "apt-get update && apt-get install -y --no-install-recommends {}",
    "dnf": "dnf install -y {}",
    "apk": "apk add {}",
    "pacman": "pacman -S --needed --noconfirm {}",
    "brew": "brew install {}",
}
FAMILIES: Mapping[str, Manager] = {
    "debian": "apt", "ubuntu": "apt", "fedora": "dnf", "rhel": "dnf", "centos": "dnf", "alpine": "apk",
    "arch": "pacman",
}  # fmt: skip


@dataclass(frozen=True)
class Machine:
    """What was seen of a machine: plain values, so that any machine can be imagined in a test.

    `found` maps the name of a part to its version (`""` when it has none to tell); an absent part is not in
    it.  `brands` maps a brand to the number of TTF files it brings, or is empty outside a project.
    """

    python: tuple[int, int, int]
    manager: Manager
    root: bool
    found: Mapping[str, str]
    brands: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: its state, what it is for, and what fixes it.

    That is `packages` for the command `install` of this system, or a `action` in words.
    """

    name: str
    state: State
    purpose: str
    version: str = ""
    packages: str = ""
    install: str = ""
    action: str = ""


def examine(machine: Machine | None = None) -> list[Finding]:
    """Return a finding for Python, each system part and the fonts of each brand; without a machine, for this one."""
    machine = machine or look()
    python = ".".join(map(str, machine.python))
    state: State = "ok" if machine.python >= PYTHON else "old"
    action = "" if state == "ok" else "install Python {}.{} or newer".format(*PYTHON)
    findings = [Finding("Python", state, "runs reportgen", python, action=action)]
    findings += [_examine_part(part, machine) for part in PARTS]
    for brand, fonts in sorted(machine.brands.items()):
        name, purpose = f"Fonts of brand {brand}", "the letters of its PDF"
        if fonts:
            findings.append(Finding(name, "ok", purpose, f"{fonts} TTF"))
        else:
            action = f"put static TTF files and their licence into content/brands/{brand}/fonts"
            findings.append(Finding(name, "missing", purpose, action=action))
    return findings


def _examine_part(part: Part, machine: Machine) -> Finding:
    version = machine.found.get(part.name)
    packages = part.packages[MANAGERS.index(machine.manager)] if machine.manager else ""
    action = "" if packages else f"install {part.name} with this system's package manager"
    if version is None:
        state: State = "missing"
    elif part.least and version and _numbers(version) < part.least:
        state, action = "old", f"{part.name} {'.'.join(map(str, part.least))} or newer is needed"
    else:
        return Finding(part.name, "ok", part.purpose, version)
    return Finding(part.name, state, part.purpose, version or "", packages, _install(machine), action)


def _install(machine: Machine) -> str:
    """Return the command that installs packages here, with `{}` for their names."""
    line = INSTALL[machine.manager] if machine.manager else ""
    if machine.root or machine.manager == "brew":  # brew refuses to run as root
        return line
    return " && ".join(f"sudo {step}" for step in line.split(" && "))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split(".") if number.isdigit())


def ready(findings: Iterable[Finding]) -> bool:
    """Whether PDFs can be made: nothing is missing and nothing is too old."""
    return all(finding.state == "ok" for finding in findings)


def command(findings: Iterable[Finding]) -> str:
    """Return the one command that installs what is missing or too old, or nothing."""
    wanted = [finding for finding in findings if finding.state != "ok" and finding.packages]
    packages = " ".join(finding.packages for finding in wanted).split()
    return wanted[0].install.format(" ".join(dict.fromkeys(packages))) if wanted else ""


def report(findings: Iterable[Finding]) -> str:
    """Return a line for each finding, then what to do: one command for what is missing or too old."""
    findings = list(findings)
    lines = [
        f"{finding.state:<9} {finding.name} {finding.version}".rstrip() + f": {finding.purpose}" for finding in findings
    ]
    lines += ["", "Everything that a PDF needs is here." if ready(findings) else "PDFs cannot be made yet."]
    lines += [f"  {finding.name}: {finding.action}" for finding in findings if finding.action]
    if needed := command(findings):
        lines += ["This brings what is missing:", f"  {needed}"]
    return "\n".join(lines)


def look(project: Path | None = None) -> Machine:
    """Return this machine as it is, and the brands of the project if there is one."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    found = {part.name: version for part in PARTS if (version := find(part)) is not None}
    brands = sorted((project / "content" / "brands").glob("*/_brand.yml")) if project else []
    fonts = {brand.parent.name: len(list((brand.parent / "fonts").glob("*.ttf"))) for brand in brands}
    return Machine(sys.version_info[:3], manager(sys.platform, _os_release()), root, found, fonts)


def manager(platform: str, os_release: str) -> Manager:
    """Return the package manager of a system, told by `sys.platform` and the text of its os-release file."""
    if platform == "darwin":
        return "brew"
    values = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".replace('"', "").replace("'", "").split()
    return next((FAMILIES[name] for name in names if name in FAMILIES), "")


def _os_release() -> str:
    paths = (Path("/etc/os-release"), Path("/usr/lib/os-release"))
    return next((path.read_text(encoding="utf-8") for path in paths if path.is_file()), "")


def find(part: Part, load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> str | None:
    """Return the version of a part that is there (`""` when it tells none), or None."""
    loaded = [_load(names, load) for names in part.libraries]
    if None in loaded:
        return None
    for library in loaded:
        if part.version and hasattr(library, part.version):
            tell = getattr(library, part.version)
            tell.restype = ctypes.c_char_p
            return str(tell().decode())
    return ""


def _load(names: Iterable[str], load: Callable[[str], ctypes.CDLL]) -> ctypes.CDLL | None:
    """Return the first of the names that loads, by itself or where `find_library` says, as cffi does it."""
    for name in names:
        for place in (str, _looked_up):  # looking a library up asks the compiler: only when its name does not do
            if candidate := place(name):
                try:
                    return load(candidate)
                except OSError:
                    continue
    return None


def _looked_up(name: str) -> str | None:
    from ctypes.util import find_library

    return find_library(name)


def pango_version() -> str:
    """Return Pango and what it needs here, as text: `1.50.12+harfbuzz-6.0.0+subset`; part of a PDF's key."""
    seen = {part.name: find(part) for part in PARTS if part.name in ("Pango", "HarfBuzz", "HarfBuzz subset")}
    subset = "" if seen["HarfBuzz subset"] is None else "+subset"
    return f"{seen['Pango']}+harfbuzz-{seen['HarfBuzz']}{subset}"


def main(arguments: list[str]) -> int:
    """Print the report; with `--command` only the command for this system.  Return 0, or 3 when a part is missing."""
    findings = examine()
    print(command(findings) if "--command" in arguments else report(findings))
    return 0 if ready(findings) else 3


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
