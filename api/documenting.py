"""How a view's answers come into the OpenAPI document: from the very values that are sent."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import msgspec
from flask_smorest import Api

from api import answers as a
from api import findings
from api.parsing import HouseBlueprint
from api.problems import HTTP_PROBLEMS, PROBLEM

_REF = "#/components/schemas/{name}"
_ALWAYS = (400, 406, 500, 503)

Decorated = Callable[..., Any]


class Problem(msgspec.Struct):
    """A problem detail (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = []
    head: int = 0
    tombstone: dict[str, Any] = {}


def kinds() -> tuple[type, ...]:
    """Every kind of value that is answered."""
    found = {**vars(a), **vars(findings)}.values()
    return (
        *(each for each in found if isinstance(each, type) and issubclass(each, a.Answer) and each is not a.Answer),
        Problem,
    )


def describe(api: Api) -> None:
    """Put the shape of every answer into the document."""
    _, components = msgspec.json.schema_components(kinds(), ref_template=_REF)
    for name, schema in components.items():
        told = {"description": inspect.cleandoc(schema["description"])} if "description" in schema else {}
        api.spec.components.schema(name, {**schema, **told})


def answers(
    blueprint: HouseBlueprint, kind: type, *, status: int = 200, errors: tuple[int, ...] = ()
) -> Callable[[Decorated], Decorated]:
    """Say in the document what a view answers, and with which problems."""

    def decorate(view: Decorated) -> Decorated:
        told = blueprint.response(status, kind.__name__)(view)
        for code in sorted({*errors, *_ALWAYS}):
            description = HTTP_PROBLEMS[code][1] if code in HTTP_PROBLEMS else None
            told = blueprint.alt_response(code, schema="Problem", content_type=PROBLEM, description=description)(told)
        return told  # type: ignore[no-any-return]  # flask-smorest is untyped

    return decorate
