"""Signing in and out on the pages, and setting a password by a one-time link."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions, throttling
from api.house import config, glossaries
from api.identity import signed_in
from api.paper import HERE, private_page, told
from api.problems import STATUSES
from glossary import GlossaryError, errors, identity_errors

blueprint = Blueprint("signing_in", __name__, url_prefix=HERE)
_REFUSALS = (
    identity_errors.SignInRefused,
    identity_errors.TooMany,
    identity_errors.LinkRefused,
    errors.InvalidContent,
    errors.Busy,
)


@blueprint.before_request
def refuse_foreign_forms() -> None:
    """Nobody is signed in by another site's wish."""
    sessions.refuse_foreign()


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in(language: str) -> AnyResponse:
    """Ask who somebody is, and let them in."""
    onward = sessions.local(request.values.get("next"), url_for("account.account", language=language))
    if request.method == "POST":
        try:
            return _let_in(request.form.get("login", ""), request.form.get("password", ""), onward, language)
        except _REFUSALS as error:
            return _asked(language, onward, error)
    return redirect(onward, 303) if signed_in() else _asked(language, onward)


@blueprint.post("/sign-out")
def sign_out(language: str) -> AnyResponse:
    """End the session of this browser."""
    return sessions.end(to(url_for("signing_in.sign_in", language=language)))


@blueprint.route("/password", methods=["GET", "POST"])
def set_password(language: str) -> AnyResponse:
    """Let somebody set a password by a one-time link."""
    code = request.values.get("code", "")
    if request.method == "POST":
        try:
            return _set(code, request.form.get("password", ""), language)
        except _REFUSALS as error:
            return _password_asked(language, code, error)
    return _password_asked(language, code)


def _let_in(login: str, password: str, onward: str, language: str) -> Response:
    counted = throttling.attempt(login)
    secret = glossaries().sessions.sign_in(login, password, request.user_agent.string)
    throttling.succeeded(counted)
    glossaries().sessions.forget_ended(config().lifetimes)
    response = sessions.begin(to(onward), secret, language)
    throttling.remember(response, login)
    return response


def _set(code: str, password: str, language: str) -> Response:
    counted = throttling.attempt_by_address()
    account = glossaries().accounts.set_password_by_link(code, password)
    throttling.succeeded(counted)
    return to(url_for("signing_in.sign_in", language=language, login=account.login, done="password"))


def _asked(language: str, onward: str, error: GlossaryError | None = None) -> Response:
    facts = {"onward": onward, "login": request.values.get("login", "")[:200], "issuer": config().oidc}
    return _shown("sign_in.html", language, error, done=request.args.get("done") == "password", **facts)


def _password_asked(language: str, code: str, error: GlossaryError | None = None) -> Response:
    return _shown("set_password.html", language, error, code=code[:200])


def _shown(template: str, language: str, error: GlossaryError | None, **facts: object) -> Response:
    status = STATUSES[type(error)] if error else 200
    response = private_page(template, language, status=status, wrong=told(error, language) if error else None, **facts)
    if isinstance(error, identity_errors.TooMany):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def refused(language: str, error: GlossaryError) -> Response:
    """The page to sign in, for whom something else let in."""
    return _asked(language, url_for("account.account", language=language), error)


def to(where: str) -> Response:
    """Where one goes on; nothing of this is kept."""
    response = Response(status=303)
    response.headers["Location"] = where
    response.headers["Cache-Control"] = "no-store"
    return response
