"""What belongs to one client reaches that client's report alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from markupsafe import escape

from conftest import CLIENTS, Project, copied

CANARIES = {name: f"Canary {name.replace('-', ' ').title()} Quinquereme" for name in CLIENTS}
NASTY = '<b>Bold</b> & **stars** { 7 * 7 } [a](javascript:b) `tick` # "q"'


def text_of(path: str, content: bytes) -> str:
    """Everything a reader or a search engine could find in a file."""
    if not path.endswith(".pdf"):
        return content.decode("utf-8", "replace")
    from io import BytesIO

    reader = pypdf.PdfReader(BytesIO(content))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return pages.replace("\n", " ") + str(reader.metadata) + str(reader.outline)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A build in which two clients carry a name that stands nowhere else."""
    made = copied(tmp_path_factory.mktemp("marked"), CANARIES)
    for name, canary in CANARIES.items():
        path = f"content/clients/{name}.yml"
        lines = (made.root / path).read_text(encoding="utf-8").splitlines()
        lines = [f"name: {canary}" if line.startswith("name:") else line for line in lines]
        made.write({path: "\n".join(lines) + "\n"})
    result = made.run("build")
    assert result.exit_code == 0, result.output
    assert not any(canary in result.output for canary in CANARIES.values()), "nor does a log name it"
    return made


def test_a_clients_name_is_in_its_own_files_and_nowhere_else(marked: Project) -> None:
    texts = {path: text_of(path, content) for path, content in marked.output().items()}
    for client, canary in CANARIES.items():
        found = {path for path, text in texts.items() if canary in text}
        assert found == {path for path in texts if path.startswith(f"briefs/{client}/")}
        assert len(found) == 5


def test_the_site_names_no_client_at_all(marked: Project) -> None:
    for path, content in marked.output().items():
        if path.startswith("site/"):
            assert not [client for client in CLIENTS if client.encode() in content], path


def test_build_json_holds_no_data_of_a_client(marked: Project) -> None:
    assert not any(canary in json.dumps(marked.manifest()) for canary in CANARIES.values())


def test_a_brief_asks_not_to_be_indexed_and_asks_nobody_for_anything(marked: Project) -> None:
    page = marked.output()["briefs/harbor-dental/index.html"].decode()
    assert '<meta name="robots" content="noindex' in page
    for attribute in ("src=", "<link", "@import", "<script src"):
        assert attribute not in page.replace('src="data:', ""), attribute
    assert "url(http" not in page


def test_a_client_value_is_text_in_every_output(project: Callable[..., Project]) -> None:
    """HTML, Markdown and template syntax in a client's name are shown as they were written."""
    made = project()
    path = "content/clients/harbor-dental.yml"
    made.edit(path, "name: Harbor Dental\n", f"name: {json.dumps(NASTY)}\n")
    assert made.run("build", "--client", "harbor-dental").exit_code == 0
    files = made.output()
    page = files["briefs/harbor-dental/index.html"].decode()
    shown = str(escape(NASTY))
    heading = page[page.index("<h1") : page.index("</h1>")]
    assert heading.endswith(shown)
    assert "<b>Bold</b>" not in page
    assert "<strong>stars</strong>" not in page
    assert json.loads(files["briefs/harbor-dental/comparison.json"])["client"]["name"] == NASTY
    assert "".join(NASTY.split()) in "".join(text_of("x.pdf", files["briefs/harbor-dental/harbor-dental.pdf"]).split())


def test_problems_of_a_client_do_not_print_its_data(project: Callable[..., Project]) -> None:
    made = project()
    path = Path("content/clients/harbor-dental.yml")
    made.edit(str(path), "hourly_rate: 165", "hourly_rate: Quinquereme")
    result = made.run("check")
    assert "hourly_rate" in result.output
    assert "Quinquereme" not in result.output
