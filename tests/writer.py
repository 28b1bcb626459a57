"""A process that writes revisions until it is done or killed; it says each one that was acknowledged.

python -m tests.writer HOME DATABASE JOURNAL CONCEPT COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path

from glossary import Glossaries, Journal, Whereabouts
from tests.support import draft


def where(home: str, database: str) -> Whereabouts:
    """The glossaries that the test named on the command line."""
    return Whereabouts(Path(home), database if "://" in database else Path(database), Path(home) / "index")


def write(home: str, database: str, journal: Journal, concept: str, count: int) -> None:
    """Write so many revisions of one concept, saying number and digest of each on standard output."""
    with Glossaries.open(where(home, database), journal=journal) as house:
        trial, head = house["trial"], None
        for number in range(1, count + 1):
            made = trial.put(draft(concept, ja=f"第{number}の定義。"), "p-writer", head)
            head = made.number
            sys.stdout.write(f"{concept} {made.number} {made.digest}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))  # type: ignore[arg-type]
