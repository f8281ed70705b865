"""Whether web addresses still answer: politely, one site at a time, within robots.txt, with a memory."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "reportgen-links"
PAUSE = 1.0
TIMEOUT = 20.0
FRESH_SECONDS = 7 * 24 * 3600
ROBOTS_BYTES = 500_000
Answer = tuple[str, str]
"""`ok`, `dead` or `unknown`, and what was answered."""


@dataclass(slots=True)
class Checker:
    """Asks for addresses; `memory` has earlier answers with their time, `pause` is waited between two questions."""

    memory: dict[str, list[Any]] = field(default_factory=dict)
    pause: float = PAUSE
    asked: int = 0
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def check(self, addresses: Iterable[str], report: Callable[[str, Answer], None]) -> dict[str, Answer]:
        """Return the answer for each address, site by site; `report` is called with each new answer."""
        found: dict[str, Answer] = {}
        for address in sorted(
            {urldefrag(each)[0] for each in addresses}, key=lambda each: (urlsplit(each).netloc, each)
        ):
            known = self.memory.get(address)
            if known and known[0] == "ok" and 0 <= time.time() - known[2] < FRESH_SECONDS:
                found[address] = (known[0], known[1])
                continue
            found[address] = self._ask(address)
            self.memory[address] = [*found[address], int(time.time())]
            report(address, found[address])
        return found

    def _ask(self, address: str) -> Answer:
        if not self._allowed(address):
            return "unknown", "robots.txt forbids to ask"
        status, text = self._request(address, "HEAD")
        if status in (403, 405, 501, 400, 404):  # some sites answer only to GET
            status, text = self._request(address, "GET")
        if status in (404, 410) or status == 0:
            return "dead", text
        return ("ok", text) if status < 400 else ("unknown", text)

    def _allowed(self, address: str) -> bool:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = self._robots[site] = RobotFileParser()
            self._wait(parts.netloc)
            try:
                with _open(f"{site}/robots.txt", "GET") as answer:
                    rules.parse(answer.read(ROBOTS_BYTES).decode("utf-8", "replace").splitlines())
            except (OSError, HTTPException, ValueError):
                rules.allow_all = True  # type: ignore[attr-defined]
        return self._robots[site].can_fetch(AGENT, address)

    def _request(self, address: str, method: str) -> tuple[int, str]:
        """Return the status and what it means; 0 when there is no such site, 999 when it did not answer in time."""
        self._wait(urlsplit(address).netloc)
        self.asked += 1
        try:
            with _open(address, method) as answer:
                return int(answer.status), str(answer.status)
        except urllib.error.HTTPError as error:
            return error.code, f"{error.code} {error.reason}"
        except (urllib.error.URLError, HTTPException, ValueError, OSError) as error:
            reason = getattr(error, "reason", error)
            lasting = "Name or service not known" in str(reason) or "refused" in str(reason)
            return (0 if lasting else 999), str(reason)

    def _wait(self, host: str) -> None:
        left = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if host in self._last and left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()


def _open(address: str, method: str) -> Any:
    request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
    return urllib.request.urlopen(request, timeout=TIMEOUT)


def read_memory(path: Path) -> dict[str, list[Any]]:
    """Return the earlier answers; none when the file is not there or damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, list) and len(value) == 3}


def write_memory(path: Path, memory: Mapping[str, list[Any]]) -> None:
    """Keep the answers."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(memory, indent=0, sort_keys=True), encoding="utf-8")
