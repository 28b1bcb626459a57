"""Signing in through an issuer of identities (OpenID Connect Core 1.0, code flow with PKCE, by Authlib)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog
from flask import Blueprint, Flask, abort, current_app, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions
from api.config import Issuer
from api.house import base_url, config, glossaries
from api.paper import HERE
from api.signing_in import refused, to
from glossary import DEFAULT_LANGUAGE, Role, choices, identity_errors, one_line

blueprint = Blueprint("openid", __name__)
_SECONDS = 10
_FIRST_ROLE: Role = "contributor"
_SUBJECT = re.compile(r"[\x20-\x7e]{1,255}", re.ASCII)  # OpenID Connect Core, 2
_NAMES = ("name", "preferred_username", "email")


def register(app: Flask, issuer: Issuer | None) -> None:
    """Let people sign in through an issuer, where one is set."""
    if issuer is None:
        return
    # Imported here: the extra `oidc` is for those alone who set an issuer.
    from authlib.integrations.flask_client import OAuth

    app.extensions["openid"] = OAuth(app).register(
        "openid",
        client_id=issuer.client_id,
        client_secret=issuer.client_secret or None,
        server_metadata_url=f"{issuer.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": issuer.scope, "code_challenge_method": "S256", "default_timeout": _SECONDS},
    )


@blueprint.get(f"{HERE}/sign-in/openid")
def start(language: str) -> AnyResponse:
    """Send somebody to their issuer: by a link, since our policy lets no form lead elsewhere."""
    onward = sessions.local(request.args.get("next"), url_for("account.account", language=language))
    session.clear()
    session.update(onward=onward, language=language)
    return _trying(language, lambda: _client().authorize_redirect(base_url() + url_for("openid.back")))


@blueprint.get("/-/openid")
def back() -> AnyResponse:
    """Let somebody in for whom their issuer vouches."""
    language, onward = session.get("language", DEFAULT_LANGUAGE), session.get("onward", "/")
    answer = _trying(language, lambda: sessions.begin(to(onward), _vouched(), language))
    session.clear()
    return answer


def _trying(language: str, act: Callable[[], AnyResponse]) -> AnyResponse:
    """What an act answers; where the issuer refuses, is silent or says what is not so, the page to sign in."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        return act()
    except (AuthlibBaseError, JoseError, RequestException, ValueError, identity_errors.SignInRefused) as error:
        structlog.get_logger().warning("openid", refused=type(error).__name__)
        return refused(language, identity_errors.SignInRefused())


def _vouched() -> str:
    """The secret of a new session. Raises `SignInRefused` where the issuer is not the one that is set."""
    issuer = _issuer()
    claims = _client().authorize_access_token().get("userinfo") or {}
    subject = claims.get("sub")
    if claims.get("iss") != issuer.issuer or not (isinstance(subject, str) and _SUBJECT.fullmatch(subject)):
        raise identity_errors.SignInRefused
    name = next(filter(None, (one_line(claims.get(each)) for each in _NAMES)), "")
    role = _role(claims, issuer) if issuer.role_claim else None
    browser = request.user_agent.string
    return glossaries().sessions.sign_in_from(issuer.issuer, subject, name, role, browser)


def _role(claims: Mapping[str, Any], issuer: Issuer) -> Role:
    """The highest role that the values of the claim give; what a stranger could do, where they give none."""
    said = claims.get(issuer.role_claim) or ()
    values: Iterable[Any] = [said] if isinstance(said, str) else said if isinstance(said, list) else ()
    given = [issuer.roles[value] for value in map(str, values) if value in issuer.roles]
    return max(given, key=choices(Role).index, default=_FIRST_ROLE)


def _issuer() -> Issuer:
    return config().oidc or abort(404)


def _client() -> Any:
    return current_app.extensions.get("openid") or abort(404)
