"""What a check answers, and what it is called in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from babel.core import Locale, UnknownLocaleError

from glossary.checks.surroundings import Surroundings
from glossary.i18n import translate
from glossary.model import Concept, Value

Severity = Literal["error", "warning"]
_LANGUAGES = ("language", "other_language")


class Finding(Value, frozen=True):
    """One thing an editor should look at: a code, where it is (a JSON pointer into the concept), and the facts."""

    code: str
    pointer: str
    facts: dict[str, str] = {}

    @property
    def severity(self) -> Severity:
        """An error is wrong whatever was meant; a warning may be explained."""
        return "error" if self.code.startswith("E") else "warning"

    @property
    def explained_at(self) -> str:
        """Where `docs/` tells more of it: the page and the heading."""
        return f"checks.md#{self.code.lower()}"


class Place(NamedTuple):
    """Where a check found something, and the facts that fill its message."""

    pointer: str
    facts: dict[str, str] = {}


class Check(NamedTuple):
    """A rule with its code; its docstring is the message, and says in English what was found."""

    code: str
    message: str
    find: Callable[[Concept, Surroundings], Iterable[Place]]


def filled(message: str, facts: dict[str, str], language: str) -> str:
    """A message in the reader's language, with the languages that it speaks of called by their names."""
    named = {name: named_language(fact, language) if name in _LANGUAGES else fact for name, fact in facts.items()}
    return translate(language, message).format(**named)


def named_language(tag: str, language: str) -> str:
    """What a language (BCP 47) is called in another; the tag itself where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(language) or tag
    except (ValueError, UnknownLocaleError):
        return tag
