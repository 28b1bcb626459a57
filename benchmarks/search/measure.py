"""`python -m benchmarks.search.measure`: how fast the search is, beside others, in one run."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.search import corpus, datasette_data, datasette_peer, growing, hostile, ours, queries, serving
from benchmarks.search.peers import PEERS, built
from benchmarks.search.queries import COMMON, TEXTS, Asked
from benchmarks.search.results import Run, Size
from benchmarks.search.tables import report
from benchmarks.search.workers import Timing, Worker, interleaved, workers

SIZES = {"1k": 1_000, "10k": 10_000, "200k": 200_000}
OVER_HTTP = ("exact", "reading", "prefix 2", "prefix 3", *TEXTS)
_MOST_SECONDS_MIXED = 400.0
_WARM, _WARM_SEED, _HTTP_SEED = 30, 9, 2


def measure(run: Run, options: argparse.Namespace) -> None:
    """Everything that the options ask for, size by size."""
    for name in options.sizes:
        size = run.sizes[SIZES[name]] = Size(SIZES[name])
        where = _prepared(size, run, options)
        _classes(size, where, options)
        _mixed(size, where, options)
        if options.ours and options.product and not options.only:
            _product(size, where[ours.NAME][1], options)
        if options.http and not options.only:
            _over_http(size, options)


def _prepared(size: Size, run: Run, options: argparse.Namespace) -> dict[str, tuple[str, Path]]:
    """Import the glossary, build the engines, and say where each is."""
    where: dict[str, tuple[str, Path]] = {}
    if options.ours:
        loaded = ours.loaded(options.cache, size.count, options.reuse)
        where[ours.NAME], size.loading = ("ours", loaded.folder), loaded.seconds
        if options.product and not options.only:
            _say(f"{size.count:,}: building the index")
            exact = queries.classes(options.cache, size.count)["exact"]
            size.building = growing.build(loaded.folder, exact)
    for name in options.peers:
        if size.count <= PEERS[name].largest:
            _say(f"{size.count:,}: {name}")
            try:
                size.built[name] = built(name, options.cache, size.count, options.reuse)
                where[name] = (PEERS[name].module, size.built[name].folder)
            except ImportError:
                run.missing = list(dict.fromkeys([*run.missing, name]))
    return where


def _classes(size: Size, where: dict[str, tuple[str, Path]], options: argparse.Namespace) -> None:
    """Every class, asked of engines that have just been opened; then ours the same again."""
    with workers(where, _warm(size, options)) as engines:
        size.openings = {name: each.opening for name, each in engines.items()}
        for name, asked in queries.classes(options.cache, size.count).items():
            if options.only in (None, name):
                _say(f"{size.count:,}: {name}")
                size.classes[name] = interleaved(engines, asked)
                size.again[name] = interleaved(_ours_alone(engines), asked)


def _mixed(size: Size, where: dict[str, tuple[str, Path]], options: argparse.Namespace) -> None:
    """The mixed traffic, asked of engines opened anew; then what only ours can be asked."""
    if options.only:
        return
    able = {name: place for name, place in where.items() if name != "FTS5"}
    with workers(able, _warm(size, options)) as engines:
        _say(f"{size.count:,}: mixed traffic")
        asked = queries.mixed(options.cache, size.count)
        size.mix = interleaved(engines, asked, _MOST_SECONDS_MIXED)
        size.mix_longer = {name: _without_letters(timing, asked) for name, timing in size.mix.items()}
        size.mix_again = interleaved(_ours_alone(engines), asked)
        size.memories = {name: each.memory() for name, each in engines.items()}
        if own := engines.get(ours.NAME):
            found = queries.classes(options.cache, size.count)
            size.hostile = hostile.worst(own, found[COMMON])
            size.facets = _with_facets(own, found)


def _without_letters(timing: Timing, asked: list[Asked]) -> Timing:
    """The same without beginnings of one letter, which some services refuse."""
    both = zip(timing.milliseconds, asked, strict=False)
    kept = tuple(cost for cost, each in both if each.kind != "prefix" or len(each.text) > 1)
    return Timing(kept, len(kept))


def _with_facets(engine: Worker, found: dict[str, list[Asked]]) -> dict[str, Timing]:
    timings = ((name, engine.ask([each._replace(kind="facets") for each in found[name]])) for name in TEXTS)
    return {name: timing for name, timing in timings if timing}


def _ours_alone(engines: dict[str, Worker]) -> dict[str, Worker]:
    return {name: each for name, each in engines.items() if name == ours.NAME}


def _warm(size: Size, options: argparse.Namespace) -> list[Asked]:
    return queries.mixed(options.cache, size.count, _WARM_SEED)[:_WARM]


def _product(size: Size, folder: Path, options: argparse.Namespace) -> None:
    """How soon changes are seen, and a serving process."""
    _say(f"{size.count:,}: changes")
    every = max(1, size.count // growing.CHANGES)
    concepts = [each.concept for each in islice(corpus.drafts(options.cache, size.count), 0, None, every)]
    size.seen = growing.changes(folder, concepts)


def _over_http(size: Size, options: argparse.Namespace) -> None:
    """Our server and Datasette; ours alone where that is not installed."""
    found = queries.classes(options.cache, size.count, _HTTP_SEED)
    with ExitStack() as stack:
        servers: dict[str, serving.Server] = {}
        if options.ours:
            folder = ours.loaded(options.cache, size.count).folder
            servers[ours.NAME], size.restart = stack.enter_context(serving.taiyaku(folder))
        if _datasette() != "not installed":
            peer = datasette_data.built(options.cache, size.count, options.reuse)
            servers |= stack.enter_context(serving.datasette(peer))
        for name in OVER_HTTP:
            _say(f"{size.count:,}: {name} over HTTP")
            size.http[name] = interleaved(servers, found[name])
        if own := servers.get(ours.NAME):
            own.ask(queries.mixed(options.cache, size.count))
            size.serving = own.memory()


def _datasette() -> str:
    try:
        return version(datasette_peer.PACKAGE)
    except PackageNotFoundError:
        return "not installed"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _listed(known: Iterable[str]) -> Callable[[str], list[str]]:
    """Reads names separated by commas."""

    def read(text: str) -> list[str]:
        wanted = [each.strip() for each in text.split(",") if each.strip()]
        if not set(wanted) <= set(known):
            raise argparse.ArgumentTypeError(f"none but {', '.join(known)}")
        return wanted

    return read


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "taiyaku-bench"


def command_line(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What to measure and where to write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.measure", description=__doc__)
    switch = argparse.BooleanOptionalAction
    parser.add_argument("--sizes", type=_listed(SIZES), default=list(SIZES), help="1k,10k,200k (default: all)")
    parser.add_argument("--peers", type=_listed(PEERS), default=list(PEERS), help=f"{', '.join(PEERS)} (default: all)")
    parser.add_argument("--only", choices=queries.NAMES, help="only this class, and no mixed traffic")
    parser.add_argument("--ours", action=switch, default=True, help="measure the product")
    parser.add_argument("--product", action=switch, default=True, help="measure building and changes too")
    parser.add_argument("--http", action=switch, default=True, help="measure over HTTP too")
    parser.add_argument("--reuse", action=switch, default=True, help="take what an earlier run has built")
    parser.add_argument("--markdown", type=Path, default=ROOT / "docs" / "search-speed.md", help="where to write")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where data and indexes are kept")
    return parser.parse_args(arguments)


def _command(options: argparse.Namespace) -> str:
    """The command that measures the same again, on any machine: without the places of files."""
    usual = vars(command_line([]))
    told = [_option(name, value) for name, value in vars(options).items() if value != usual[name]]
    return " ".join(["python -m benchmarks.search.measure", *(each for each in told if each)])


def _option(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"--{'' if value else 'no-'}{name}"
    if isinstance(value, Path):
        return ""
    return f"--{name} " + shlex.quote(",".join(value) if isinstance(value, list) else str(value))


def main() -> None:
    """Measure, print the page and write it."""
    options = command_line()
    run = Run()
    try:
        measure(run, options)
    finally:  # an hour's figures are not lost with the last step
        page = "\n".join(report(run, _command(options), _datasette())) + "\n"
        print(page)
        options.markdown.parent.mkdir(parents=True, exist_ok=True)
        options.markdown.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
