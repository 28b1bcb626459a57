"""Every setting of the web service, each read from a `GLOSSARY_*` variable."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from glossary import Lifetimes, Role, Telling, Whereabouts, telling_from_env
from glossary import from_env as whereabouts_from_env

MEBIBYTE = 1024 * 1024
_SHORTEST_SECRET = 16
_SOURCE = re.compile(r"[A-Za-z0-9*:/.'\[\]_-]+", re.ASCII)


class Quotas(msgspec.Struct, frozen=True):
    """How often somebody may ask; 0 is as often as they like.

    key -- `GLOSSARY_LIMIT_KEY`: requests a minute with one key, or in one session (600)
    stranger -- `GLOSSARY_LIMIT_STRANGER`: requests an hour that write, from one address without a key (60)
    reads -- `GLOSSARY_LIMIT_READS`: requests a minute that read, from one address without a key (0)
    open_proposals -- `GLOSSARY_LIMIT_PROPOSALS`: proposals of one address that are open together (20)
    sign_ins -- `GLOSSARY_LIMIT_SIGN_INS`: failed attempts to sign in, from one address in a quarter of an hour (20)
    """

    key: int = 600
    stranger: int = 60
    reads: int = 0
    open_proposals: int = 20
    sign_ins: int = 20


class Issuer(msgspec.Struct, frozen=True):
    """Who vouches for people by OpenID Connect.

    issuer -- `GLOSSARY_OIDC_ISSUER`: its address; `/.well-known/openid-configuration` is read there
    client_id, client_secret -- `GLOSSARY_OIDC_CLIENT_ID`, `GLOSSARY_OIDC_CLIENT_SECRET`: what it calls this service
    name -- `GLOSSARY_OIDC_NAME`: what people call it, on the button
    scope -- `GLOSSARY_OIDC_SCOPE`: what it is asked for (`openid profile email`)
    role_claim -- `GLOSSARY_OIDC_ROLE_CLAIM`: the claim that says what somebody may do
    roles -- `GLOSSARY_OIDC_ROLES`: which value of the claim gives which role, as `value=role,value=role`
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    name: str = "OpenID Connect"
    scope: str = "openid profile email"
    role_claim: str = ""
    roles: Mapping[str, Role] = {}


class Config(msgspec.Struct, frozen=True):
    """The settings of one running service.

    where -- `GLOSSARY_HOME`, `GLOSSARY_DATABASE_URL`, `GLOSSARY_INDEX`: see `glossary.Whereabouts`
    secret_key -- `GLOSSARY_SECRET_KEY`: signs cursors and the forms of pages; the same on every machine of one service,
        at least 16 characters that nobody guesses.
        Without it a random one is kept in the file `secret` of the home folder
    base_url -- `GLOSSARY_BASE_URL`: the public address, for the addresses in answers; otherwise the request's
    trusted_hosts -- `GLOSSARY_TRUSTED_HOSTS`: comma-separated host names that are answered; otherwise any
    max_body -- `GLOSSARY_MAX_BODY`: the largest body that is read, in bytes (1 MiB)
    frame_ancestors -- `GLOSSARY_FRAME_ANCESTORS`: which sites may frame the embeds, as in a content security
        policy (`*`); nothing else of the service may be framed
    embed_counts -- `GLOSSARY_EMBED_COUNTS`: `off` keeps no count of the sites that ask for embeds
    proxies -- `GLOSSARY_PROXIES`: how many servers in front pass on the client's address and scheme
        (`X-Forwarded-For`, `X-Forwarded-Proto`); with 0 such headers are not believed
    quotas -- `GLOSSARY_LIMIT_…`: see `Quotas`
    lifetimes -- `GLOSSARY_SESSION_IDLE`, `GLOSSARY_SESSION_LONGEST`: after how many minutes without use, and after how
        many at most, one must sign in again (120 and 720)
    oidc -- `GLOSSARY_OIDC_…`: see `Issuer`
    telling -- see `glossary.Telling`
    """

    where: Whereabouts
    secret_key: str
    base_url: str | None = None
    trusted_hosts: tuple[str, ...] = ()
    max_body: int = MEBIBYTE
    frame_ancestors: str = "*"
    embed_counts: bool = True
    proxies: int = 0
    quotas: Quotas = Quotas()
    lifetimes: Lifetimes = Lifetimes()
    oidc: Issuer | None = None
    telling: Telling = Telling()


