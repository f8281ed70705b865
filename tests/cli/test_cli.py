"""The commands as somebody types them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click._termui_impl import ProgressBar
from click.shell_completion import ShellComplete
from click.testing import CliRunner

import reportgen
from conftest import Project
from reportgen.cli import console, main
from reportgen.cli.commands.schema import NAMES
from reportgen.engine.build import Opened
from reportgen.engine.model import Result as BuildResult
from reportgen.rendering import system as doctor

CLIENT = "content/clients/harbor-dental.yml"
HEAVY = ("weasyprint", "pydantic", "numpy", "babel", "markdown_it", "reportgen.comparison")


def imported(*arguments: str) -> set[str]:
    """The heavy libraries and rooms that a command loads."""
    code = (
        "import sys\nfrom reportgen.cli import main\n"
        f"try: main({list(arguments)!r}, prog_name='reportgen')\nexcept SystemExit: pass\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split())


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"reportgen {reportgen.__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    assert imported("--help") == set()


def test_a_build_with_nothing_to_do_loads_nothing_heavy(built: Project) -> None:
    assert imported("--project", str(built.root), "build") == set()


def test_a_build_prints_what_it_did_and_counts(project: Callable[..., Project]) -> None:
    made = project(clients=[])
    result = made.run("build")
    assert "       built site/index.html\n" in result.stdout
    assert result.stdout.splitlines()[-1].endswith(" built")
    told = "There are no clients yet: `reportgen new client` asks twelve questions and writes one.\n"
    assert result.stderr == told, "no progress bar where there is no terminal"
    assert made.run("build").stdout.endswith(" unchanged\n")


def test_json_for_programs(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    made.edit(CLIENT, "travel_fee: 65", "travel_fee: -65")
    result = made.run("build", "--client", "harbor-dental", "--format", "json")
    told = json.loads(result.stdout)
    assert (told["format"], told["version"], result.exit_code) == ("reportgen.build", 1, 1)
    statuses = {each["path"].rpartition("/")[2]: each["status"] for each in told["files"]}
    assert statuses.pop("comparison.json") == "failed"
    assert set(statuses) == {"index.html", "harbor-dental.pdf", "one-pager.html", "one-pager.pdf"}
    assert set(statuses.values()) == {"skipped"}
    (problem,) = told["problems"]
    assert problem["path"] == CLIENT
    assert problem["field"] == "break_fix.travel_fee"
    assert problem["severity"] == "error"
    assert problem["line"] > 0


def test_annotations_for_github(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    made.edit(CLIENT, "travel_fee: 65", "travel_fee: -65")
    line = next(n for n, text in enumerate((made.root / CLIENT).read_text().splitlines(), 1) if "travel_fee" in text)
    result = made.run("check", "--format", "github")
    assert (
        f"::error file={CLIENT},line={line},title=break_fix.travel_fee::must not be negative%0A"
        "write it without the minus sign\n"
    ) in result.stdout


def test_check_makes_nothing(project: Callable[..., Project]) -> None:
    made = project()
    before = sorted(path.name for path in made.root.iterdir())
    result = made.run("check")
    assert result.exit_code == 0
    assert result.stdout.endswith("no problems\n")
    assert sorted(path.name for path in made.root.iterdir()) == before


def test_check_tells_how_ready_each_client_is(project: Callable[..., Project]) -> None:
    result = project().run("check", "--format", "json")
    readiness = json.loads(result.stdout)["clients"]
    assert set(readiness) == {"harbor-dental", "fenwick-surveyors"}
    assert all(sentence.endswith(".") for sentences in readiness.values() for sentence in sentences)


def test_wrong_use_has_a_code_of_its_own(project: Callable[..., Project]) -> None:
    made = project()
    assert made.run("build", "--nonsense").exit_code == 2
    result = made.run("build", "--client", "harbor-dentl")
    assert result.exit_code == 2
    assert "did you mean 'harbor-dental'?" in result.stderr


def test_outside_a_project_it_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "build"])
    assert result.exit_code == 1
    assert "no reportgen.toml in" in result.stderr
    assert "`reportgen init` begins a project here" in result.stderr


def test_the_nearest_project_above_is_found(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    made = project()
    monkeypatch.chdir(made.root / "content" / "clients")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_an_output_folder_elsewhere(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(clients=[])
    assert made.run("build", "--output", str(tmp_path / "public")).exit_code == 0
    assert (tmp_path / "public/site/index.html").exists()
    assert not (made.root / "output").exists()


def test_a_folder_with_somebody_elses_files_is_refused(project: Callable[..., Project], tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    result = project().run("build", "--output", str(tmp_path))
    assert result.exit_code == 1
    assert "holds files that reportgen did not make" in result.stderr


def test_explain_leads_a_number_back_to_who_said_so(project: Callable[..., Project]) -> None:
    result = project().run("explain", "harbor-dental", "year.managed.fees")
    assert result.stdout == (
        "year.managed.fees = 38,880 USD/year  Fees of a year, managed IT\n"
        "    = 12 * (profile.users * managed.per_user_month)\n"
        "  profile.users = 24 people  People who use IT\n"
        "      told by the client\n"
        "  managed.per_user_month = 135 USD/user/month  Managed IT: fee per person\n"
        "      our quote\n"
    )


def test_explain_as_data(project: Callable[..., Project]) -> None:
    result = project().run("explain", "harbor-dental", "year.managed.fees", "--format", "json")
    told = json.loads(result.stdout)
    assert (told["name"], told["value"]) == ("year.managed.fees", 38880)
    assert [each["name"] for each in told["inputs"]] == ["profile.users", "managed.per_user_month"]


def test_explain_without_a_figure_lists_them(project: Callable[..., Project]) -> None:
    names = [line.split()[0] for line in project().run("explain", "harbor-dental").stdout.splitlines()]
    assert {"profile.users", "difference.managed.expected", "year.break_fix.total"} <= set(names)


def test_explain_knows_near_words_and_broken_clients(project: Callable[..., Project]) -> None:
    made = project()
    assert "did you mean" in made.run("explain", "harbor-dental", "year.managed.fee").stderr
    made.edit(CLIENT, "travel_fee: 65", "travel_fee: -65")
    result = made.run("explain", "harbor-dental")
    assert result.exit_code == 1
    assert "break_fix.travel_fee: must not be negative" in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_schema_prints_json_schema(name: str) -> None:
    told = json.loads(CliRunner().invoke(main, ["schema", name]).stdout)
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "properties" in told or "additionalProperties" in told


def test_without_pango_everything_but_the_pdf_is_made(project: Callable[..., Project], tmp_path: Path) -> None:
    """A stand-in for WeasyPrint fails as the real one does where Pango is missing."""
    stand_in = tmp_path / "stand-in" / "weasyprint"
    stand_in.mkdir(parents=True)
    (stand_in / "__init__.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    made = project(clients=["harbor-dental"])
    command = [sys.executable, "-m", "reportgen", "--project", str(made.root), "build", "--client", "harbor-dental"]
    environment = {**os.environ, "PYTHONPATH": str(stand_in.parent)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert (
        f"error: {CLIENT}:1: a PDF needs Pango and HarfBuzz, and this machine lacks one of them\n"
        "    `reportgen doctor` tells the one command for it\n"
    ) in result.stderr
    assert "briefs/harbor-dental/index.html" in made.output()
    assert "briefs/harbor-dental/harbor-dental.pdf" not in made.output()


@pytest.mark.parametrize(("there", "code"), [(True, 1), (False, 3)])
def test_a_failure_on_a_machine_that_lacks_a_part_has_its_own_code(
    there: bool, code: int, project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(clients=["harbor-dental"])
    made.edit(CLIENT, "travel_fee: 65", "travel_fee: -65")
    monkeypatch.setattr(doctor, "ready", lambda findings: there)
    assert made.run("build", "--client", "harbor-dental").exit_code == code


def test_a_terminal_sees_how_far_how_fast_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(ProgressBar, "time_per_iteration", 0.25)
    events = [Opened(3, ()), *(BuildResult(f"site/{name}.html", "built") for name in "abc"), Opened(1, ())]
    assert list(console.follow(events, 2)) == events
    assert "1/6" in terminal.getvalue() and "4.0 a second, site/c.html" in terminal.getvalue()


def test_one_client_is_checked_without_the_problems_of_the_others(project: Callable[..., Project]) -> None:
    made = project()
    made.edit("content/clients/fenwick-surveyors.yml", "  users: 18", "  users: some")
    assert made.run("check").exit_code == 1
    result = made.run("check", "--client", "harbor-dental")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("harbor-dental\n")
    assert "fenwick" not in result.stdout
    assert "users: must be a number" in made.run("check", "--client", "fenwick-surveyors").stderr
    assert "did you mean 'harbor-dental'?" in made.run("check", "--client", "harbour-dental").stderr


def test_what_people_type_first_is_there(project: Callable[..., Project]) -> None:
    run = CliRunner().invoke
    versions = [run(main, words).stdout for words in (["version"], ["-V"], ["--version"])]
    assert len({*versions}) == 1
    assert versions[0].startswith("reportgen ")
    assert run(main, ["help"], prog_name="reportgen").stdout == run(main, ["--help"], prog_name="reportgen").stdout
    one = [
        run(main, words, prog_name="reportgen").stdout for words in (["help", "new", "client"], ["new", "client", "-h"])
    ]
    assert one[0] == one[1]
    assert "did you mean 'build'?" in run(main, ["help", "biuld"]).stderr


def test_a_shell_completes_the_ids_of_clients(project: Callable[..., Project]) -> None:
    root = project().root
    shell = ShellComplete(main, {}, "reportgen", "_REPORTGEN_COMPLETE")

    def completed(*words: str, begun: str) -> list[str]:
        return [item.value for item in shell.get_completions(["--project", str(root), *words], begun)]

    assert completed("build", "--client", begun="har") == ["harbor-dental"]
    assert completed("check", "--client", begun="") == ["fenwick-surveyors", "harbor-dental"]
    assert completed("explain", begun="fen") == ["fenwick-surveyors"]
