"""Pages, search, publishing and importing on sites of several sizes, which take turns in every round."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

from .filled_site import WRITTEN_FROM
from .loading import asked, running_nginx
from .measuring import interleaved
from .processes import descendants, processor_seconds, proportional_memory
from .reading_pages import NONE_KEPT
from .records import Measurement
from .serving import HOST, Client, running_server
from .site_of_size import Site, site
from .writing import BY_HAND, IMPORT, IMPORTED, TASKS_DONE

PART = "scale"
WORKERS = 2
CONNECTIONS = (1, 16, 64)
SECONDS = 3
# So many that each topic is named by one.
TEMPLATES = 50
LOADS, TURNS, WRITINGS = 3, 30, 3
SEARCHES = ("search", "search API")
KEPT, ANEW, BARE, NGINX = "kept", "made anew", "bare view", "nginx, a file"


@dataclass
class Served:
    """A site with its servers: by the way in which they answer."""

    size: int
    site: Site
    servers: dict[str, Client] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


def imported(directory: Path) -> Path:
    """A copy of the directory of a site, in which some items have been imported, after which others are made."""
    filled = shutil.copytree(directory, directory.with_name("imported"), symlinks=True)
    with site(filled) as importing:
        importing.ask("write", IMPORT, WRITTEN_FROM, TEMPLATES)
    return filled


def measure(
    sizes: Sequence[int],
    filled: Path,
    engines: Mapping[str, Mapping[str, str]],
    most_searched: int,
    say: Callable[[str], None],
) -> Iterator[Measurement]:
    """`filled` is the directory of a site with the demonstration and some imported items, of which copies are made.

    Search is measured on sites of at most `most_searched` items: to build an index takes longer than all the rest.
    """
    with ExitStack() as stack:
        served = []
        for size in sizes:
            directory = shutil.copytree(filled, filled.with_name(f"site-{size}"), symlinks=True)
            each = Served(size, stack.enter_context(site(directory, NONE_KEPT)))
            say(f"  {size:,} items: rows in {each.site.ask('fill', size):.0f} s")
            each.addresses = each.site.ask("addresses")
            if size > most_searched:
                each.addresses = {name: url for name, url in each.addresses.items() if name not in SEARCHES}
            served.append(each)
        searched = [each for each in served if each.size <= most_searched]
        yield from _rebuilds(searched, say)
        for each in served:
            for name, count in each.site.ask("queries", each.addresses).items():
                yield Measurement(PART, each.size, name, ANEW, 1, count, "queries")
        for each in served:
            environment = {"PORTAL_VAR_DIR": str(each.site.directory)}
            for way, more in ((KEPT, {}), (ANEW, NONE_KEPT)):
                each.servers[way] = stack.enter_context(
                    running_server("tests.benchmarks.settings", environment | more, workers=WORKERS)
                )
        for each in searched:
            for engine, names in engines.items():
                if names:
                    environment = {"PORTAL_VAR_DIR": str(each.site.directory)} | dict(names)
                    yield from _other_engine(stack, each, engine, environment)
        say("  Each page in turn, one request at a time …")
        yield from _turns(served)
        say(f"  Load over {', '.join(map(str, CONNECTIONS))} connections …")
        bodies = {name: served[0].servers[ANEW].get(address) for name, address in served[0].addresses.items()}
        yield from _loads(served, bodies)
        for each in served:
            for way, server in each.servers.items():
                workers, others = _memory(server)
                yield Measurement(PART, each.size, "web worker after the load", way, 64, max(workers), "MiB")
                yield Measurement(PART, each.size, "other processes of the server", way, 64, sum(others), "MiB")
        say("  Searches in the process …")
        yield from _searches(searched)
        say("  Publishing and importing …")
        yield from _writes(served)


def _rebuilds(served: Sequence[Served], say: Callable[[str], None]) -> Iterator[Measurement]:
    for each in served:
        seconds = each.site.ask("rebuild", "embedded")
        say(f"  {each.size:,} items: search rebuilt in {seconds:.0f} s")
        yield Measurement(PART, each.size, "search rebuild", "embedded", 1, each.size / seconds, "items/s")


def _other_engine(stack: ExitStack, each: Served, engine: str, environment: Mapping[str, str]) -> Iterator[Measurement]:
    """Its index is built by a process of its own; the page of results of that engine is one more way."""
    own = dict(environment) | {
        "ELASTICSEARCH_PREFIX": f"{environment['ELASTICSEARCH_PREFIX']}-{each.size}",
        "SEARCH_FALLBACK": "off",
    }
    with site(each.site.directory, own) as builder:
        seconds = builder.ask("rebuild", engine)
    yield Measurement(PART, each.size, "search rebuild", engine, 1, each.size / seconds, "items/s")
    each.servers[engine] = stack.enter_context(
        running_server("tests.benchmarks.settings", own | NONE_KEPT, workers=WORKERS)
    )


def _turns(served: Sequence[Served]) -> Iterator[Measurement]:
    """Milliseconds by the clock, and of the processor, of an answer that is made anew."""
    used: dict[tuple[str, int], list[float]] = {}

    def ask(name: str, each: Served) -> None:
        server = each.servers[ANEW]
        processes = descendants(server.process)
        before = processor_seconds(processes)
        server.get(each.addresses[name])
        used.setdefault((name, each.size), []).append(processor_seconds(processes) - before)

    actions = {(name, each.size): partial(ask, name, each) for each in served for name in each.addresses}
    seconds = interleaved(actions, TURNS)
    for (name, size), values in seconds.items():
        yield Measurement(PART, size, name, ANEW, 1, median(values) * 1000, "ms an answer")
        processor = used[name, size][-TURNS:]
        yield Measurement(PART, size, name, ANEW, 1, sum(processor) / len(processor) * 1000, "CPU ms an answer")


def _searches(served: Sequence[Served]) -> Iterator[Measurement]:
    actions = {
        (action, each.size): partial(each.site.ask, action) for each in served for action in ("raw_search", "search")
    }
    names = {"raw_search": "the index alone", "search": "engine"}
    for (action, size), values in interleaved(actions, TURNS).items():
        yield Measurement(PART, size, "search", names[action], 1, median(values) * 1000, "ms an answer")


def _loads(served: Sequence[Served], bodies: Mapping[str, bytes]) -> Iterator[Measurement]:
    from .urls import body_file

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bare = stack.enter_context(running_server("tests.benchmarks.bare_settings", workers=WORKERS))
        port = stack.enter_context(running_nginx(Path(folder), WORKERS))
        (Path(folder) / "files").mkdir()
        targets: dict[tuple[int, str, str], tuple[str, int]] = {}
        for number, (name, body) in enumerate(bodies.items()):
            body_file(str(number)).write_bytes(body)
            (Path(folder) / "files" / f"{number}.html").write_bytes(body)
            targets[0, name, NGINX] = f"http://{HOST}:{port}/{number}.html", 0
            targets[0, name, BARE] = f"http://{HOST}:{bare.port}/bare/{number}/", bare.process
            for each in served:
                for way, server in each.servers.items():
                    if name in each.addresses and _is_asked(name, way):
                        # Each worker, because the first page after a start reads what all pages show.
                        for _ in range(2 * WORKERS):
                            Client(server.port).get(each.addresses[name])
                        address = f"http://{HOST}:{server.port}{quote(each.addresses[name], safe='/?=&%+')}"
                        targets[each.size, name, way] = address, server.process
        for connections in CONNECTIONS:
            rounds = [{target: _asked(*where, connections) for target, where in targets.items()} for _ in range(LOADS)]
            units = ("CPU ms an answer under load", "requests/s", "ms p50", "ms p95", "ms p99")
            for target in targets:
                for unit, values in zip(units, zip(*(each[target] for each in rounds), strict=True), strict=True):
                    yield Measurement(PART, *target, connections, median(values), unit)


def _is_asked(name: str, way: str) -> bool:
    """Results of searches are not kept, and another engine answers nothing else."""
    return way == ANEW or (name in SEARCHES) != (way == KEPT)


def _asked(url: str, process: int, connections: int) -> tuple[float, ...]:
    processes = descendants(process) if process else []
    before = processor_seconds(processes)
    answers, *figures = asked(url, connections, SECONDS)
    return ((processor_seconds(processes) - before) * 1000 / max(answers, 1), *figures)


def _memory(server: Client) -> tuple[list[float], list[float]]:
    """Of each worker, and of the processes that have started them."""
    found = {process: proportional_memory(process) for process in descendants(server.process)}
    starters = {process for process in found if descendants(process)}
    return [found[each] for each in found.keys() - starters], [found[each] for each in starters]


def _writes(served: Sequence[Served]) -> Iterator[Measurement]:
    publishes = interleaved({each.size: partial(each.site.ask, "publish") for each in served}, TURNS)
    for each in served:
        yield Measurement(PART, each.size, "publish", "", 1, each.site.ask("publish"), "queries")
        yield Measurement(PART, each.size, "publish", "", 1, median(publishes[each.size]) * 1000, "ms an item")
    ways = {IMPORT: IMPORTED, TASKS_DONE: BY_HAND}
    figures: dict[tuple[int, str], list[list[float]]] = {}
    first = WRITTEN_FROM + TEMPLATES
    for number in range(WRITINGS + 1):
        for way, count in ways.items():
            for each in served:
                written = each.site.ask("write", way, first, count)
                # The first round meets caches that are empty.
                if number:
                    figures.setdefault((each.size, way), []).append(written)
            first += count
    for (size, way), written_ in figures.items():
        for unit, values in zip(("CPU ms an item", "ms an item", "queries"), zip(*written_, strict=True), strict=True):
            yield Measurement(PART, size, "import" if way == IMPORT else "by hand", "", 1, median(values), unit)
