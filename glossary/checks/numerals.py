"""Numbers in figures and in kanji."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from glossary.checks.spelled import SCALES, cardinals, spelled

Number = Decimal | int


class Figure(NamedTuple):
    """A number as written, and what else it may be: 5m is 5 or 5,000,000, 25bp is 25 or 0.25."""

    written: str
    number: Number
    perhaps: tuple[Number, ...] = ()


_DIGIT = {kanji: number for number, kanji in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

_FIGURES = r"\d+(?:\.\d+)?"
_ENGLISH_SCALE = "hundred|thousand|million|billion|trillion|quadrillion|bn|mn|tn"
_POINTS = "[ -]?(?:bps?(?![a-z])|basis[ -]points?|ベーシス・?ポイント)"
_FIGURE = re.compile(
    rf"(?P<attached>(?<=[A-Za-z])|(?<=[A-Za-z]-))?"
    rf"(?P<number>(?:{_FIGURES}[百千]?[万億兆京])+(?:{_FIGURES}[百千]?(?![万億兆京]))?|{_FIGURES}[百千]?)"
    r"(?P<tenths>割(?:(?P<hundredths>\d)分(?:(?P<thousandths>\d)厘)?)?)?"
    rf"(?:[ -]?(?P<scale>{_ENGLISH_SCALE})\b|(?P<suffix>[kmbt])(?![a-z0-9]))?"
    rf"(?P<points>{_POINTS})?(?=(?:年|[かヶカヵケ箇]月|週間|日|時間|倍|割)(?P<half>半))?"
    rf"(?=\s?(?:[~〜–,、・-]|to|or|から|ないし|又は|または)\s?{_FIGURES}"
    rf"(?:[ -]?(?P<shared_scale>{_ENGLISH_SCALE})\b"
    r"|(?P<shared_tens>[百千])?(?P<shared>[万億兆京])?(?P<shared_tenths>割)?)"
    rf"(?P<shared_points>{_POINTS})?)?",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_FIGURES})([百千]?)([万億兆京]?)")
_CENTURY_OR_COUNT_OF_ONE = re.compile(r"1(?:つ|種|個|人|社|件|回|名|部|例)")
_KANJI = "〇一二三四五六七八九十百千万億兆京"
_KANJI_NUMBER = re.compile(rf"(?<![\d数何幾第{_KANJI}])[{_KANJI}]+")
_ORDINARY_WORDS = re.compile(
    "万一|八百[屋長万]|千差万別|十分|万全|万能|一般|一部|一方|一定|一連|唯一|統一|三者|百科|一括|一元|一切|億劫"
    "|五十[音嵐]|五十歩百歩|十中八九|十二分|九十九里|百万長者|八千代|八十二長野"
)
_NAME = re.compile("銀行")
_SCALED = re.compile("[十百千万億兆京]|〇")
_SURELY_DIGITS, _LONGEST = 4, 40
_POSITIONAL = re.compile("[〇一二三四五六七八九]{2,}")
_COUNTED = re.compile(
    "(?<![第数〇一二三四五六七八九十])([二三四五六七八九十])"
    "(?:つ|種類?|個|社|点|回|倍|名|件|段階|分野|項目|原則|要素|大(?!学)|者|本|線|層|柱|類型|要件|区分)"
)
_SMALL_KANJI: Mapping[str, tuple[Number, ...]] = {
    "両": (2,), "双": (2,), "半年": (6,), "半期": (6,), "ゼロ": (0,), "半": (2, 50, Decimal("0.5")),
}  # fmt: skip
_ONE_TO_NINE = "[一二三四五六七八九]"
_TENTHS = re.compile(f"({_ONE_TO_NINE})割(?:({_ONE_TO_NINE})分(?:({_ONE_TO_NINE})厘)?)?")
_KANJI_DECIMAL = re.compile(
    f"(?<![{_KANJI}])([{_KANJI}]+)・([〇一二三四五六七八九]+)(?=パーセント|ポイント|%|倍|[万億兆])"
)


def figures(text: str) -> Iterator[Figure]:
    """The numbers that stand in figures, or in kanji that cannot be anything else, as written and brought to one form.

    Not the figures of names (G20, GPT-4), and no single 1, which English has as `a`.
    """
    for match in _FIGURE.finditer(text):
        if match["attached"] is None and not _CENTURY_OR_COUNT_OF_ONE.match(text, match.start()):
            number, *perhaps = _meant(match)
            if number != 1:
                yield Figure(match[0].strip(), number, tuple(perhaps))
    yield from (Figure(written, number) for written, number in _large_kanji(text))
    yield from (Figure(written, number) for written, number in _tenths(text))


def counts(text: str) -> Iterator[Figure]:
    """The small numbers in words that count something (三つ, 三種類, three), as written and brought to one form."""
    yield from (Figure(match[0], kanji_number(match[1]) or 0) for match in _COUNTED.finditer(text))
    yield from (Figure(written, number) for written, number in cardinals(text))


def words(text: str) -> set[str]:
    """Every number that a text says in any way: in words, in names, in single kanji, as parts of larger ones."""
    return {decimal(number) for number in (*_all_figures(text), *_kanji(text), *spelled(text))}


def with_decimals(text: str) -> str:
    """The text with its decimals in kanji as figures: 十四・六パーセント is 14.6パーセント."""
    return _KANJI_DECIMAL.sub(lambda match: f"{kanji_number(match[1])}.{_positional(match[2])}", text)


def kanji_number(text: str) -> int | None:
    """A number in kanji: 二十五, 二〇二五 and 一億二千万; None where it is none, or too long for one."""
    if len(text) > _LONGEST or text.strip(_KANJI):
        return None
    if _POSITIONAL.fullmatch(text):
        return int(_positional(text))
    total = group = digit = 0
    for each in text:
        if each in _DIGIT:
            digit = _DIGIT[each]
        elif each in _TENS:
            group, digit = group + (digit or 1) * _TENS[each], 0
        else:
            total, group, digit = total + (group + digit or 1) * _SCALES[each], 0, 0
    return total + group + digit


def decimal(number: Number) -> str:
    """A number in one form: without trailing zeros, without exponent."""
    plain = f"{Decimal(number):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _meant(match: re.Match[str]) -> list[Number]:
    """What a figure may mean, most likely first: of 2〜3割 the first is 20, of 1〜2 million 1,000,000."""
    plain = sum((_scaled(*each) for each in _PART.findall(match["number"])), Decimal(0))
    if match["points"] or match["shared_points"]:
        return [plain, plain / 100]
    if match["half"]:
        return [plain + Decimal("0.5"), 12 * plain + 6]
    if times := SCALES.get((match["scale"] or match["suffix"] or "").casefold()):
        return [plain * times, *([plain] if match["suffix"] else [])]
    if match["tenths"]:
        return [plain * 10 + Decimal(match["hundredths"] or 0) + Decimal(match["thousandths"] or 0) / 10]
    shared = _shared(match)
    return [plain] if shared == 1 else [plain * shared, plain]


def _shared(match: re.Match[str]) -> int:
    """The scale of the number that ends a span, which its first number has too."""
    if match["scale"] or any(each in match["number"] for each in _KANJI):
        return 1
    scale = SCALES.get((match["shared_scale"] or "").casefold(), 1) * (10 if match["shared_tenths"] else 1)
    return scale * _TENS.get(match["shared_tens"] or "", 1) * _SCALES.get(match["shared"] or "", 1)


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


def _all_figures(text: str) -> Iterator[Number]:
    for match in _FIGURE.finditer(text):
        yield from _meant(match)
        yield from (Decimal(each[0]) for each in _PART.findall(match["number"]))


def _kanji(text: str) -> Iterator[Number]:
    for run in re.findall(f"[{_KANJI}]+", text):
        yield from (number for number in (kanji_number(run), *map(kanji_number, run)) if number is not None)
    yield from (number for kanji, numbers in _SMALL_KANJI.items() if kanji in text for number in numbers)
    yield from (number for _, number in _tenths(text))


def _positional(kanji: str) -> str:
    return "".join(str(_DIGIT[each]) for each in kanji)
