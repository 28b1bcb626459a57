"""Annotation measured: agreement with a careful person, and speed with the shipped glossary and a very large one.

    python -m benchmarks.annotation.measure [--prose FOLDER] [--cache FOLDER] [--concepts 200000]
                                            [--home FOLDER | --no-database]

`--home` names a folder with a database that `benchmarks.search` has loaded; without it one is loaded into the cache.
`--no-database` measures the finding alone, with the same concepts read from their file; that takes minutes, not hours.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path

from benchmarks.annotation.gold import agreement
from benchmarks.search import corpus, ours
from glossary import Asked, Glossaries
from glossary.annotating import Finder, Lexicon, marks_of_html, marks_of_text, named, with_marks

_PROSE = Path("../shared/data/prompt-engineering-guide/pages")
_REPEATS = 5
_MEGABYTE = 1e6


def main() -> None:
    """Print everything, as Markdown."""
    asked = _asked()
    for language in ("ja", "en"):
        found = agreement(language)
        print(f"{language}: precision {found.precision:.1%}, recall {found.recall:.1%} ({found.both} marks agree)")
        print("  only ours:", dict(found.ours.most_common()))
        print("  only the person's:", dict(found.theirs.most_common()))
    if asked.no_database:
        started = time.perf_counter()
        lexicon = Lexicon("jmdict", (named(each.concept, 1) for each in corpus.drafts(asked.cache, asked.concepts)))
        print(f"\n{len(lexicon)} concepts without a database: ready after {time.perf_counter() - started:.2f} s\n")
        _table(Finder([lexicon]), asked.prose)
        return
    home = asked.home or ours.loaded(asked.cache, asked.concepts).folder
    with ours.opened(home) as house:
        house.seed()
        for glossary in house.ids():
            _measure(house, glossary, asked.prose)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure annotation.")
    parser.add_argument("--prose", type=Path, default=_PROSE)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/taiyaku-bench")
    parser.add_argument("--concepts", type=int, default=200_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--no-database", action="store_true")
    return parser.parse_args()


def _measure(house: Glossaries, glossary: str, prose: Path) -> None:
    before, started = _resident(), time.perf_counter()
    finder = house.annotator.finder((glossary,))
    took = time.perf_counter() - started
    memory = f"{_resident() - before:.0f} MB more resident (peak {_peak():.0f} MB)"
    print(f"\n{glossary}: ready after {took:.2f} s, {memory}\n")
    _table(finder, prose)
    started = time.perf_counter()
    house.annotator.finder((glossary,), Asked(as_of="2026-01-01"))
    print(f"\nanother state ready after {time.perf_counter() - started:.2f} s")


def _table(finder: Finder, prose: Path) -> None:
    gc.freeze()
    print("| text | MB | marks | at first, MB/s of CPU | again, MB/s of CPU (median) |\n|---|---|---|---|---|")
    for name, text, read in _texts(prose):
        size = len(text.encode()) / _MEGABYTE
        seconds = [_seconds(partial(read, finder, text)) for _ in range(_REPEATS + 1)]
        rates = f"{size / seconds[0]:.1f} | {size / statistics.median(seconds[1:]):.1f}"
        print(f"| {name} | {size:.2f} | {read(finder, text)} | {rates} |")


def _texts(prose: Path) -> Iterator[tuple[str, str, Callable[[Finder, str], int]]]:
    """Texts by name, each with what reads it and counts the marks."""
    pages = {language: _joined(sorted(prose.rglob(f"*.{language}.mdx"))) for language in ("jp", "en")}
    yield "Japanese prose", pages["jp"], _text
    yield "English prose", pages["en"], _text
    yield "both, one after the other", "\n\n".join(pages.values()), _text
    yield "Japanese prose as HTML", _as_html(pages["jp"]), _html
    yield "English prose as HTML", _as_html(pages["en"]), _html


def _joined(paths: Sequence[Path]) -> str:
    return "\n\n".join(path.read_text(encoding="utf-8") for path in paths)


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in text.split("\n\n"))


def _text(finder: Finder, text: str) -> int:
    return len(marks_of_text(finder, text, None, first_only=False))


def _html(finder: Finder, html: str) -> int:
    spots = marks_of_html(finder, html, None, first_only=False)
    with_marks(html, spots, lambda glossary, concept: f"/id/{glossary}/{concept}")
    return len(spots)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _resident() -> float:
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM")


def _status(name: str) -> float:
    """A figure of this process in megabytes, where the system tells it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000


if __name__ == "__main__":
    main()