def from_env(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings from the environment."""
    where = whereabouts_from_env(environment)
    return Config(
        where=where,
        secret_key=_secret(environment, where.home / "secret"),
        base_url=(environment.get("GLOSSARY_BASE_URL") or "").rstrip("/") or None,
        trusted_hosts=tuple(filter(None, environment.get("GLOSSARY_TRUSTED_HOSTS", "").split(","))),
        max_body=int(environment.get("GLOSSARY_MAX_BODY") or MEBIBYTE),
        frame_ancestors=_sources(environment.get("GLOSSARY_FRAME_ANCESTORS") or "*"),
        embed_counts=environment.get("GLOSSARY_EMBED_COUNTS", "").lower() != "off",
        proxies=int(environment.get("GLOSSARY_PROXIES") or 0),
        quotas=_quotas(environment),
        lifetimes=Lifetimes(
            idle=timedelta(minutes=int(environment.get("GLOSSARY_SESSION_IDLE") or 120)),
            longest=timedelta(minutes=int(environment.get("GLOSSARY_SESSION_LONGEST") or 720)),
        ),
        oidc=_issuer(environment),
        telling=telling_from_env(environment),
    )


def _quotas(environment: Mapping[str, str]) -> Quotas:
    return Quotas(
        key=int(environment.get("GLOSSARY_LIMIT_KEY") or 600),
        stranger=int(environment.get("GLOSSARY_LIMIT_STRANGER") or 60),
        reads=int(environment.get("GLOSSARY_LIMIT_READS") or 0),
        open_proposals=int(environment.get("GLOSSARY_LIMIT_PROPOSALS") or 20),
        sign_ins=int(environment.get("GLOSSARY_LIMIT_SIGN_INS") or 20),
    )


def _issuer(environment: Mapping[str, str]) -> Issuer | None:
    issuer = environment.get("GLOSSARY_OIDC_ISSUER")
    if not issuer:
        return None
    pairs = (pair.rpartition("=") for pair in filter(None, (environment.get("GLOSSARY_OIDC_ROLES") or "").split(",")))
    return Issuer(
        issuer=issuer,
        client_id=environment.get("GLOSSARY_OIDC_CLIENT_ID") or "",
        client_secret=environment.get("GLOSSARY_OIDC_CLIENT_SECRET") or "",
        name=environment.get("GLOSSARY_OIDC_NAME") or "OpenID Connect",
        scope=environment.get("GLOSSARY_OIDC_SCOPE") or "openid profile email",
        role_claim=environment.get("GLOSSARY_OIDC_ROLE_CLAIM") or "",
        roles=msgspec.convert({value.strip(): role.strip() for value, _, role in pairs}, dict[str, Role]),
    )


def _sources(text: str) -> str:
    """Where embeds may be framed. Raises `ValueError` for what would change the rest of the policy."""
    sources = text.split()
    if not sources or not all(_SOURCE.fullmatch(each) for each in sources):
        raise ValueError(f"GLOSSARY_FRAME_ANCESTORS is not a list of sites with blanks between them: {text!r}")
    return " ".join(sources)


def _secret(environment: Mapping[str, str], file: Path) -> str:
    given = environment.get("GLOSSARY_SECRET_KEY")
    return _strong(given, "GLOSSARY_SECRET_KEY") if given else _kept_secret(file)


def _kept_secret(path: Path) -> str:
    """The secret in a file, made whole or not at all where there is none: nobody ever reads an empty one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as made:  # for its owner alone (0600)
            made.write(secrets.token_hex(32))
            made.flush()
            os.fsync(made.fileno())
            with suppress(FileExistsError):
                os.link(made.name, path)
    return _strong(path.read_text(encoding="ascii").strip(), str(path))


def _strong(secret: str, where: str) -> str:
    """A secret that nobody guesses. Raises `ValueError` for a short one."""
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError(f"{where} has fewer than {_SHORTEST_SECRET} characters: use a long random secret")
    return secret
