"""How Latin letters are spoken in Japanese: えー for A; readings and forms with the letters put back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glossary.text.folding import hiragana, key

_SPOKEN = {
    "a": "えー|えい", "b": "びー|びい", "c": "しー|しい", "d": "でぃー|でー|でぃい", "e": "いー|いい", "f": "えふ",
    "g": "じー|じい", "h": "えっち|えいち|えーち", "i": "あい", "j": "じぇー|じぇい|じぇ", "k": "けー|けい",
    "l": "える", "m": "えむ", "n": "えぬ|えん", "o": "おー|おう|お", "p": "ぴー|ぴい", "q": "きゅー|きゅう",
    "r": "あーる|あある", "s": "えす", "t": "てぃー|てー|てぃ", "u": "ゆー|ゆう", "v": "ぶい|ゔい|ぶぃ|ゔぃー",
    "w": "だぶりゅー|だぶりゅ|だぶる", "x": "えっくす", "y": "わい", "z": "ぜっと|ずぃー|じー",
}  # fmt: skip
_FOLDED = {letter: "|".join(sorted(set(map(key, sounds.split("|"))))) for letter, sounds in _SPOKEN.items()}
_LETTER_OF = {sound: letter for letter, sounds in reversed(_SPOKEN.items()) for sound in sounds.split("|")}
_NAME = "|".join(sorted(_LETTER_OF, key=len, reverse=True))
_NAMES = re.compile(rf"(?:{_NAME})(?:[\s・]*(?:{_NAME}))+")
_LATIN = re.compile("[a-z]+")
_SPACE = r"[\s・]*"


def lettered(text: str, reading: str) -> str:
    """The reading of a term with its Latin runs as letters where they are spelled out; empty if none is."""
    spoken, position = hiragana(reading), 0
    done = ""
    for run in _LATIN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if found := _spelling(run).search(spoken, position):
            done += spoken[position : found.start()] + run
            position = found.end()
    return done + spoken[position:] if done else ""


@lru_cache(maxsize=1024)
def _spelling(letters: str) -> re.Pattern[str]:
    return re.compile(spelling(letters))


def spelling(letters: str) -> str:
    """A pattern of the sounds of some letters (a to z), one after the other."""
    return _SPACE.join(f"(?:{_SPOKEN[letter]})" for letter in letters)


def is_spelled_out(letters: str, sounds: str) -> bool:
    """Whether these sounds are the names of these letters, both folded as `key` folds: えいあい for ai."""
    return bool(_folded(letters).fullmatch(sounds))


@lru_cache(maxsize=1024)
def _folded(letters: str) -> re.Pattern[str]:
    return re.compile("".join(f"(?:{_FOLDED.get(letter, re.escape(letter))})" for letter in letters))


def spelled(form: str) -> str:
    """A form with the names of letters, where two or more stand together, as letters: apiゲートウェイ.

    For terms whose reading nobody gave. Empty where there are none.
    """
    sounds = hiragana(form)
    written = _NAMES.sub(lambda run: "".join(_LETTER_OF[name] for name in re.findall(_NAME, run[0])), sounds)
    return "" if written == sounds else written
