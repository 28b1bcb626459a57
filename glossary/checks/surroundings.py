"""What a check may ask about the glossary in which a concept stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from glossary.model import Concept, Settings, TermStatus, Value


class Named(Value, frozen=True):
    """A term of a concept of the glossary, in today's wording; `retired` if the concept is no longer in use."""

    concept: str
    term: str
    status: TermStatus
    retired: bool = False


class Use(Value, frozen=True):
    """A stretch of a text (code points) that is a term, and of which concepts."""

    start: int
    end: int
    named: tuple[Named, ...]


class Surroundings(Protocol):
    """The glossary as a check sees it."""

    @property
    def settings(self) -> Settings:
        """What the glossary says of itself."""

    @property
    def before(self) -> Concept | None:
        """The wording that the concept is to follow; None where it is a new one."""

    def named(self, form: str, language: str) -> Sequence[Named]:
        """The terms of a language that are spelled like this, but for what `glossary.text.key` folds away."""

    def uses(self, text: str, language: str) -> Sequence[Use]:
        """The terms used in a text, in order, none within another; the longest where several begin together."""

    def concept(self, concept: str) -> Concept | None:
        """A concept in today's wording; None where none is in force."""
