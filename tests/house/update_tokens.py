"""Take the design tokens that the pages use out of the Digital Agency's package: `npm pack`, then
`python -m tests.house.update_tokens package/dist/tokens.css`.

The package is `@digital-go-jp/design-tokens`, MIT. It fails where a name is gone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

STYLES = Path(__file__).resolve().parents[2] / "api" / "styles"
TOKENS = STYLES / "tokens.css"
PREFIXES = ("color-", "font-size-", "font-weight-", "line-height-", "border-radius-", "elevation-")

_USED = re.compile(rf"var\(--((?:{'|'.join(PREFIXES)})[a-z0-9-]+)\)")
_GIVEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_NOTICE = """/*!
 * @digital-go-jp/design-tokens {version}, MIT License, Copyright (c) 2023 デジタル庁: see tokens-licence.txt
 * Taken from the package by tests/house/update_tokens.py: only what is used here.
 */
"""
VERSION = "1.1.9"


def used() -> set[str]:
    """The names of the tokens that our own styles use."""
    own = (path.read_text(encoding="utf-8") for path in STYLES.glob("*.css") if path != TOKENS)
    return {name for text in own for name in _USED.findall(text)}


def given(text: str) -> dict[str, str]:
    """The tokens of a style sheet, by name."""
    return dict(_GIVEN.findall(text))


def sheet(tokens: dict[str, str], names: set[str]) -> Iterator[str]:
    """The style sheet with some of the tokens. Raises `KeyError` for a name that is gone."""
    yield _NOTICE.format(version=VERSION)
    yield ":root {\n"
    for name in sorted(names):
        yield f"  --{name}: {tokens[name]};\n"
    yield "}\n"


if __name__ == "__main__":
    package = given(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TOKENS.write_text("".join(sheet(package, used())), encoding="utf-8")
