"""What a log says has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from glossary.model import Revision
from glossary.search.values import Feed, Mark

_BATCH = 500


def continues(feed: Feed, glossary: str, since: Mark, mark: Mark) -> bool:
    """Whether the log that now ends at `mark` is the one that once ended at `since`, and not shorter."""
    if since.seq >= mark.seq:
        return since.seq == mark.seq and since.digest == mark.digest
    return since.seq == 0 or feed.digest_at(glossary, since.seq) == since.digest


def changes(feed: Feed, glossary: str, since: Mark | None, mark: Mark, due: Iterable[str] = ()) -> list[Sequence[str]]:
    """The changed concepts in the order of their ids, in batches, with those whose wordings are due.

    Read to the end before any is used, so that no read cursor stays open. Who recorded a wording may have had a clock
    ahead of ours: then it is due later here, though nobody has scheduled it.
    """
    return batches(sorted({concept for batch in feed.changed(glossary, since, mark) for concept in batch} | {*due}))


def batches(concepts: Sequence[str]) -> list[Sequence[str]]:
    """So many concepts at a time as are read in one transaction."""
    return [concepts[start : start + _BATCH] for start in range(0, len(concepts), _BATCH)]


def by_concept(revisions: Sequence[Revision]) -> dict[str, list[Revision]]:
    """Revisions, which come sorted by concept, by the id of their concept."""

    def concept(revision: Revision) -> str:
        return revision.concept.id

    return {name: list(group) for name, group in groupby(revisions, concept)}
