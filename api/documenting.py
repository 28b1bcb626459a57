"""How a view's answers come into the OpenAPI document: from the very values that are sent."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from flask_smorest import Api

from api import (
    annotation_answers,
    change_answers,
    feed_answers,
    findings,
    listed_words,
    proposal_answers,
    webhook_answers,
)
from api import answers as a
from api.embedding import answers as embeds
from api.parsing import HouseBlueprint
from api.problems import HTTP_PROBLEMS, PROBLEM
from glossary import N_

_REF = "#/components/schemas/{name}"
_ALWAYS = (400, 406, 414, 429, 500, 503)
KEY = "key"
_PRECONDITIONS = {
    "If-Match": N_("the ETag of what the change is based on"),
    "If-None-Match": N_("`*` for something new"),
}
_TOKEN = {"Proposal-Token": N_("the token that was given with a proposal made without a key")}
_ONCE = {"Idempotency-Key": N_("a key of your own, so that the request is carried out once however often it is sent")}
_MOMENT = N_("a date of HTTP in GMT")

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
    conflicts: list[dict[str, Any]] = []


def kinds() -> tuple[type, ...]:
    """Every kind of value that is answered."""
    special = (feed_answers, change_answers, annotation_answers, embeds, listed_words, proposal_answers)
    modules = (a, findings, *special, webhook_answers)
    found = {name: each for module in modules for name, each in vars(module).items()}.values()
    return (
        *(each for each in found if isinstance(each, type) and issubclass(each, a.Answer) and each is not a.Answer),
        Problem,
    )


def describe(api: Api) -> None:
    """Put the shape of every answer into the document."""
    _, components = msgspec.json.schema_components(kinds(), ref_template=_REF)
    api.spec.components.security_scheme(KEY, {"type": "http", "scheme": "bearer"})
    for name, schema in components.items():
        told = {"description": inspect.cleandoc(schema["description"])} if "description" in schema else {}
        api.spec.components.schema(name, {**schema, **told})


def answers(
    blueprint: HouseBlueprint, kind: type, *, status: int = 200, errors: tuple[int, ...] = ()
) -> Callable[[Decorated], Decorated]:
    """Say in the document what a view answers, and with which problems."""

    def decorate(view: Decorated) -> Decorated:
        return refuses(blueprint, *errors)(blueprint.response(status, kind.__name__)(view))

    return decorate


def creates(blueprint: HouseBlueprint, kind: type) -> Callable[[Decorated], Decorated]:
    """Say in the document that a view may also make something new."""
    told: Callable[[Decorated], Decorated] = blueprint.alt_response(201, schema=kind.__name__, success=True)
    return told


def takes_a_moment(blueprint: HouseBlueprint) -> Callable[[Decorated], Decorated]:
    """Say in the document that a view leads to what held at a moment (RFC 7089)."""
    header = {"in": "header", "name": "Accept-Datetime", "schema": {"type": "string"}, "description": _MOMENT}

    def decorate(view: Decorated) -> Decorated:
        told = blueprint.alt_response(302, description="Found")(view)
        return blueprint.doc(parameters=[header])(told)  # type: ignore[no-any-return]  # flask-smorest is untyped

    return decorate


def takes_a_token(blueprint: HouseBlueprint, once: bool = False) -> Callable[[Decorated], Decorated]:
    """Say in the document which headers a view on proposals takes beside a key."""
    return _takes(blueprint, _TOKEN | (_ONCE if once else {}))


def carried_out_once(blueprint: HouseBlueprint) -> Callable[[Decorated], Decorated]:
    """Say in the document that a view takes an Idempotency-Key."""
    return _takes(blueprint, _ONCE)


def _takes(blueprint: HouseBlueprint, named: Mapping[str, str]) -> Callable[[Decorated], Decorated]:
    headers = [
        {"in": "header", "name": name, "schema": {"type": "string"}, "description": text}
        for name, text in named.items()
    ]

    def decorate(view: Decorated) -> Decorated:
        return blueprint.doc(parameters=headers)(view)  # type: ignore[no-any-return]  # flask-smorest is untyped

    return decorate


def refuses(blueprint: HouseBlueprint, *errors: int) -> Callable[[Decorated], Decorated]:
    """Say in the document with which problems a view may answer, and what must be sent to write."""

    def decorate(view: Decorated) -> Decorated:
        for code in sorted({*errors, *_ALWAYS}):
            told = HTTP_PROBLEMS[code][1] if code in HTTP_PROBLEMS else None
            view = blueprint.alt_response(code, schema="Problem", content_type=PROBLEM, description=told)(view)
        return blueprint.doc(**_conditions(errors))(view)  # type: ignore[no-any-return]  # flask-smorest is untyped

    return decorate


def _conditions(errors: tuple[int, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"security": [{KEY: []}]} if 401 in errors else {}
    if 428 in errors:
        told["parameters"] = [
            {"in": "header", "name": name, "schema": {"type": "string"}, "description": text}
            for name, text in _PRECONDITIONS.items()
        ]
    return told
