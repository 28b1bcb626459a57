"""The report of a run in Markdown."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Iterator

from benchmarks.search.facts import facts
from benchmarks.search.ours import NAME
from benchmarks.search.peers import PEERS
from benchmarks.search.queries import NAMES, QUERIES
from benchmarks.search.results import Run, Size, Timings
from benchmarks.search.targets import targets
from benchmarks.search.workers import MOST_SECONDS, Timing

_SHARES = (0.5, 0.95, 0.99)


def report(run: Run, command: str, datasette: str) -> Iterator[str]:
    """The whole page."""
    yield from _heading(run, command, datasette)
    yield from ("", "## Targets", "", *_targets(run))
    for size in run.sizes.values():
        yield from ("", f"## {size.count:,} concepts", "", *_measured(size))
    yield from ("", "## Notes", "", *_NOTES)


def _heading(run: Run, command: str, datasette: str) -> Iterator[str]:
    peers = ", ".join(f"{name}: {offer.package} {offer.version()}" for name, offer in PEERS.items())
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    yield from ("# How fast the search is", "", f"Made by `{command}` on {platform.system()}, {machine}.")
    yield f"Peers: {peers}, Datasette {datasette}."
    if run.missing:
        yield f"Not installed, hence not measured: {', '.join(run.missing)}."


def _targets(run: Run) -> Iterator[str]:
    yield from _head("target", "measured", "met")
    for each in targets(run):
        yield _line(each.bar, each.measured, {True: "yes", False: "**no**", None: "–"}[each.met])


def _measured(size: Size) -> Iterator[str]:
    if size.classes:
        yield from ("CPU ms of an answer at first asking: p50 · p95 · p99 · mean.", "", *_classes(size))
        yield from ("", "Share of the queries that found what they were made from, or anything at all.", "")
        yield from _shares(size)
    if size.mix:
        yield from ("", "Mixed traffic: 40 % autocomplete, 25 % exact, 15 % with a slip, 20 % words of texts.", "")
        yield from _mix(size)
    if size.facets:
        yield from ("", "Full text with facets, CPU ms, and how many times the same without.", "", *_facets(size))
    if size.hostile:
        yield from ("", "The dearest hostile queries, CPU ms.", "", *_hostile(size))
    if size.http:
        yield from ("", "Over HTTP, one connection, wall ms: p50 · p95 · answers a second.", "", *_http(size))
    yield from ("", *facts(size))


def _classes(size: Size) -> Iterator[str]:
    engines = _engines(size.classes.values())
    yield from _head("class", "queries", *engines, f"{NAME}, asked again")
    for name, timings in size.classes.items():
        again = size.again.get(name, {}).get(NAME)
        cells = [_times(timings.get(engine), name, size) for engine in engines]
        yield _line(name, str(_asked(timings)), *cells, _times(again))


def _engines(by_class: Iterable[Timings]) -> list[str]:
    return list(dict.fromkeys(engine for timings in by_class for engine in (NAME, *timings) if engine in timings))


def _asked(timings: Timings) -> int:
    return max((len(timing.milliseconds) for timing in timings.values()), default=0)


def _times(timing: Timing | None, name: str = "", size: Size | None = None) -> str:
    if timing is None:
        return "–"
    told = " · ".join(_number(value) for value in (*map(timing.at, _SHARES), timing.mean()))
    asked = _asked(size.classes[name]) if size else 0
    return told + (f" ({len(timing.milliseconds)} asked)" if len(timing.milliseconds) < asked else "")


def _shares(size: Size) -> Iterator[str]:
    engines = _engines(size.classes.values())
    yield from _head("class", *engines)
    for name, timings in size.classes.items():
        yield _line(name, *(_share(timings.get(engine)) for engine in engines))


def _share(timing: Timing | None) -> str:
    return f"{timing.found / len(timing.milliseconds):.0%}" if timing and timing.milliseconds else "–"


def _mix(size: Size) -> Iterator[str]:
    times = "p50 · p95 · p99 · mean"
    yield from _head(
        "engine", "queries", f"first asking: {times}", "the same without one-letter prefixes", "asked again"
    )
    for engine in _engines([size.mix]):
        several = [_times(each.get(engine)) for each in (size.mix, size.mix_longer, size.mix_again)]
        yield _line(engine, str(len(size.mix[engine].milliseconds)), *several)


def _facets(size: Size) -> Iterator[str]:
    yield from _head("class", "p50 · p95 · p99 · mean", "p50", "p95")
    for name, timing in size.facets.items():
        without = size.timing(name, NAME)
        ratios = [f"{timing.at(at) / without.at(at):.1f}×" if without else "–" for at in (0.5, 0.95)]
        yield _line(name, _times(timing), *ratios)


def _hostile(size: Size) -> Iterator[str]:
    yield from _head("query", "ms")
    for name, cost in size.hostile[:6]:
        yield _line(name, _number(cost))


def _http(size: Size) -> Iterator[str]:
    servers = _engines(size.http.values())
    others = [name for name in servers if name != NAME]
    yield from _head("class", *servers, *(f"p50, {other} ÷ ours" for other in others))
    for name, timings in size.http.items():
        ratios = [_ratio(timings.get(NAME), timings.get(other)) for other in others]
        yield _line(name, *(_rate(timings.get(server)) for server in servers), *ratios)


def _rate(timing: Timing | None) -> str:
    if timing is None:
        return "–"
    told = f"{timing.at(0.5):.2f} · {timing.at(0.95):.2f} · {1000 / timing.mean():,.0f}/s"
    return told + ("" if timing.found == len(timing.milliseconds) else f" ({_share(timing)} answered)")


def _ratio(own: Timing | None, theirs: Timing | None) -> str:
    return f"{theirs.at(0.5) / own.at(0.5):.1f}×" if own and theirs else "–"


def _number(value: float) -> str:
    return (
        "–" if math.isnan(value) else f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
    )


def _head(*cells: str) -> tuple[str, str]:
    return _line(*cells), "|---" * len(cells) + "|"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


_NOTES = (
    f"- {len(NAMES)} classes, up to {QUERIES} different queries each, fewer where there are not so many (one-letter",
    "  prefixes, very common words). CPU time of the answering thread, each engine in a process of its own, asked in",
    f"  rounds of twenty. An engine that has used {MOST_SECONDS:.0f} s in a class is asked no more; the cell says so.",
    "- At first asking no query has been asked of that process before; the figures are compared there. Asked again, a",
    "  cache may answer.",
    "- Terms, readings and glosses are JMdict's. The definitions are synthetic: their commonest words stand in most",
    "  of them, which is harsher than real texts. Compare columns, don't quote figures.",
    "- The peers get their tokens (pairs of Japanese characters, Porter stems) and folded keys from the product's own",
    "  rules and answer ids; folding the query counts. They look only where the class needs; ours also",
    "  looks among terms, names the reason and marks what was found. FTS5 has no fuzzy search, hence no mix.",
    "- Lean Whoosh's fuzzy search misses a slip in the first character (`prefixlength=1`); the other engines do not.",
    "- Datasette serves the same tokens from an immutable database: as it comes, by the addresses of its tables",
    "  (counting, not ranking); tuned, by SQL on the indexes, ranked by bm25. Client and server share the machine.",
    "  The classes it cannot answer (fuzzy, part) are left out. Throughput is of one connection, in all classes.",
)
