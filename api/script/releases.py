"""Every release of the script, kept for ever: an address with a version in it never answers anything else."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache
from pathlib import Path

import msgspec

from api.script.building import built, version_of

FOLDER = Path(__file__).parent / "releases"


class Release(msgspec.Struct, frozen=True):
    """One release: its text as it is sent, and the same compressed."""

    version: str
    plain: bytes
    compressed: bytes

    @property
    def integrity(self) -> str:
        """What a page writes beside the address to refuse any other text (Subresource Integrity)."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.plain).digest()).decode()


@cache
def releases() -> dict[str, Release]:
    """Every release by its version, the newest first."""
    found = [path.read_bytes() for path in FOLDER.glob("*.js")]
    made = {version_of(each.decode()): each for each in found}
    newest_first = sorted(made, key=_numbers, reverse=True)
    return {
        version: Release(version, made[version], gzip.compress(made[version], 9, mtime=0)) for version in newest_first
    }


def newest(major: int) -> Release:
    """The newest release with a major version."""
    return next(each for version, each in releases().items() if _numbers(version)[0] == major)


def release() -> Path:
    """Write the script as its source now makes it, under the version that the source says, with every hash beside."""
    script = built()
    path = FOLDER / f"{version_of(script)}.js"
    path.write_text(script, encoding="utf-8")
    releases.cache_clear()
    hashes = "".join(f"{version} {each.integrity}\n" for version, each in releases().items())
    (FOLDER / "integrity.txt").write_text(hashes, encoding="ascii")
    return path


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
