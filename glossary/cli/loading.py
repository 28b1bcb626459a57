"""The command that loads concepts from files, however many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
import msgspec

from glossary.cli.frame import LATER, opened, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.cli.progress import LoadProgress
from glossary.errors import Busy, InvalidContent, StorageFailed
from glossary.faults import Fault
from glossary.formats import FORMATS
from glossary.model import Draft, Settings
from glossary.seed import read_folder
from glossary.series import is_series, read_series

_LINES = {".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command(help=say("Load concepts from files or folders: all of them, or none if anything is wrong."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--history", is_flag=True, help=say("The files tell how concepts stood from each valid_from on."))
@glossary_option
@json_option
def load(paths: tuple[Path, ...], history: bool, glossary: str | None, as_json: bool) -> None:
    """Load concepts."""
    chosen, author = the_glossary(glossary), opened().house()
    loads = chosen.load_history if history else chosen.load
    with LoadProgress(_size(paths)) as progress, _told_how_far(progress):
        folders = partial(_of_folder, settings=chosen.settings(), history=history)
        report = loads(_drafts(paths, folders, progress), author, progress.recorded)
        opened().index_names(progress.indexed)
    if as_json:
        print_json(report)
        return
    counts = {name: len(ids) for name, ids in msgspec.structs.asdict(report).items()}
    click.echo(say("{added} added, {changed} changed, {unchanged} unchanged.", **counts))


@contextmanager
def _told_how_far(progress: LoadProgress) -> Iterator[None]:
    """Say what stays when a load ends in the middle, and how to go on."""
    try:
        yield
    except BaseException as error:
        if progress.done:
            click.echo(_stopped(progress), err=True)
            if isinstance(error, (Busy, StorageFailed)):
                click.get_current_context().exit(LATER)
        raise


def _stopped(progress: LoadProgress) -> str:
    return say(
        "The load stopped. {done} of {total} concepts are recorded and stay; load the same again to go on.",
        done=progress.done,
        total=progress.total,
    )


def _size(paths: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def _drafts(
    paths: Sequence[Path], of_folder: Callable[[Path], Iterator[Draft]], progress: LoadProgress
) -> Iterator[Draft]:
    before, count = 0, 0
    for path in paths:
        for position, draft in _at_once(of_folder(path)) if path.is_dir() else _of_file(path):
            count += 1
            progress.checked(before + position, count)
            yield draft
        before += _size([path])


def _at_once(drafts: Iterator[Draft]) -> Iterator[tuple[int, Draft]]:
    """The drafts of a folder, of which nobody knows how far it is read."""
    return ((0, draft) for draft in drafts)


def _of_folder(path: Path, settings: Settings, *, history: bool) -> Iterator[Draft]:
    """The drafts in a folder: dated series, a whole glossary, or any files of concepts."""
    if history and is_series(path):
        return read_series(path, settings)
    if (path / "glossary.json").exists():
        return iter(read_folder(path).drafts)
    files = sorted(each for each in path.iterdir() if each.suffix in (*_LINES, ".json"))
    if not files:
        raise InvalidContent([Fault(path.name, "nothing-to-load")])
    return (draft for each in files for _, draft in _of_file(each))


def _of_file(path: Path) -> Iterator[tuple[int, Draft]]:
    """The drafts of a file, each with how far it is read; what is wrong is told with the file's name."""
    with path.open("rb") as file:
        try:
            for draft in FORMATS[_LINES.get(path.suffix, "json")].stream(file):
                yield file.tell(), draft
        except InvalidContent as error:
            named = (msgspec.structs.replace(fault, pointer=f"{path.name}#{fault.pointer}") for fault in error.faults)
            raise InvalidContent(list(named)) from error
