"""What is told in sentences: imports, builds, changes, restarts, memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from benchmarks.search.results import Size


def facts(size: Size) -> Iterator[str]:
    """A line for each fact that was measured."""
    return chain(_making(size), _serving(size), _peers(size))


def _making(size: Size) -> Iterator[str]:
    if size.loading:
        yield f"- Import by `taiyaku load`: {size.loading:.0f} s, {size.count / size.loading:,.0f} concepts a second."
    if size.building:
        lookups = size.building.lookups
        answered = f"{lookups.found / len(lookups.milliseconds):.1%} found their concept"
        told = f"{lookups.at(0.5):.1f} / {lookups.at(0.95):.1f} ms p50 / p95 wall, {lookups.at(1):.0f} at worst"
        count = len(lookups.milliseconds)
        yield f"- Names indexed in {size.building.names:.1f} s, as the last step of the import; then the texts in "
        yield f"  {size.building.seconds:.1f} s in the background; meanwhile {count} lookups: {told}, {answered}."


def _serving(size: Size) -> Iterator[str]:
    if size.seen:
        told = " / ".join(f"{size.seen.visible.at(at):.0f}" for at in (0.5, 0.95))
        cost = size.seen.recording.at(0.5)
        told += f" ms p50 / p95, {size.seen.visible.found} of {len(size.seen.visible.milliseconds)} within five seconds"
        yield f"- A change is visible in another process after {told}; recording it took {cost:.0f} ms."
    if size.restart:
        yield f"- From start to first lookup {size.restart.terms:.1f} s, to full text {size.restart.search:.1f} s."
    if size.serving:
        yield f"- A serving process after mixed traffic: {size.serving.rss:.0f} MB, {size.serving.uss:.0f} its own."


def _peers(size: Size) -> Iterator[str]:
    for name, built in size.built.items():
        yield f"- {name}: built in {built.seconds:.0f} s (tokens included), {built.bytes / 1e6:.0f} MB on disk."
    for name, each in size.memories.items():
        opening = size.openings[name]
        yield f"- {name}: opened in {opening:.2f} s, {each.rss:.0f} MB resident, {each.uss:.0f} its own."
