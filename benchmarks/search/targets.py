"""What issue 3 wants reached, and whether this run reached it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.search.ours import NAME
from benchmarks.search.queries import AUTOCOMPLETE, HEADWORDS, NAMES, TEXTS
from benchmarks.search.results import Run, Size, together
from benchmarks.search.serving import PLAIN as PLAIN_DATASETTE
from benchmarks.search.serving import TUNED
from benchmarks.search.workers import Timing

LEAN, PLAIN, FTS5, TANTIVY = "lean Whoosh", "plain Whoosh", "FTS5", "tantivy"
_SMALL, _LARGE = 10_000, 200_000
Measured = tuple[float, str]


class Target(NamedTuple):
    """A bar, what was measured, and whether that keeps it; nothing measured where the run left it out."""

    bar: str
    measured: str = "not measured"
    met: bool | None = None


def targets(run: Run) -> Iterator[Target]:
    """Every target in the order of the issue."""
    large, small = run.sizes.get(_LARGE, Size(_LARGE)), run.sizes.get(_SMALL, Size(_SMALL))
    yield _least("mixed traffic, mean ≥ 10× faster than lean Whoosh at 200k", 10, _mixed(large, None))
    yield _least("mixed traffic, p95 ≥ 40× faster than lean Whoosh at 200k", 40, _mixed(large, 0.95))
    yield _least("every class, p50 ≥ 15× faster than tutorial Whoosh at 10k", 15, _classes(small, PLAIN, NAMES, 0.5))
    yield _most("autocomplete, p99 ≤ 0.5 ms CPU at 200k", 0.5, _autocomplete(large), " ms")
    yield _most("fuzzy, p95 ≤ 0.25× tantivy's at 200k", 0.25, _inverse(_classes(large, TANTIVY, ("fuzzy",), 0.95)))
    yield _most("full text, p95 ≤ FTS5's in every class at 200k", 1, _inverse(_classes(large, FTS5, TEXTS, 0.95)))
    yield _most("full text, p95 under 20 ms at 200k", 20, _slowest_text(large), " ms")
    yield _most("headwords, p50 grows ≤ 5× from 10k to 200k", 5, _growth(small, large))
    yield _least("over HTTP, throughput ≥ 10× Datasette's as it comes, at 200k", 10, _http(large, PLAIN_DATASETTE))
    yield _least("over HTTP, throughput ≥ 10× Datasette's tuned, at 200k", 10, _http(large, TUNED))
    yield from _sizes(large)


def _sizes(large: Size) -> Iterator[Target]:
    building, seen, restart, serving = large.building, large.seen, large.restart, large.serving
    hostile = large.hostile[0] if large.hostile else None
    whole = (building.names + building.seconds, "names and texts") if building else None
    yield _most("index built in ≤ 480 s at 200k", 480, whole, " s")
    yield _most("a change visible elsewhere in ≤ 50 ms p50", 50, (seen.visible.at(0.5), "") if seen else None, " ms")
    yield _most("a serving process ≤ 600 MB at 200k", 600, (serving.rss, "resident") if serving else None, " MB")
    yield _most("a restart serves within 3 s at 200k", 3, (max(restart), "") if restart else None, " s")
    yield _most("no query over 200 ms CPU at 200k", 200, (hostile[1], hostile[0]) if hostile else None, " ms")
    yield _most("with facets ≤ 5× without, p95, at 200k", 5, _facets(large))


def _least(bar: str, value: float, measured: Measured | None) -> Target:
    return Target(bar, _told(measured, "×"), measured[0] >= value) if measured else Target(bar)


def _most(bar: str, value: float, measured: Measured | None, unit: str = "×") -> Target:
    return Target(bar, _told(measured, unit), measured[0] <= value) if measured else Target(bar)


def _told(measured: Measured, unit: str) -> str:
    return f"{measured[0]:.3g}{unit}" + (f" ({measured[1]})" if measured[1] else "")


def _mixed(size: Size, share: float | None) -> Measured | None:
    both = size.mix.get(NAME), size.mix.get(LEAN)
    if not (both[0] and both[1]):
        return None
    same = min(len(each.milliseconds) for each in both if each)
    longer = size.mix_longer[LEAN], size.mix_longer[NAME]
    without = f"{_at(longer[0], share) / _at(longer[1], share):.3g}× without one-letter prefixes"
    return _at(both[1].first(same), share) / _at(both[0].first(same), share), without


def _at(timing: Timing, share: float | None) -> float:
    return timing.mean() if share is None else timing.at(share)


def _classes(size: Size, peer: str, names: tuple[str, ...], share: float) -> Measured | None:
    """The worst class: how many times faster than the peer."""
    found = []
    for name in names:
        own, theirs = size.timing(name, NAME), size.timing(name, peer)
        if own and theirs:
            found.append((theirs.at(share) / own.at(share), f"worst: {name}"))
    return min(found, default=None)


def _inverse(measured: Measured | None) -> Measured | None:
    return (1 / measured[0], measured[1]) if measured else None


def _autocomplete(size: Size) -> Measured | None:
    timing = together([found for name in AUTOCOMPLETE if (found := size.timing(name, NAME))])
    return (timing.at(0.99), "prefixes of 1 to 3 characters") if timing else None


def _slowest_text(size: Size) -> Measured | None:
    return max(((found.at(0.95), name) for name in TEXTS if (found := size.timing(name, NAME))), default=None)


def _growth(small: Size, large: Size) -> Measured | None:
    found = []
    for name in HEADWORDS:
        before, after = small.timing(name, NAME), large.timing(name, NAME)
        if before and after:
            found.append((after.at(0.5) / before.at(0.5), f"worst: {name}"))
    return max(found, default=None)


def _facets(size: Size) -> Measured | None:
    found = []
    for name, timing in size.facets.items():
        if without := size.timing(name, NAME):
            found.append((timing.at(0.95) / without.at(0.95), f"worst: {name}"))
    return max(found, default=None)


def _http(size: Size, peer: str) -> Measured | None:
    found = [each for each in size.http.values() if NAME in each and peer in each]
    own = together([each[NAME] for each in found])
    theirs = together([each[peer] for each in found])
    if not (own and theirs):
        return None
    ratios = [each[peer].at(0.5) / each[NAME].at(0.5) for each in found]
    return theirs.mean() / own.mean(), f"p50 by class: {min(ratios):.3g} to {max(ratios):.3g}×"
