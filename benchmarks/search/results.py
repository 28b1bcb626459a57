"""All that one run has measured, by size."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.search.growing import Building, Seen
from benchmarks.search.peers import Built
from benchmarks.search.serving import Restart
from benchmarks.search.workers import Memory, Timing

Timings = dict[str, Timing]


@dataclass
class Size:
    """What was measured with a glossary of `count` concepts. Timings are by class and then by engine."""

    count: int
    classes: dict[str, Timings] = field(default_factory=dict)
    again: dict[str, Timings] = field(default_factory=dict)
    mix: Timings = field(default_factory=dict)
    mix_longer: Timings = field(default_factory=dict)
    mix_again: Timings = field(default_factory=dict)
    facets: dict[str, Timing] = field(default_factory=dict)
    hostile: list[tuple[str, float]] = field(default_factory=list)
    built: dict[str, Built] = field(default_factory=dict)
    openings: dict[str, float] = field(default_factory=dict)
    memories: dict[str, Memory] = field(default_factory=dict)
    loading: float | None = None
    building: Building | None = None
    seen: Seen | None = None
    restart: Restart | None = None
    serving: Memory | None = None
    http: dict[str, Timings] = field(default_factory=dict)

    def timing(self, name: str, engine: str) -> Timing | None:
        """The timing of an engine in a class."""
        return self.classes.get(name, {}).get(engine)


@dataclass
class Run:
    """Every size measured, and which engines were not installed."""

    sizes: dict[int, Size] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def together(timings: list[Timing]) -> Timing | None:
    """Several timings as one."""
    found = Timing((), 0)
    for each in timings:
        found = found.and_then(each)
    return found if timings else None
