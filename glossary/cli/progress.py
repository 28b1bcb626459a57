"""How far a long load has come: a bar on a terminal, a line now and then elsewhere; always on standard error."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import Progress

from glossary.cli.frame import say

_LINE_EVERY = 10_000


class LoadProgress:
    """Watches a load: what was read of so many bytes, then what was recorded. Use it as a context manager."""

    def __init__(self, size: int) -> None:
        console = Console(stderr=True)
        self._bar = Progress(console=console, disable=not console.is_terminal, transient=True)
        self._checking = self._bar.add_task(say("Checking"), total=size or None)
        self._loading = self._bar.add_task(say("Loading"), total=None, visible=False)
        self._indexing = self._bar.add_task(say("Indexing"), total=None, visible=False)
        self.done, self.total = 0, 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def checked(self, position: int, count: int) -> None:
        """So many bytes and concepts have been read and checked."""
        self._bar.update(self._checking, completed=position)
        if self._bar.disable and count and not count % _LINE_EVERY:
            click.echo(say("{count} concepts checked", count=count), err=True)

    def recorded(self, done: int, total: int) -> None:
        """So many concepts of so many are recorded."""
        passed = done // _LINE_EVERY > self.done // _LINE_EVERY
        self.done, self.total = done, total
        self._bar.update(self._checking, visible=False)
        self._bar.update(self._loading, completed=done, total=total, visible=True)
        if self._bar.disable and passed:
            click.echo(say("{done} of {total} concepts loaded", done=done, total=total), err=True)

    def indexed(self, done: int, total: int) -> None:
        """The terms of so many concepts of so many can be found."""
        self._bar.update(self._loading, visible=False)
        self._bar.update(self._indexing, completed=done, total=total, visible=True)
