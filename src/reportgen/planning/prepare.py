"""From a folder to an outline of what would be made; what nobody asks for is not read, compiled or planned."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..comparison.document import Document, read
from ..engine.blobs import Blobs
from ..engine.executors import Bounds, Start
from ..engine.executors.inline import Inline
from ..engine.model import Artifact, Digest, Outdated, Outline, Plan, Snapshot, Target, canonical, digest, hand_over
from ..engine.store import Store
from ..problems import Problem, ProblemError
from ..project.clients import CLIENTS, ClientEntry, ClientIndex, client_index
from ..project.files import SETTINGS, load
from ..rendering.recipes import RECIPES, run, versions
from .client import BRIEFS, Client, Kind, Shared, bundle_key, bundle_name, resolve_client
from .plan import SITE, client_plan, holding, kind_of, shared_by_clients, site_plan

if TYPE_CHECKING:  # it takes as long to load as ten thousand clients do to look at
    from ..project.readers.record import Record
    from ..project.settings import Settings
    from .site import Site

LIBRARIES = RECIPES["article"][1]  # what planning rests on as well


@dataclass(frozen=True)
class Prepared:
    """A project at one moment: each part is read, compiled and planned when it is first asked for."""

    snapshot: Snapshot
    epoch: date | None
    store: Store | None = None
    start: Start = Inline

    @cached_property
    def code(self) -> Digest:
        """The digest of the tool's own code."""
        return digest(canonical({path: self.snapshot.files[path] for path in self.snapshot.under("code/")}))

    @cached_property
    def outline(self) -> Outline:
        """What would be made, in bundles: the site, and each client; remembered while nothing is wrong."""
        key = digest(
            self._key.encode(), canonical({path: self.snapshot.files[path] for path in self.snapshot.under(CLIENTS)})
        )
        if self.store and (found := self.store.recalled("outline", key)):
            return Outline(json.loads(found[0]), self.plan_of)
        shared = digest(canonical(self.shared.to_data()), self._tools)
        entries = self.index.entries.values()
        keys = {  # a note may refer to anything of the site
            bundle_name(entry.id): bundle_key(entry, self.snapshot, self._key if entry.notes else shared)
            for entry in entries
        }
        problems = (() if self._recalled else self._compiled[1]) + self.index.problems
        outline = Outline({SITE: self._key} | keys, self.plan_of, self._outdated, problems)
        if self.store and not problems and not self._outdated:
            self.store.recall("outline", key, canonical(outline.bundles))
        return outline

    @cached_property
    def plan(self) -> Plan:
        """The plan of everything, with everything that is wrong."""
        plans = [self.plan_of(bundle) for bundle in self.outline.bundles]
        targets = {path: target for plan in plans for path, target in plan.targets.items()}
        held = (*self.outline.held, *(each for plan in plans for each in plan.held))
        return Plan(targets, held, (*self.outline.problems, *(each for plan in plans for each in plan.problems)))

    @cached_property
    def index(self) -> ClientIndex:
        """Where each client is written."""
        return client_index(self.snapshot)

    @property
    def _outdated(self) -> tuple[Outdated, ...]:
        """While a table is broken, it is not known whose files are still wanted: all stay."""
        return tuple(Outdated(BRIEFS, path) for path in self.index.broken_tables)

    @cached_property
    def site(self) -> Site:
        """Everything for everybody that was read and understood."""
        return self._compiled[0]

    @cached_property
    def shared(self) -> Shared:
        """What the plans of clients can see of the site; remembered when nothing is wrong with it."""
        if self._recalled:
            return self._recalled
        brands = dict.fromkeys(path.split("/")[2] for path in self.snapshot.under("content/brands/"))
        shared = shared_by_clients(self.site, self._blobs, brands)
        if self.store and not self._compiled[1]:
            trees = (name for of in shared.kinds.values() for kind in of.values() for name in kind.values())
            self.store.recall("shared", self._key, canonical(shared.to_data()), self._blobs.made(trees))
        return shared

    def plan_of(self, bundle: str) -> Plan:
        """The plan of one bundle."""
        broken = () if self._recalled else self._unusable  # a site that is recalled had nothing wrong with it
        plan = site_plan(self.site, self._blobs) if bundle == SITE else self._client_plan(bundle)
        return holding(plan, broken, self.fetch) if broken else plan

    def _client_plan(self, bundle: str) -> Plan:
        entry = self.index.entries[bundle.removeprefix(BRIEFS).rstrip("/")]
        client, problems = self.client(entry)
        if not client:
            return Plan({}, (Outdated(bundle, entry.path),), problems)
        if because := self.shared.fault(client):
            if because == entry.path:  # one that cannot be planned is never seen by its recipe
                from .load_site import check_client

                problems += tuple(check_client(self.site, client)[0])
            return Plan({}, (Outdated(bundle, because),), problems)
        kind, told = self._kind(client, entry)
        problems += told
        if not kind:
            return Plan({}, (Outdated(bundle, problems[-1].path),), problems)
        plan = client_plan(client, self.shared, kind, self._blobs)
        return Plan(plan.targets, plan.held, problems + plan.problems)

    def client(self, entry: ClientEntry) -> tuple[Client | None, tuple[Problem, ...]]:
        """The client, if it can be read, and what is wrong with it so far."""
        try:
            client, problems = resolve_client(entry, self.snapshot, self.shared)
            return client, tuple(problems)
        except ProblemError as error:
            return None, error.problems

    def fetch(self, name: Digest) -> bytes:
        """The bytes of a planned input.  Raises KeyError when there is none of that name."""
        return self._blobs.get(name)

    def bounds(self) -> Bounds:
        """What making one file may take."""
        limits = self._recalled or self._settings[0].limits
        return Bounds(limits.seconds, limits.megabytes)

    def place(self, problem: Problem, target: Target) -> Problem:
        """The problem with the file and the line at fault, as far as they can be known."""
        if target.client and problem.path in ("", target.source):
            record = self.index.entries[target.client].read()
            return problem.at(record.path, record.line(problem.field))
        return problem.at(target.source)

    def comparison(self, client: str) -> Document:
        """A client's comparison as its report would have it.  Raises ProblemError when its data is wrong."""
        path, plan = f"{BRIEFS}{client}/comparison.json", self.plan_of(f"{BRIEFS}{client}/")
        if path not in plan.targets:
            raise ProblemError(plan.problems or self.outline.problems)
        target = plan.targets[path]
        outcome = run(target.recipe, hand_over(target.inputs, self.fetch))
        if not isinstance(outcome, Artifact):
            raise ProblemError(self.place(problem, target) for problem in outcome)
        return read(outcome.content)

    def _kind(self, client: Client, entry: ClientEntry) -> tuple[Kind | None, tuple[Problem, ...]]:
        """What the client's files are handed beside its own; notes make it a kind of its own, or impossible."""
        if not entry.notes:
            return self.shared.kinds[client.article][client.brand], ()
        from .articles import directives
        from .overrides import notes_of

        article = self.site.articles[client.article]
        notes, told = notes_of(entry.notes, article, self.site, self.snapshot, directives(self.snapshot))
        kind = None if notes is None else kind_of(self.site, self._blobs, article, client.brand, notes)
        return kind, tuple(told)

    @cached_property
    def _unusable(self) -> frozenset[str]:
        """The templates that something is wrong with."""
        return frozenset(f"templates/{name}" for name in self.site.templates.keys() - self.site.included.keys())

    @cached_property
    def _tools(self) -> bytes:
        return f"{sys.version_info[:2]} {versions(LIBRARIES)} {self.epoch}".encode()

    @cached_property
    def _key(self) -> Digest:
        """The key of all that is for everybody: whatever compiling and planning can see of it."""
        return digest(self.snapshot.digest(without=CLIENTS).encode(), self._tools)

    @cached_property
    def _recalled(self) -> Shared | None:
        found = self.store.recalled("shared", self._key) if self.store else None
        if not found:
            return None
        for content in found[1]:
            self._blobs.put(content)
        return Shared.from_data(json.loads(found[0]))

    @cached_property
    def _blobs(self) -> Blobs:
        return Blobs(self.snapshot, CLIENTS)

    @cached_property
    def _compiled(self) -> tuple[Site, tuple[Problem, ...]]:
        from .articles import compiled_articles
        from .load_site import compile_site

        settings = self._settings  # while these are broken, nothing is worth making
        articles = compiled_articles(self.snapshot, self.code, self.store, self.start)
        return compile_site(self.snapshot, settings, articles)

    @cached_property
    def _settings(self) -> tuple[Settings, Record]:
        from ..project.settings import read_settings

        return read_settings(self.snapshot.read(SETTINGS), self.epoch)


def prepare(root: Path, store: Store, epoch: date | None, start: Start = Inline) -> Prepared:
    """The project in a folder; what `start` starts does what takes long before anything can be planned."""
    before = store.seen()
    snapshot, now = load(root, before)
    store.remember_seen(before, now)
    return Prepared(snapshot, epoch, store, start)
