"""Readings in which Latin letters are spelled out, with the letters put back: せいせいえーあい as せいせいai."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glossary.text import hiragana

_SPOKEN = {
    "a": "えー|えい", "b": "びー|びい", "c": "しー|しい", "d": "でぃー|でー|でぃい", "e": "いー|いい", "f": "えふ",
    "g": "じー|じい", "h": "えっち|えいち|えーち", "i": "あい", "j": "じぇー|じぇい|じぇ", "k": "けー|けい",
    "l": "える", "m": "えむ", "n": "えぬ|えん", "o": "おー|おう|お", "p": "ぴー|ぴい", "q": "きゅー|きゅう",
    "r": "あーる|あある", "s": "えす", "t": "てぃー|てー|てぃ", "u": "ゆー|ゆう", "v": "ぶい|ゔい|ぶぃ|ゔぃー",
    "w": "だぶりゅー|だぶりゅ|だぶる", "x": "えっくす", "y": "わい", "z": "ぜっと|ずぃー|じー",
}  # fmt: skip
_LATIN = re.compile("[a-z]+")
_SPACE = r"[\s・]*"


@lru_cache(maxsize=1024)
def _spelling(letters: str) -> re.Pattern[str]:
    return re.compile(_SPACE.join(f"(?:{_SPOKEN[letter]})" for letter in letters))


def lettered(text: str, reading: str) -> str:
    """The reading of a term with its Latin runs as letters where they are spelled out; empty if none is."""
    spoken, position = hiragana(reading), 0
    done = ""
    for run in _LATIN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if found := _spelling(run).search(spoken, position):
            done += spoken[position : found.start()] + run
            position = found.end()
    return done + spoken[position:] if done else ""
