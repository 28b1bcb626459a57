"""Numbers in English words and in Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

_FULL_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
SCALES = _FULL_SCALES | {
    "bn": 10**9, "mn": 10**6, "tn": 10**12, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12,
}  # fmt: skip

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BELOW_TWENTY = {word: number for words in (_ONES, _ORDINALS) for number, word in enumerate(words)}
_DECADES = {word: 10 * number for number, word in enumerate(_TENS, 2)}
_WORDS = (
    _BELOW_TWENTY
    | _DECADES
    | _FULL_SCALES
    | {word[:-1] + "ieth": number for word, number in _DECADES.items()}
    | {word + end: number for word, number in _FULL_SCALES.items() for end in ("s", "th", "ths")}
    | {
        "once": 1, "single": 1, "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "dual": 2,
        "both": 2, "pair": 2, "couple": 2, "half": 2, "halves": 2, "halved": 2, "bilateral": 2, "binary": 2,
        "triple": 3, "triples": 3, "tripled": 3, "thrice": 3, "thirds": 3, "trilateral": 3, "tripartite": 3,
        "quarter": 4, "quarters": 4, "quarterly": 4, "quadruple": 4, "quadrupled": 4, "decade": 10, "dozen": 12,
        "century": 100, "percent": 100,
    }
)  # fmt: skip
# What a word says besides: a half is 50 percent, a quarter three months, the nineties are those of a century.
_BESIDES: Mapping[str, tuple[Decimal | int, ...]] = {
    "half": (50,), "halves": (50,), "majority": (50,), "quarter": (25, 3), "quarterly": (3,), "fifth": (20,),
    "fortnight": (2, 14), "semiannual": (2, 6), "semiannually": (2, 6), "biannual": (2, 6), "biannually": (2, 6),
} | {word[:-1] + "ies": (tens, 1900 + tens, 2000 + tens) for word, tens in _DECADES.items()}  # fmt: skip
# What a word makes of the number before it: two fifths (40 percent), two decades, two basis points, half a year.
_TIMES: Mapping[str, Decimal | int] = _FULL_SCALES | {
    "quarters": 25, "fifth": 20, "fifths": 20, "tenth": 10, "tenths": 10, "decades": 10, "dozen": 12, "centuries": 100,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "basis": Decimal("0.01"),
    "year": 12, "years": 12,
}  # fmt: skip
_SCALE = rf"(?:{'|'.join(_FULL_SCALES)})(?![a-z])"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join((*_ONES[1:10], *_ORDINALS[1:10]))})"
    rf"|{'|'.join((*_ONES, *_TENS))})(?![a-z])"
)
_RUN = (
    rf"(?<![a-z])(?:(?:{_SMALL}[ -])?{_SCALE}(?:[ -]{_SCALE})*(?:(?: and |, |[ -]){_SMALL}(?:[ -]{_SCALE})*)*|{_SMALL})"
)
_WORD = re.compile(rf"{_RUN}|[a-z]+")
_PIECE = re.compile("[a-z]+")
_HALF = re.compile(r"(?:(?<![a-z])([a-z]{1,20}|\d{1,9})[ -](?:[a-z]{1,20} )?and[ -]a[ -])?half(?: an?)?[ -]?([a-z]*)")
_CARDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_ONES[2:13])})(?![\w-])", re.IGNORECASE)
_ROMANS = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(("", "X", "XX", "XXX"))
    for one, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
}
_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{1,7}(?![A-Za-z])|(?<=[(])[ivx]{1,7}(?=[)])")


def spelled(text: str) -> Iterator[Decimal | int]:
    """Every number that an English text says in words, or in Roman numerals."""
    folded = text.casefold()
    found = _WORD.findall(folded)
    for word, following in zip(found, [*found[1:], ""], strict=False):
        yield from _BESIDES.get(word, ())
        if (number := _number(word)) is not None:
            yield from (number, number * _TIMES.get(following, 1))
    for whole, unit in _HALF.findall(folded):
        amount = _whole(whole) + Decimal("0.5")
        yield from (amount, amount * _TIMES.get(unit, 1))
    yield from (number for _, number in _romans(text))


def cardinals(text: str) -> Iterator[tuple[str, int]]:
    """The numbers from two to twelve that stand alone in words, and Roman numerals."""
    yield from ((match[0], _WORDS[match[0].casefold()]) for match in _CARDINAL.finditer(text))
    yield from (each for each in _romans(text) if len(each[0]) > 1)


def _number(words: str) -> int | None:
    """A word or a run of words as a number: fifteen, fifteenfold, two hundred and fifty thousand."""
    pieces = _PIECE.findall(words.removesuffix("fold"))
    if not pieces or pieces[0] not in _WORDS:
        return None
    total = group = 0
    for number in (_WORDS[each] for each in pieces if each != "and"):
        if number < 100:
            group += number
        elif number == 100:
            group = (group or 1) * number
        else:
            total, group = total + (group or 1) * number, 0
    return total + group


def _whole(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS.get(word, 1 if word else 0)


def _romans(text: str) -> Iterator[tuple[str, int]]:
    found = ((each, each.upper()) for each in _ROMAN.findall(text))
    return ((each, _ROMANS[roman]) for each, roman in found if roman in _ROMANS)
