"""Setting up: what `make` explains, and what is said on machines that lack something, shown on imagined ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SHELL_TOOLS = ("cat", "mkdir", "rm", "sh", "tail", "touch", "uname")
NO_PIP = f"""#!/bin/sh
case "$*" in *"-m pip"*) exit 1;; esac
exec "{sys.executable}" "$@"
"""
OLD = """#!/bin/sh
case "$*" in --version) echo "Python 3.9.2";; *) exit 1;; esac
"""


class ImaginedMachine:
    """A folder with the doctor and the scripts, and a PATH on which only what is given stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        for name in SHELL_TOOLS:
            (self.programs / name).symlink_to(shutil.which(name) or name)
        for name in ("tools", "src/reportgen", "tests/validators"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))

    def program(self, name: str, script: str) -> None:
        (self.programs / name).write_text(script)
        (self.programs / name).chmod(0o755)

    def user(self, number: int) -> None:
        self.program("id", f"#!/bin/sh\necho {number}\n")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={"PATH": str(self.programs), "HOME": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def system_part(self) -> tuple[int, str]:
        done = self.run("sh", "tools/system-part.sh", "chosen")
        return done.returncode, done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> ImaginedMachine:
    return ImaginedMachine(tmp_path)


def lacking(machine: ImaginedMachine, library: str) -> None:
    """Let the machine's doctor look for a library that is nowhere."""
    doctor = machine.folder / "src" / "reportgen" / "rendering" / "system.py"
    text = doctor.read_text()
    assert f'"{library}-0"' in text
    doctor.write_text(text.replace(f'"{library}-0"', '"nowhere-0"'))


def test_make_alone_explains_every_target() -> None:
    make = shutil.which("make")
    assert make
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run([make], cwd=ROOT, capture_output=True, text=True, check=True, env=plain)
    explained = re.findall(r"^  make ([\w-]+) +\S", done.stdout, re.MULTILINE)
    (phony,) = re.findall(r"^\.PHONY: (help .*)$", MAKEFILE, re.MULTILINE)
    assert sorted(explained) == sorted(set(phony.split()) - {"help"})


def test_ci_runs_what_everybody_runs() -> None:
    assert "exec make test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_all_caches_stay_in_the_project() -> None:
    for name in ("UV_CACHE_DIR", "npm_config_cache", "XDG_CACHE_HOME"):
        assert re.search(rf"^export {name} := \$\(cache\)", MAKEFILE, re.MULTILINE), name
    assert "export PIP_NO_CACHE_DIR := 1" in MAKEFILE


def test_a_machine_with_everything_is_left_alone(machine: ImaginedMachine) -> None:
    machine.user(1000)
    machine.program("python3", f'#!/bin/sh\n[ "$2" = pip ] || exec "{sys.executable}" "$@"\n')
    assert machine.system_part() == (0, "")
    assert (machine.folder / "chosen").read_text() == f"{machine.programs}/python3\n"


def test_no_python(machine: ImaginedMachine) -> None:
    assert machine.system_part() == (
        3,
        "Python 3.11 or newer is needed, and no Python was found.\n"
        "Install it, then say where it is:  make build PYTHON=/path/to/python3.11\n",
    )


def test_an_old_python(machine: ImaginedMachine) -> None:
    machine.program("python3", OLD)
    assert machine.system_part() == (
        3,
        "Python 3.11 or newer is needed, and Python 3.9.2 was found.\n"
        "Install it, then say where it is:  make build PYTHON=/path/to/python3.11\n",
    )


def test_a_newer_python_beside_an_old_one_is_taken(machine: ImaginedMachine) -> None:
    machine.user(1000)
    machine.program("python3", OLD)
    machine.program("python3.12", f'#!/bin/sh\n[ "$2" = pip ] || exec "{sys.executable}" "$@"\n')
    assert machine.system_part() == (0, "")
    assert (machine.folder / "chosen").read_text() == f"{machine.programs}/python3.12\n"


def test_python_without_pip_and_no_right_to_install(machine: ImaginedMachine) -> None:
    machine.user(1000)
    machine.program("python3", NO_PIP)
    machine.program("apt-get", "#!/bin/sh\nexit 100\n")
    assert machine.system_part() == (
        3,
        f"pip for {machine.programs}/python3: missing, and not ours to install here.  Please run:\n"
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends python3-pip\n",
    )


def test_a_missing_library_and_no_right_to_install(machine: ImaginedMachine) -> None:
    machine.user(1000)
    machine.program("python3", f'#!/bin/sh\n[ "$2" = pip ] || exec "{sys.executable}" "$@"\n')
    lacking(machine, "harfbuzz-subset")
    doctor = machine.folder / "src" / "reportgen" / "rendering" / "system.py"
    text = re.sub(r"    root = hasattr.*", "    root = False", doctor.read_text())
    doctor.write_text(re.sub(r"manager\(sys\.platform, _os_release\(\)\)", '"apt"', text))
    assert machine.system_part() == (
        3,
        "the libraries that set a PDF: missing, and not ours to install here.  Please run:\n"
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libharfbuzz-subset0\n",
    )


def test_an_installation_that_fails_says_how_to_go_on(machine: ImaginedMachine) -> None:
    machine.user(0)
    machine.program("python3", NO_PIP)
    machine.program("apt-get", "#!/bin/sh\necho 'no network'\nexit 100\n")
    command = "apt-get update && apt-get install -y --no-install-recommends python3-pip"
    assert machine.system_part() == (
        3,
        f"installing pip for {machine.programs}/python3: {command}\nno network\n"
        f"that failed.  Fix it, or run it by hand:\n    {command}\n",
    )


def test_validators_that_cannot_be_had_are_named_and_stop_nothing(machine: ImaginedMachine) -> None:
    machine.user(1000)
    (machine.programs / "cp").symlink_to(shutil.which("cp") or "cp")
    machine.program("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    machine.program("uv", "#!/bin/sh\nexit 1\n")
    machine.program("npm", "#!/bin/sh\necho 'npm error no network'\nexit 1\n")
    done = machine.run("sh", "tools/validators.sh", "uv", "python3")
    assert done.returncode == 0
    assert "validators: page-validation and outloud could not be installed\n" in done.stderr
    assert "npm error no network\nvalidators: the Nu HTML checker and axe could not be installed\n" in done.stderr
    assert not (machine.folder / ".tools" / "validators" / "complete").exists()


@pytest.mark.parametrize(
    ("manager", "user", "command"),
    [
        ("apt-get", 1000, "sudo apt-get update && sudo apt-get install -y --no-install-recommends nodejs npm chromium"),
        ("dnf", 0, "dnf install -y nodejs-npm chromium"),
        ("apk", 0, "apk add nodejs npm chromium"),
        ("pacman", 1000, "sudo pacman -S --needed --noconfirm nodejs npm chromium"),
        ("brew", 1000, "brew install node --cask chromium"),
        ("", 0, "your package manager, for: npm chromium"),
    ],
)
def test_what_the_validators_run_on_comes_with_one_command(
    machine: ImaginedMachine, manager: str, user: int, command: str
) -> None:
    machine.user(user)
    for name in filter(None, ("qpdf", "java", "uv", "python3", manager)):
        machine.program(name, "#!/bin/sh\nexit 1\n")
    done = machine.run("sh", "tools/validators.sh", "uv", "python3")
    assert f"validators: not all can be installed before this is run:  {command}\n" in done.stderr
