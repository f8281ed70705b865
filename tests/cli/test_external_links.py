"""`links --external` against a server on this machine: what is dead is told, and it is polite."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import Project

STATUS = {"/good": 200, "/gone": 404, "/head": 405, "/busy": 503}


class Server(ThreadingHTTPServer):
    """A site with some pages, which notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        if self.path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nDisallow: /secret\n")
        status = STATUS.get(self.path, 404)
        return self.answer(200 if status == 405 and self.command == "GET" else status, b"")

    do_HEAD = do_GET

    def answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def linked(project: Callable[..., Project], server: Server) -> Project:
    """A project whose second article links to the server."""
    made = project(clients=())
    links = "\n\n".join(f"[{name}]({server.address}/{name})" for name in ("good", "gone", "head", "busy", "secret/x"))
    front = "---\ntitle: T\ndescription: D\ndate: 2026-01-02\nauthors: [ruth-avery]\n---\n\n"
    made.write(
        {"content/articles/linked.md": f"{front}{links}\n\n[again]({server.address}/good#part) `http://no.example`\n"}
    )
    return made


def test_dead_links_are_told_with_file_and_line(linked: Project, server: Server) -> None:
    run = linked.run("links", "--external", "--pause", "0")
    assert run.exit_code == 1
    here = "content/articles/linked.md"
    assert [line for line in run.stdout.splitlines() if line.startswith(here)] == [
        f"{here}:10: dead link {server.address}/gone (404 Not Found)",
        f"{here}:14: could not be checked: {server.address}/busy (503 Service Unavailable)",
        f"{here}:16: could not be checked: {server.address}/secret/x (robots.txt forbids to ask)",
    ]


def test_robots_are_obeyed_and_answers_remembered(linked: Project, server: Server) -> None:
    linked.run("links", "--external", "--pause", "0")
    assert server.asked[0] == "GET /robots.txt"
    assert not any("/secret" in each for each in server.asked)
    assert server.asked.count("HEAD /good") == 1, "two links to one page are one question"
    server.asked.clear()
    linked.run("links", "--external", "--pause", "0")
    assert not any("/good" in each or "/head" in each for each in server.asked)
    assert "HEAD /gone" in server.asked, "what was dead is asked for again"


def test_a_site_is_asked_with_pauses(linked: Project, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    linked.run("links", "--external", "--pause", "3")
    assert len(pauses) == len(server.asked) - 1
    assert all(2 < pause <= 3 for pause in pauses)


def test_without_the_option_nothing_is_asked(linked: Project, server: Server) -> None:
    run = linked.run("links")
    assert run.exit_code == 0 and "nothing was asked; --external asks for each over the network" in run.stdout
    assert server.asked == []


def test_a_damaged_memory_is_forgotten(linked: Project) -> None:
    linked.write({".reportgen/links.json": "{"})
    assert linked.run("links", "--external", "--pause", "0").exit_code == 1
