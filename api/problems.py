"""Errors as problem details (RFC 9457), in the reader's language; one table gives each its status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from api.house import base_url
from api.languages import reader_language
from api.logs import without_secrets
from api.pages.refusing import refused, wants_page
from api.proposal_telling import conflict_answer
from api.telling import memento_links
from glossary import (
    N_,
    Fault,
    GlossaryError,
    InvalidContent,
    InvalidQuery,
    errors,
    history_errors,
    identity_errors,
    review_errors,
    translate,
    webhook_errors,
)

PROBLEM = "application/problem+json"
_MOST_FAULTS = 50
_RETRY_SECONDS = "2"


class BadRequest(InvalidContent):
    """A body that is not plain JSON."""

    code = "bad-request"
    title = N_("The body cannot be read")
    detail = N_("The body cannot be read. See the list of errors; nothing was stored.")


class PreconditionNeeded(GlossaryError):
    """A change without a statement of what it is based on."""

    code = "precondition-needed"
    title = N_("A precondition is needed")
    detail = N_("Send “If-Match” with the ETag of the newest revision, or “If-None-Match: *” for something new.")


class NoEmbed(GlossaryError):
    """An address that names no concept of this service which could be shown elsewhere."""

    code = "no-embed"
    title = N_("Nothing to embed at that address")
    detail = N_("That address is not the address of a concept of this service, or the concept cannot be shown.")


class FormatNotOffered(GlossaryError):
    """A form of oEmbed other than JSON and XML."""

    code = "format-not-offered"
    title = N_("Not available in that format")
    detail = N_("oEmbed is answered as json or as xml.")


STATUSES: Mapping[type[GlossaryError], int] = {
    errors.GlossaryNotFound: 404,
    errors.ConceptNotFound: 404,
    errors.RevisionNotFound: 404,
    errors.EditionNotFound: 404,
    errors.NotYetWorded: 404,
    history_errors.NotYetKnown: 404,
    errors.Retired: 410,
    errors.RetiredConceptChanged: 409,
    errors.AlreadyRetired: 409,
    errors.HeadMoved: 412,
    errors.LogMoved: 412,
    errors.AlreadyExists: 412,
    errors.EditionExists: 409,
    errors.EditionTaken: 409,
    errors.Redacted: 410,
    errors.NothingToRedact: 404,
    errors.PersonNotFound: 404,
    errors.InvalidContent: 422,
    errors.InvalidQuery: 400,
    errors.KeyRefused: 401,
    errors.KeyNeeded: 401,
    errors.RoleTooLow: 403,
    errors.KeyNotFound: 404,
    identity_errors.AccountNotFound: 404,
    identity_errors.LoginTaken: 409,
    identity_errors.SignInRefused: 403,
    identity_errors.PasswordRefused: 403,
    identity_errors.LinkRefused: 403,
    identity_errors.Forged: 403,
    identity_errors.TooMany: 429,
    review_errors.ProposalNotFound: 404,
    review_errors.NotYourProposal: 403,
    review_errors.OwnProposal: 403,
    review_errors.StepTakenBySame: 403,
    review_errors.ProposalDecided: 409,
    review_errors.ReviewBegun: 409,
    review_errors.ProposalMoved: 412,
    review_errors.BaseMoved: 409,
    review_errors.Conflicted: 409,
    review_errors.NothingToAccept: 409,
    review_errors.TooManyPending: 429,
    review_errors.TooManyComments: 409,
    review_errors.KeyReused: 422,
    webhook_errors.WebhookNotFound: 404,
    webhook_errors.MessageNotFound: 404,
    webhook_errors.TooManyWebhooks: 409,
    errors.Busy: 503,
    errors.StorageFailed: 503,
    errors.UnsafeIndex: 503,
    errors.NewerDatabase: 503,
    BadRequest: 400,
    PreconditionNeeded: 428,
    NoEmbed: 404,
    FormatNotOffered: 501,
}

HTTP_PROBLEMS: Mapping[int, tuple[str, str, str]] = {
    400: ("bad-request", N_("The request cannot be understood"), N_("The request cannot be understood.")),
    404: ("not-found", N_("There is nothing here"), N_("There is nothing at this address.")),
    405: (
        "method-not-allowed",
        N_("This method is not allowed here"),
        N_("This address does not take that method."),
    ),
    406: (
        "not-acceptable",
        N_("Not available in that form"),
        N_("This is not available in the form asked for."),
    ),
    413: ("too-large", N_("The body is too large"), N_("The body is larger than this service accepts.")),
    414: ("too-long", N_("The address is too long"), N_("The address is longer than this service accepts.")),
    415: (
        "unsupported-media-type",
        N_("The body has the wrong type"),
        N_("Send the body as “application/json”, not compressed."),
    ),
    500: (
        "internal-error",
        N_("Something went wrong here"),
        N_("Something went wrong on our side. Nothing was lost; please try again later."),
    ),
}


def register(app: Flask) -> None:
    """Answer every error of this application with a problem document."""
    app.register_error_handler(GlossaryError, answer_glossary_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(Exception, answer_unexpected)


def kinds() -> dict[str, tuple[int, str]]:
    """Every stable problem type: its code, with the status and the title (English, to be translated)."""
    named = {error.code: (status, error.title) for error, status in STATUSES.items()}
    return {**{code: (status, title) for status, (code, title, _) in HTTP_PROBLEMS.items()}, **named}


def answer_glossary_error(error: GlossaryError) -> Response:
    """What a person is told when the glossary cannot do what they asked."""
    status = STATUSES[type(error)]
    language = reader_language()
    detail = translate(language, error.detail).format(**error.facts)
    problem = _problem(error.code, status, translate(language, error.title), detail)
    problem |= _members(error, language)
    return _answer(problem, language, _headers(error, status) | _past(error))


def answer_http_error(error: HTTPException) -> Response:
    """What a person is told when the request itself is at fault."""
    status = error.code or 500
    code, title, detail = HTTP_PROBLEMS.get(status, HTTP_PROBLEMS[400 if status < 500 else 500])
    language = reader_language()
    problem = _problem(code, status, translate(language, title), translate(language, detail))
    allow = {"Allow": ", ".join(sorted(getattr(error, "valid_methods", None) or ()))} if status == 405 else {}
    return _answer(problem, language, allow)


def answer_unexpected(error: Exception) -> Response:
    """A last resort: the cause goes to the log, never to the reader."""
    structlog.get_logger().error("unexpected", path=without_secrets(request.path), exc_info=error)
    return answer_http_error(HTTPException())


def _problem(code: str, status: int, title: str, detail: str) -> dict[str, Any]:
    return {
        "type": f"{base_url()}/problems/{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }


def _members(error: GlossaryError, language: str) -> dict[str, Any]:
    if isinstance(error, (InvalidContent, InvalidQuery)):
        return {"errors": [_fault(fault, language) for fault in error.faults[:_MOST_FAULTS]]}
    if isinstance(error, (errors.Retired, errors.Redacted)):
        return {"tombstone": error.facts}
    if isinstance(error, (errors.HeadMoved, errors.LogMoved, errors.AlreadyExists)):
        return {"head": error.head}
    if isinstance(error, review_errors.Conflicted):
        return {"head": error.head, "conflicts": [conflict_answer(each) for each in error.conflicts]}
    return {"head": error.head} if isinstance(error, (review_errors.BaseMoved, review_errors.ProposalMoved)) else {}


def _fault(fault: Fault, language: str) -> dict[str, str]:
    return {"pointer": f"#{fault.pointer}", "code": fault.code, "detail": fault.told(language)}


def _headers(error: GlossaryError, status: int) -> dict[str, str]:
    if isinstance(error, identity_errors.TooMany):
        return {"Retry-After": str(error.seconds)}
    if status == 401:
        return {"WWW-Authenticate": 'Bearer realm="taiyaku"'}
    return {"Retry-After": _RETRY_SECONDS} if status == 503 else {}


def _past(error: GlossaryError) -> dict[str, str]:
    """Where the earlier wordings of a retired concept are."""
    if not isinstance(error, errors.Retired):
        return {}
    return {"Link": ", ".join(memento_links(base_url(), error.glossary, error.concept))}


def _answer(problem: dict[str, Any], language: str, headers: Mapping[str, str]) -> Response:
    if wants_page():
        return _varied(refused(problem, headers))
    response = current_app.response_class(msgspec.json.encode(problem), status=problem["status"], mimetype=PROBLEM)
    response.headers.update(headers)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return _varied(response)


def _varied(response: Response) -> Response:
    response.vary.update(("Accept-Language", "Accept", "Accept-Datetime", "Accept-Encoding"))
    return response
