"""Numbers in figures, in kanji and in English words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

_DIGIT = {kanji: number for number, kanji in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "mn": 10**6,
    "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12,
}  # fmt: skip

_FIGURES = r"\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<attached>(?<=[A-Za-z])|(?<=[A-Za-z]-))?"
    rf"(?P<number>(?:{_FIGURES}[百千]?[万億兆京])+(?:{_FIGURES}[百千]?(?![万億兆京]))?|{_FIGURES}[百千]?)"
    r"(?P<tenths>割(?:(?P<hundredths>\d)分(?:(?P<thousandths>\d)厘)?)?)?"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn)\b"
    r"|(?-i:(?P<suffix>[KMBT])(?![A-Za-z0-9])))?",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_FIGURES})([百千]?)([万億兆京]?)")
_CENTURY_OR_COUNT_OF_ONE = re.compile(r"1(?:つ|種|個|人|社|件|回|名|部|例)")
_KANJI = "〇一二三四五六七八九十百千万億兆京"
_KANJI_NUMBER = re.compile(rf"(?<![\d数何幾第{_KANJI}])[{_KANJI}]+")
_ORDINARY_WORDS = re.compile(
    "万一|八百[屋長万]|千差万別|十分|万全|万能|一般|一部|一方|一定|一連|唯一|統一|三者|百科|一括|一元|一切|億劫"
)
_NAME = re.compile("銀行")
_SCALED = re.compile("[十百千万億兆京]|〇")
_SURELY_DIGITS, _LONGEST = 4, 40
_POSITIONAL = re.compile("[〇一二三四五六七八九]{2,}")

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
)  # fmt: skip
_DECADES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: number for number, word in enumerate(_ORDINALS)}
    | {word: 10 * number for number, word in enumerate(_DECADES, 2)}
    | {word[:-1] + "ieth": 10 * number for number, word in enumerate(_DECADES, 2)}
)
_OTHER_WORDS = {
    "once": 1, "single": 1, "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "twofold": 2, "dual": 2, "both": 2,
    "pair": 2, "half": 2, "halves": 2, "triple": 3, "threefold": 3, "thrice": 3, "thirds": 3, "quarter": 4,
    "quarters": 4, "quarterly": 4, "decade": 10, "dozen": 12, "century": 100, "percent": 100,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9,
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_COUNTED = re.compile(
    "(?<![第数〇一二三四五六七八九十])([二三四五六七八九十])(?:つ|種類?|個|社|点|回|倍|名|件|段階|分野|項目|原則|要素)"
)
_CARDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_ONES[2:13])})(?![\w-])", re.IGNORECASE)
_SMALL_KANJI: Mapping[str, tuple[Decimal | int, ...]] = {
    "両": (2,), "双": (2,), "半年": (6,), "ゼロ": (0,), "半": (2, 50, Decimal("0.5")),
}  # fmt: skip
_SHARES: Mapping[str, tuple[Decimal | int, ...]] = {"half": (50, Decimal("0.5")), "quarter": (25, 3), "halves": (50,)}
_AND_A_HALF = re.compile(r"(\d+)年半")
_ONE_TO_NINE = "[一二三四五六七八九]"
_TENTHS = re.compile(f"({_ONE_TO_NINE})割(?:({_ONE_TO_NINE})分(?:({_ONE_TO_NINE})厘)?)?")
_ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}
_ROMAN_NUMBER = re.compile("(?<![A-Za-z])[IVX]{2,4}(?![A-Za-z])")


def figures(text: str) -> Iterator[tuple[str, str]]:
    """The numbers that stand in figures, or in kanji that cannot be anything else, as written and brought to one form.

    Not the figures of names (G20, GPT-4), and no single 1, which English has as `a`.
    """
    for match in _FIGURE.finditer(text):
        if match["attached"] is None and not _CENTURY_OR_COUNT_OF_ONE.match(text, match.start()):
            number = _figure(match)
            if number != 1:
                yield match[0].strip(), decimal(number)
    yield from ((written, decimal(number)) for written, number in _large_kanji(text))
    yield from ((written, decimal(number)) for written, number in _tenths(text))


def counts(text: str) -> Iterator[tuple[str, str]]:
    """The small numbers in words that count something (三つ, 三種類, three), as written and brought to one form."""
    yield from ((match[0], decimal(kanji_number(match[1]) or 0)) for match in _COUNTED.finditer(text))
    yield from ((match[0], decimal(_WORDS[match[0].casefold()])) for match in _CARDINAL.finditer(text))


def words(text: str) -> set[str]:
    """Every number that a text says in any way: in words, in names, in single kanji, as parts of larger ones."""
    romans = (_ROMAN[each] for each in _ROMAN_NUMBER.findall(text) if each in _ROMAN)
    found: list[Decimal | int] = [*_all_figures(text), *_kanji(text), *_english(text), *romans]
    return {decimal(number) for number in found}


def kanji_number(text: str) -> int | None:
    """A number in kanji: 二十五, 二〇二五 and 一億二千万; None where it is none, or too long for one."""
    if len(text) > _LONGEST or text.strip(_KANJI):
        return None
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGIT[each]) for each in text))
    total = group = digit = 0
    for each in text:
        if each in _DIGIT:
            digit = _DIGIT[each]
        elif each in _TENS:
            group, digit = group + (digit or 1) * _TENS[each], 0
        else:
            total, group, digit = total + (group + digit or 1) * _SCALES[each], 0, 0
    return total + group + digit


def decimal(number: Decimal | int) -> str:
    """A number in one form: without trailing zeros, without exponent."""
    plain = f"{Decimal(number):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _figure(match: re.Match[str]) -> Decimal:
    total = sum((_scaled(*each) for each in _PART.findall(match["number"])), Decimal(0))
    scale = _ENGLISH_SCALES.get((match["scale"] or match["suffix"] or "").casefold(), 1)
    parts = Decimal(match["hundredths"] or 0) + Decimal(match["thousandths"] or 0) / 10
    return total * scale * (10 if match["tenths"] else 1) + parts


def _scaled(number: str, tens: str, scale: str) -> Decimal:
    return Decimal(number) * _TENS.get(tens, 1) * _SCALES.get(scale, 1)


def _large_kanji(text: str) -> Iterator[tuple[str, int]]:
    """Numbers with tens and more, or of four digits; a single one, or two in a row (五七), may be a word."""
    plain = _ORDINARY_WORDS.sub("・", text)
    for match in _KANJI_NUMBER.finditer(plain):
        number = kanji_number(match[0])
        is_sure = len(match[0]) >= _SURELY_DIGITS or _SCALED.search(match[0], 1)
        if number and is_sure and not _NAME.match(plain, match.end()):
            yield match[0], number


def _tenths(text: str) -> Iterator[tuple[str, Decimal]]:
    """三割五分 as 35, of a hundred."""
    for match in _TENTHS.finditer(text):
        tenths, hundredths, thousandths = (Decimal(_DIGIT[each] if each else 0) for each in match.groups())
        yield match[0], 10 * tenths + hundredths + thousandths / 10


def _all_figures(text: str) -> Iterator[Decimal]:
    for match in _FIGURE.finditer(text):
        yield _figure(match)
        yield from (Decimal(each[0]) for each in _PART.findall(match["number"]))


def _kanji(text: str) -> Iterator[Decimal | int]:
    for run in re.findall(f"[{_KANJI}]+", text):
        yield from (number for number in (kanji_number(run), *map(kanji_number, run)) if number is not None)
    yield from (number for kanji, numbers in _SMALL_KANJI.items() if kanji in text for number in numbers)
    yield from (12 * int(years) + 6 for years in _AND_A_HALF.findall(text))
    yield from (number for _, number in _tenths(text))


def _english(text: str) -> Iterator[Decimal | int]:
    found = _WORD.findall(text.casefold())
    for word, following in zip(found, [*found[1:], ""], strict=False):
        yield from _SHARES.get(word, ())
        if (number := _WORDS.get(word, _OTHER_WORDS.get(word))) is not None:
            yield number
            yield number * _ENGLISH_SCALES.get(following, 1)
            if word in _DECADES and 0 < _WORDS.get(following, 0) < 10:
                yield number + _WORDS[following]
        elif word in _ENGLISH_SCALES:
            yield _ENGLISH_SCALES[word]
