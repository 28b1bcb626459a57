"""One's own account on the pages: where one has signed in, one's password, one's keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions, throttling
from api.browsers import browser_name
from api.house import config, glossaries
from api.identity import signed_in
from api.paper import HERE, private_page, to_sign_in, told
from api.problems import STATUSES
from glossary import Fault, InvalidContent, Role, SignedIn, choices, errors, identity_errors

blueprint = Blueprint("account", __name__, url_prefix=f"{HERE}/account")
View = Callable[..., AnyResponse]
_REFUSALS = (
    identity_errors.PasswordRefused,
    identity_errors.TooMany,
    errors.InvalidContent,
    errors.RoleTooLow,
    errors.KeyNotFound,
    errors.Busy,
)


def signed_in_only(view: View) -> View:
    """Show a view to those who have signed in, as `who`; others sign in first. What it cannot do is told there."""

    @wraps(view)
    def checked(language: str, **places: Any) -> AnyResponse:
        who = signed_in()
        if who is None:
            return to_sign_in(language)
        try:
            return view(language=language, who=who, **places)
        except _REFUSALS as error:
            return _shown(language, who, status=STATUSES[type(error)], wrong=told(error, language))

    return checked


@blueprint.get("")
@signed_in_only
def account(language: str, who: SignedIn) -> AnyResponse:
    """Show somebody their account."""
    return _shown(language, who, done=request.args.get("done"))


@blueprint.post("/sessions")
@signed_in_only
def end_sessions(language: str, who: SignedIn) -> AnyResponse:
    """End one session, or all but this one."""
    chosen = request.form.get("session")
    glossaries().sessions.end(who.account.person, only=chosen, all_but=None if chosen else who.session.id)
    return _done(language, "sessions")


@blueprint.post("/password")
@signed_in_only
def change_password(language: str, who: SignedIn) -> AnyResponse:
    """Set another password; everybody signs in anew."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    with throttling.guessing(who.account.login or who.account.person, identity_errors.PasswordRefused):
        glossaries().accounts.change_password(who.account.person, old, new)
    where = url_for("signing_in.sign_in", language=language, login=who.account.login, done="password")
    return sessions.end(cast("Response", redirect(where, 303)))


@blueprint.post("/keys")
@signed_in_only
def make_key(language: str, who: SignedIn) -> AnyResponse:
    """Make a key for a program, that may do no more than who makes it; it is shown this once."""
    role, glossary = _chosen_role(), request.form.get("glossary") or None
    if not who.identity.may(role, glossary):
        raise errors.RoleTooLow(role)
    name, until = request.form.get("name", "").strip(), request.form.get("expires", "")
    person = who.account.person
    made = glossaries().make_key(name, role, glossary, person=person, expires=until or None, by=person)
    return _shown(language, who, key=made[1])


@blueprint.post("/keys/revoke")
@signed_in_only
def revoke_key(language: str, who: SignedIn) -> AnyResponse:
    """Make one of one's keys useless."""
    person = who.account.person
    glossaries().revoke_key(request.form.get("key", ""), by=person, person=person)
    return _done(language, "revoked")


def _chosen_role() -> Role:
    role = request.form.get("role", "")
    if role not in choices(Role):
        raise InvalidContent([Fault("/role", "not-in-list", {"choices": ", ".join(choices(Role))})])
    return cast("Role", role)


def _shown(language: str, who: SignedIn, *, status: int = 200, **facts: object) -> Response:
    house = glossaries()
    ranks = choices(Role)
    about = {
        "who": who,
        "sessions": house.sessions.of(who.account.person, config().lifetimes),
        "keys": house.keys(who.account.person),
        "now": house.now(),
        "browser_name": browser_name,
        "roles": ranks[: ranks.index(who.identity.role) + 1],
        "desks": [each.settings() for each in house if who.identity.may("reviewer", each.id)],
        "glossaries": [who.identity.glossary] if who.identity.glossary else ["", *house.ids()],
    }
    return private_page("account.html", language, status=status, **about, **facts)


def _done(language: str, what: str) -> AnyResponse:
    return redirect(url_for("account.account", language=language, done=what), 303)
