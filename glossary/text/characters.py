"""What each character counts as when texts are compared: the tables behind the folds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain

VOICED_MARK, HALF_VOICED_MARK = "\u3099", "\u309a"

# あ to ん by vowel, small kana with the large: the vowel a following ー stands for.
VOWELS = {
    "あ": "ぁあかがさざただなはばぱまゃやらゎわゕ",
    "い": "ぃいきぎしじちぢにひびぴみりゐ",
    "う": "ぅうくぐすずっつづぬふぶぷむゅゆるゔ",
    "え": "ぇえけげせぜてでねへべぺめれゑゖ",
    "お": "ぉおこごそぞとどのほぼぽもょよろを",
}

ENLARGED = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")

ITERATION_MARKS = "ゝゞ々〻"

# Signs that tell one term from another beside a letter or a digit (C++, C#, AT&T, 24/7, 3.5, 95%).
SIGNS = "+#&%./:"

_DASHES = (
    "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u2500\u2501"
    "\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_WAVES = "\u223c\u223e\u301c\u3030\uff5e"
_APOSTROPHES = "\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\uff07\uff40`\u00b4"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02"
_INVISIBLE = chain(
    (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0, 0x2122, 0x2120),
    *(range(first, last + 1) for first, last in (
        (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F),
        (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    )),
)  # fmt: skip

WIDTH: dict[int, str] = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **str.maketrans({"\u309b": VOICED_MARK, "\u309c": HALF_VOICED_MARK, "\u266f": "#", "\u0149": "'n"}),
    **str.maketrans({"\u2034": "'''", "\u2057": "''''"}),
}

# Katakana to hiragana; the letters of Ainu and those hiragana lacks are written out.
HIRAGANA: dict[int, str | int] = {
    **{katakana: chr(katakana - 0x60) for katakana in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},
    **{ord(katakana): f"ゔ{small}" for katakana, small in zip("ヷヸヹヺ", "ぁぃぇぉ", strict=True)},
    **str.maketrans("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ"),
}


def _decompositions() -> Iterator[tuple[str, str, str]]:
    for kana in map(chr, range(0x3041, 0x3097)):
        parts = unicodedata.normalize("NFD", kana)
        if len(parts) == 2:
            yield kana, parts[0], parts[1]


# が to か and ぱ to は; か to が.
UNVOICED = {kana: plain for kana, plain, _ in _decompositions()}
VOICED = {plain: kana for kana, plain, mark in _decompositions() if mark == VOICED_MARK}


def _is_separator(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "PSZ" or category in ("Cc", "Cf", "Cs", "Me")


_ACCENTS = range(0x300, 0x370)

# Blanks, dots, dashes, quotes, brackets and every other sign that is no letter, digit or mark of a letter.
PUNCTUATION: dict[int, None] = dict.fromkeys(
    code for code in chain(range(0x20000), range(0xE0000, 0xE1000)) if _is_separator(chr(code))
)
SEPARATORS: dict[int, None] = dict.fromkeys(
    {*PUNCTUATION, *map(ord, ITERATION_MARKS), *_ACCENTS}.difference(map(ord, SIGNS))
)


def _plain_latin() -> Iterator[tuple[int, str]]:
    for code in chain(range(0xC0, 0x250), range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            yield code, base


# Latin letters without their accents and macrons.
PLAIN_LATIN: dict[int, str] = {
    **dict(_plain_latin()),
    **str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}),
    **dict.fromkeys(_ACCENTS, ""),
}
