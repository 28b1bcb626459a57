"""Which state of a glossary a request asks about: now, or what `as_of`, `known_at` and `edition` name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from api.house import glossaries
from glossary import Asked, Fault, InvalidContent, InvalidQuery, Revision, micros

_NAMES = ("as_of", "known_at", "edition")


def one_of(query: dict[str, Any], *names: str) -> None:
    """Raise `InvalidQuery` where more than one of some parameters is given."""
    given = [name for name in names if name in query]
    if len(given) > 1:
        raise InvalidQuery([Fault(f"/{given[1]}", "exclusive", {"names": ", ".join(names)})])


def one_state(query: dict[str, Any]) -> None:
    """Raise `InvalidQuery` where a date, an edition or a revision is named beside another."""
    one_of(query, "as_of", "edition", "revision")
    one_of(query, "known_at", "edition", "revision")


def asked_of(query: dict[str, Any]) -> Asked:
    """The state asked about. Raises `InvalidQuery` for an edition beside a date."""
    one_state(query)
    return Asked(**{name: query[name] for name in _NAMES if name in query})


def said(body: dict[str, Any]) -> dict[str, Any]:
    """The members of a body that say something; null is as good as nothing."""
    return {name: member for name, member in body.items() if member is not None}


@contextmanager
def faults_of_the_body() -> Iterator[None]:
    """Tell what elsewhere is wrong with a query as what it is here: wrong in the body."""
    try:
        yield
    except InvalidQuery as error:
        raise InvalidContent(error.faults) from error


def lies_ahead(revision: Revision) -> bool:
    """Whether a wording has not come into force yet; the glossary is asked only where the clock alone cannot tell."""
    house = glossaries()
    return revision.valid_at > micros(house.now()) and revision.valid_at > house[revision.glossary].present()
