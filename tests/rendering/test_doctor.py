"""The doctor, asked about machines that are imagined, and about this one."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from reportgen.rendering import system as doctor
from reportgen.rendering.system import Machine

EVERYTHING = {part.name: "9.9.9" if part.version else "" for part in doctor.PARTS}
DEBIAN = Machine(python=(3, 11, 2), manager="apt", root=True, found=EVERYTHING)


def without(machine: Machine, *names: str) -> Machine:
    return replace(machine, found={name: text for name, text in machine.found.items() if name not in names})


def tell(machine: Machine) -> str:
    return doctor.report(doctor.examine(machine)) + "\n"


def test_a_machine_with_everything_is_ready() -> None:
    assert doctor.ready(doctor.examine(DEBIAN))
    assert (
        tell(DEBIAN)
        == """\
ok        Python 3.11.2: runs reportgen
ok        Pango 9.9.9: sets the lines of a PDF
ok        HarfBuzz 9.9.9: places the letters of a PDF
ok        HarfBuzz subset 9.9.9: embeds only the letters in use, with the same bytes every time
ok        Fontconfig: finds the fonts of a PDF

Everything that a PDF needs is here.
"""
    )


def test_what_is_missing_comes_with_one_command() -> None:
    bare = without(DEBIAN, "Pango", "HarfBuzz subset")
    assert not doctor.ready(doctor.examine(bare))
    assert (
        tell(bare)
        == """\
ok        Python 3.11.2: runs reportgen
missing   Pango: sets the lines of a PDF
ok        HarfBuzz 9.9.9: places the letters of a PDF
missing   HarfBuzz subset: embeds only the letters in use, with the same bytes every time
ok        Fontconfig: finds the fonts of a PDF

PDFs cannot be made yet.
This brings what is missing:
  apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
libharfbuzz-subset0
"""
    )


@pytest.mark.parametrize(
    ("manager", "root", "expected"),
    [
        ("apt", False, "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
                       "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("dnf", True, "dnf install -y pango harfbuzz"),
        ("dnf", False, "sudo dnf install -y pango harfbuzz"),
        ("apk", True, "apk add pango harfbuzz-subset"),
        ("pacman", False, "sudo pacman -S --needed --noconfirm pango harfbuzz"),
        ("brew", False, "brew install pango harfbuzz"),
        ("brew", True, "brew install pango harfbuzz"),
    ],
)  # fmt: skip
def test_the_command_is_that_of_the_system(manager: doctor.Manager, root: bool, expected: str) -> None:
    machine = replace(without(DEBIAN, "Pango", "HarfBuzz subset"), manager=manager, root=root)
    assert doctor.command(doctor.examine(machine)) == expected


def test_a_package_that_two_parts_need_is_named_once() -> None:
    machine = replace(without(DEBIAN, "HarfBuzz", "HarfBuzz subset"), manager="dnf")
    assert doctor.command(doctor.examine(machine)) == "dnf install -y harfbuzz"


def test_an_unknown_system_is_told_what_to_look_for() -> None:
    machine = replace(without(DEBIAN, "Pango"), manager="")
    assert tell(machine).endswith("""
PDFs cannot be made yet.
  Pango: install Pango with this system's package manager
""")


@pytest.mark.parametrize(("python", "state"), [((3, 10, 14), "old"), ((3, 11, 0), "ok"), ((3, 14, 1), "ok")])
def test_python_must_be_new_enough(python: tuple[int, int, int], state: str) -> None:
    machine = replace(DEBIAN, python=python)
    assert doctor.examine(machine)[0].state == state
    assert ("  Python: install Python 3.11 or newer" in tell(machine)) == (state == "old")


def test_a_pango_that_is_too_old_is_not_good_enough() -> None:
    machine = replace(DEBIAN, found={**EVERYTHING, "Pango": "1.42.4"})
    assert not doctor.ready(doctor.examine(machine))
    assert "old       Pango 1.42.4: sets the lines of a PDF" in tell(machine)
    assert "  Pango: Pango 1.44 or newer is needed" in tell(machine)


def test_each_brand_brings_its_own_fonts() -> None:
    machine = replace(DEBIAN, brands={"northwind": 0, "harbor": 4})
    assert not doctor.ready(doctor.examine(machine))
    assert "ok        Fonts of brand harbor 4 TTF: the letters of its PDF\n" in tell(machine)
    assert "missing   Fonts of brand northwind: the letters of its PDF\n" in tell(machine)
    assert tell(machine).endswith("""
PDFs cannot be made yet.
  Fonts of brand northwind: put static TTF files and their licence into content/brands/northwind/fonts
""")


@pytest.mark.parametrize(
    ("platform", "os_release", "manager"),
    [
        ("linux", 'ID=debian\nVERSION_ID="12"\n', "apt"),
        ("linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt"),
        ("linux", "ID=fedora\n", "dnf"),
        ("linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"),
        ("linux", "ID=alpine\n", "apk"),
        ("linux", "ID=manjaro\nID_LIKE=arch\n", "pacman"),
        ("linux", "ID=plan9\n\n# nothing\n", ""),
        ("linux", "", ""),
        ("darwin", "", "brew"),
        ("win32", "", ""),
    ],
)
def test_the_package_manager_is_told_by_the_system(platform: str, os_release: str, manager: str) -> None:
    assert doctor.manager(platform, os_release) == manager


PANGO = doctor.PARTS[0]


def test_a_part_is_there_only_when_all_its_libraries_load() -> None:
    def load(name: str) -> Any:
        if name != "libpango-1.0.so.0":
            raise OSError
        return object()

    assert doctor.find(PANGO, load=load) is None
    assert doctor.find(PANGO, load=lambda name: ctypes.CDLL(None)) == ""


def test_a_library_goes_by_other_names_elsewhere() -> None:
    tried = []

    def load(name: str) -> Any:
        tried.append(name)
        if not name.endswith(".0.dylib"):
            raise OSError
        return object()

    assert doctor.find(PANGO, load=load) == ""
    assert {"libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib", "libgobject-2.0.0.dylib"} <= set(tried)


def test_this_machine_can_make_pdfs() -> None:
    weasyprint = pytest.importorskip("weasyprint.text.ffi")
    machine = doctor.look()
    assert doctor.ready(doctor.examine(machine))
    major, minor, micro = map(int, machine.found["Pango"].split("."))
    seen = weasyprint.pango.pango_version()
    assert seen == major * 10000 + minor * 100 + micro, "the doctor and WeasyPrint see two different libraries"


def test_the_version_of_pango_names_all_that_sets_a_line() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\+harfbuzz-\d+\.\d+\.\d+\+subset", doctor.pango_version())


def test_brands_are_found_in_the_project(tmp_path: Path) -> None:
    fonts = tmp_path / "content" / "brands" / "harbor" / "fonts"
    fonts.mkdir(parents=True)
    (fonts.parent / "_brand.yml").touch()
    (fonts / "Regular.ttf").touch()
    (fonts / "Regular.woff2").touch()
    (tmp_path / "content" / "brands" / "draft").mkdir()
    assert doctor.look(tmp_path).brands == {"harbor": 1}
    assert doctor.look().brands == {}


def test_it_runs_as_a_file_before_anything_is_installed() -> None:
    file = ROOT / "src" / "reportgen" / "rendering" / "system.py"
    bare = [sys.executable, "-I", "-S", str(file)]
    report = subprocess.run(bare, capture_output=True, text=True, check=True)
    assert report.stdout.startswith("ok        Python ")
    command = subprocess.run([*bare, "--command"], capture_output=True, text=True, check=True)
    assert command.stdout == "\n"
