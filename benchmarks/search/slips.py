"""Slips of the pen: a character left out, doubled by another, put in the place of another, or two in wrong order."""

from __future__ import annotations

from random import Random

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "あいうえおかきくけこさしすせそたちつてとなにのはまみもやゆよらりるれろわん",
    "アイウエオカキクケコサシスセソタチツテトナニノハマミモヤユヨラリルレロワン",
    "的性化学機場合法力体気生人大小中本",
)


def slip(text: str, random: Random) -> str:
    """The text with one slip at a random place, the first character included."""
    at = random.randrange(len(text))
    before, here, after = text[:at], text[at], text[at + 1 :]
    return random.choice(
        [
            before + after,
            before + _other(here, random) + text[at:],
            before + _other(here, random) + after,
            before + after[:1] + here + after[1:],
        ]
    )


def _other(character: str, random: Random) -> str:
    return random.choice(next((each for each in _ALPHABETS if character.lower() in each), _alphabet(character)))


def _alphabet(character: str) -> str:
    if character.isascii():
        return _ALPHABETS[0]
    if "ぁ" <= character <= "ん":
        return _ALPHABETS[1]
    return _ALPHABETS[2] if "ァ" <= character <= "ー" else _ALPHABETS[3]
