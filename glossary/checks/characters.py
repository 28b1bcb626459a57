"""Characters that no reader sees and that change what a text shows or where it is found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import every_text
from glossary.checks.values import Place
from glossary.model import Concept

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KANJI, _SYMBOLS = "㐀-鿿豈-\ufaff\U00020000-\U0003ffff", "#*0-9©®\u2010-\u2027\u2030-\u205e\u2070-\u2bff\u3000-\u303f"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
# A variant of a kanji or a symbol keeps its selector; scripts that join their letters, and emoji, keep their joiners.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]"
    f"|(?<![{_KANJI}{_SYMBOLS}])[\ufe00-\ufe02\U000e0100-\U000e01ef]|(?<![{_SYMBOLS}{_EMOJI}])[\ufe03-\ufe0f]"
    f"|(?<![\u0600-\u0fff\ufe0f{_EMOJI}])[\u200c\u200d]"
)


@check("E101")
def turns_the_writing_direction(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The text contains {character}, a control that reverses the order in which it is shown."""
    yield from _found(_BIDI, concept)


@check("E102")
def hides_a_character(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The text contains {character}, a character that cannot be seen."""
    yield from _found(_INVISIBLE, concept)


def _found(pattern: re.Pattern[str], concept: Concept) -> Iterator[Place]:
    """The first of these characters in each text."""
    for pointer, text in every_text(concept):
        if match := pattern.search(text):
            yield Place(pointer, {"character": f"U+{ord(match[0]):04X}"})
