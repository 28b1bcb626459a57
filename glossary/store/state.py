"""The pair that every question about the past comes down to."""

from typing import NamedTuple

EVERYTHING = 2**62


class State(NamedTuple):
    """What was known up to entry `seq`, as it holds at `at` (microseconds since 1970 UTC)."""

    seq: int
    at: int
