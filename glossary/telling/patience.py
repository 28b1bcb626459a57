"""How long to wait before the next attempt, and when to give up."""

from __future__ import annotations

import random

from glossary.telling.values import DeliveryState, Outcome

MINUTE, HOUR = 60.0, 3600.0
WAITS = (5.0, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR)
"""Seconds after the first attempt, the second …; after the last of them comes one attempt more."""
ATTEMPTS = len(WAITS) + 1
LONGEST_REST = 5 * MINUTE
GONE = 410
_JITTER = 0.2


def next_wait(attempts: int, outcome: Outcome) -> float:
    """Seconds until the attempt after so many, scattered by a fifth, and not before the receiver wishes."""
    wait = WAITS[min(attempts, len(WAITS)) - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - no secret
    return max(wait, outcome.retry_after or 0.0)


def state_after(attempts: int, outcome: Outcome) -> DeliveryState:
    """What becomes of a message after so many attempts, the last with this outcome."""
    if outcome.is_done:
        return "delivered"
    return "dead" if attempts >= ATTEMPTS or outcome.status == GONE else "pending"
