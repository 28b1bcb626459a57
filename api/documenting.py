"""How a view's answers come into the OpenAPI document: from the very values that are sent."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import deepcopy
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
_AS_READ = {"If-Match": N_("the ETag of the proposal as you read it")}
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

    def decorate(view: Decorated) -> Decorated:
        return _with_headers(blueprint.alt_response(302, description="Found")(view), {"Accept-Datetime": _MOMENT})

    return decorate


def takes_a_token(view: Decorated) -> Decorated:
    """Say in the document that a proposer without an account may call a view."""
    return _with_headers(view, _TOKEN)


def carried_out_once(view: Decorated) -> Decorated:
    """Say in the document that a request to a view may be sent twice."""
    return _with_headers(view, _ONCE)


def bound_to_what_was_read(view: Decorated) -> Decorated:
    """Say in the document that a view may be told which wording its caller read."""
    return _with_headers(view, _AS_READ)


def refuses(blueprint: HouseBlueprint, *errors: int) -> Callable[[Decorated], Decorated]:
    """Say in the document with which problems a view may answer, and what must be sent to write."""

    def decorate(view: Decorated) -> Decorated:
        for code in sorted({*errors, *_ALWAYS}):
            told = HTTP_PROBLEMS[code][1] if code in HTTP_PROBLEMS else None
            view = blueprint.alt_response(code, schema="Problem", content_type=PROBLEM, description=told)(view)
        secured = blueprint.doc(security=[{KEY: []}])(view) if 401 in errors else view
        return _with_headers(secured, _PRECONDITIONS) if 428 in errors else secured

    return decorate


def _with_headers(view: Any, headers: Mapping[str, str]) -> Decorated:
    """A view that takes headers beside its arguments; `Blueprint.doc` would put them in the place of its query."""
    view._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    told = view._apidoc.setdefault("arguments", {}).setdefault("parameters", [])
    told += [
        {"in": "header", "name": name, "schema": {"type": "string"}, "description": text}
        for name, text in headers.items()
    ]
    return view  # type: ignore[no-any-return]  # the same view
