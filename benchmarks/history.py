"""What history costs: `make bench-history`, or `python -m benchmarks.history [--concepts 10000] [--revisions 10]`.

Everything is in one SQLite database of a temporary folder (another with `--database`). Times are medians of runs that
take turns, so that what else the machine does falls on all alike: by the clock, and in brackets the processor's
(without that of a database server), which a busy machine changes less. docs/history-speed.md has what came of it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from glossary import (
    Asked,
    Concept,
    Definition,
    Draft,
    Glossaries,
    Glossary,
    LanguageSection,
    ListRequest,
    Settings,
    Term,
    Whereabouts,
)

FIRST = date(2020, 1, 1)
ROUNDS = 100
BUDGETS = {"verify": 5.0, "today": 1.1}


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--revisions", type=int, default=10)
    parser.add_argument("--few", type=int, default=500, help="concepts in the comparison of 1 with 100 revisions")
    parser.add_argument("--database", help="another database, which must be empty: postgresql://…")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = Whereabouts(Path(folder), given.database or Path(folder) / "glossary.db", Path(folder) / "index")
        with Glossaries.open(where) as house:
            measure(house, given.concepts, given.revisions, given.few)


def measure(house: Glossaries, concepts: int, revisions: int, few: int) -> None:
    """All that is measured, a line each."""
    long = built(house, "long", 1, 1_000)
    middle = Asked(as_of=day(500))
    print(f"a concept with 1,000 revisions: now {ms(lambda: long.concept('c0'))}, "
          f"as of the middle {ms(lambda: long.concept('c0', middle))}, as known {ms(lambda: known(long))}")  # fmt: skip
    wide = built(house, "wide", concepts, revisions)
    then = Asked(as_of=day(revisions // 2))
    print(f"{concepts:,} concepts, {revisions} revisions each: page of 50 "
          f"now {ms(lambda: page(wide), 20)}, "
          f"as of a date {ms(lambda: page(wide, then), 20)}; all as of a date {whole(wide, then):.1f} s")  # fmt: skip
    print(f"retired: {ms(lambda: wide.concepts(ListRequest(status='retired')), 20)}")
    began = spent()
    verdict = wide.verify()
    wall, processor = (after - before for before, after in zip(began, spent(), strict=True))
    print(f"verify {verdict.entries:,} entries: {wall:.1f} s [{processor:.1f}], whole: {verdict.whole} "
          f"(at most {BUDGETS['verify']})")  # fmt: skip
    once, often = built(house, "once", few, 1), built(house, "often", few, 100)
    for name, read in (("concept", lambda each: each.concept("c7")), ("page of 50", page)):
        one, many = alternating([lambda read=read: read(once), lambda read=read: read(often)], 3 * ROUNDS)  # type: ignore[misc]
        ratio, own = (late / early for early, late in zip(one, many, strict=True))
        print(f"today's {name}: 1 revision {one.wall:.3f} ms, 100 revisions {many.wall:.3f} ms, ratio {ratio:.2f} "
              f"[{own:.2f}] (at most {BUDGETS['today']})")  # fmt: skip


def built(house: Glossaries, glossary: str, concepts: int, revisions: int) -> Glossary:
    """A glossary of concepts that changed every day from 2020 on."""
    made = house.make(Settings(id=glossary, title={"ja": glossary}, time_zone="UTC"), "p-bench")
    began = time.perf_counter()
    load = made.load if concepts > 1 else made.load_history
    if concepts == 1:
        load([draft(0, number) for number in range(revisions)], "p-bench")
    for number in range(revisions if concepts > 1 else 0):
        load((draft(concept, number) for concept in range(concepts)), "p-bench")
    seconds = time.perf_counter() - began
    print(f"  ({concepts * revisions:,} revisions recorded in {seconds:.0f} s)")
    return made


def draft(concept: int, number: int) -> Draft:
    """A concept on day `number`, with a definition of usual length."""
    text = f"第{number}版の定義。" + f"用語{concept}とは、金融分野において用いるものをいう。" * 3
    section = LanguageSection(
        text_status="original",
        terms=(Term(text=f"用語{concept}", status="preferred", readings=("ようご",)),),
        definition=Definition(text=text),
    )
    return Draft(concept=Concept(id=f"c{concept}", languages={"ja": section}), valid_from=day(number))


def day(number: int) -> str:
    """A date."""
    return (FIRST + timedelta(days=number)).isoformat()


def page(glossary: Glossary, asked: Asked | None = None) -> object:
    """The first page of a list."""
    return glossary.concepts(ListRequest(asked=asked) if asked else ListRequest())


def whole(glossary: Glossary, asked: Asked) -> float:
    """How long all pages of a list take, in seconds."""
    began = time.perf_counter()
    assert sum(1 for _ in pages(glossary, ListRequest(asked=asked)))
    return time.perf_counter() - began


def pages(glossary: Glossary, request: ListRequest) -> Iterator[object]:
    """All pages of a list, 200 concepts each."""
    found = glossary.concepts(request, None, 200)
    yield found
    while found.next:
        found = glossary.concepts(request, found.next, 200)
        yield found


def known(glossary: Glossary) -> object:
    """A concept as it was known now."""
    return glossary.concept("c0", Asked(known_at=datetime.now(UTC).isoformat()))


class Spent(NamedTuple):
    """Time by the clock, and the processor's."""

    wall: float
    processor: float


def spent() -> Spent:
    """What has been spent so far, in seconds."""
    return Spent(time.perf_counter(), time.process_time())


def ms(action: Callable[[], object], rounds: int = ROUNDS) -> str:
    """The medians of the times that an action takes."""
    found = alternating([action], rounds)[0]
    return f"{found.wall:.2f} ms [{found.processor:.2f}]"


def alternating(actions: list[Callable[[], object]], rounds: int = ROUNDS) -> list[Spent]:
    """The medians of the times that actions take, in milliseconds, while they take turns."""
    times: list[list[Spent]] = [[] for _ in actions]
    for number in range(rounds + 5):
        for taken, action in zip(times, actions, strict=True):
            began = spent()
            action()
            if number >= 5:
                taken.append(Spent(*(1000 * (after - before) for before, after in zip(began, spent(), strict=True))))
    return [Spent(*map(median, zip(*each, strict=True))) for each in times]


if __name__ == "__main__":
    main()
