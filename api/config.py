"""Every setting of the web service, each read from a `GLOSSARY_*` variable."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import msgspec

from glossary import Telling, Whereabouts, telling_from_env
from glossary import from_env as whereabouts_from_env

MEBIBYTE = 1024 * 1024


class Config(msgspec.Struct, frozen=True):
    """The settings of one running service.

    where -- `GLOSSARY_HOME`, `GLOSSARY_DATABASE_URL`, `GLOSSARY_INDEX`: see `glossary.Whereabouts`
    secret_key -- `GLOSSARY_SECRET_KEY`: signs cursors; the same on every machine of one service. Without it a
        random one is kept in the file `secret` of the home folder
    base_url -- `GLOSSARY_BASE_URL`: the public address, for the addresses in answers; otherwise the request's
    trusted_hosts -- `GLOSSARY_TRUSTED_HOSTS`: comma-separated host names that are answered; otherwise any
    max_body -- `GLOSSARY_MAX_BODY`: the largest body that is read, in bytes (1 MiB)
    telling -- see `glossary.Telling`
    """

    where: Whereabouts
    secret_key: str
    base_url: str | None = None
    trusted_hosts: tuple[str, ...] = ()
    max_body: int = MEBIBYTE
    telling: Telling = Telling()


def from_env(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings from the environment."""
    where = whereabouts_from_env(environment)
    return Config(
        where=where,
        secret_key=environment.get("GLOSSARY_SECRET_KEY") or _kept_secret(where.home / "secret"),
        base_url=(environment.get("GLOSSARY_BASE_URL") or "").rstrip("/") or None,
        trusted_hosts=tuple(filter(None, environment.get("GLOSSARY_TRUSTED_HOSTS", "").split(","))),
        max_body=int(environment.get("GLOSSARY_MAX_BODY") or MEBIBYTE),
        telling=telling_from_env(environment),
    )


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(0o600, exist_ok=False)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
