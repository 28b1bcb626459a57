"""Every check under its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glossary.checks.surroundings import Surroundings
from glossary.checks.values import Check, Place
from glossary.model import Concept

Rule = Callable[[Concept, Surroundings], Iterable[Place]]
CHECKS: dict[str, Check] = {}


def check(code: str) -> Callable[[Rule], Rule]:
    """Give a rule its code: E… for what is wrong whatever was meant, W… for what may be explained."""

    def registered(rule: Rule) -> Rule:
        CHECKS[code] = Check(code, rule.__doc__ or "", rule)
        return rule

    return registered
