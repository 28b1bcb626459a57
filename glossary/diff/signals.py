"""The words that decide what a sentence says: numbers, negations, limits, and "and" or "or"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

_LINK_TARGET = re.compile(r"\]\([^()\s]*\)")

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?:(?<![\w)])[-−])?\d+(?:[.,/〜~–-]\d+)*[十百千万億兆]*%?")
_KANJI_NUMBER = re.compile(
    r"第([一二三四五六七八九十百千]{1,6})|([二三四五六七八九十]{1,6})つ"
    r"|([一二三四五六七八九十百千]{1,6})(?:年|月|日|回|割|倍|件|か月)"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = re.compile(rf"\b(?:{_MONTHS})(?=\s+\d)|(?<=\d\s)(?:{_MONTHS})\b")
_SMALL_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LARGE_NUMBERS = {"hundred": "100", "thousand": "1000", "million": "100万", "billion": "10億"}
_WORDS = {word: str(number) for number, word in enumerate(_SMALL_NUMBERS, 2)} | _LARGE_NUMBERS
_WORD_NUMBER = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_DIGITS = str.maketrans("一二三四五六七八九〜~–−", "123456789----")

# Each kind of word in turn; what one has counted, the next no longer sees. "" is not counted at all.
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("", r"間?もなく|非常|未来|行な|損な|伴な|みなし|いずれ|わずか|はず|しかし|しかも|かつて"),
        ("", r"\bno\.\s?\d"),
        ("must", r"な(?:けれ|くて)は?ば?なら(?:ない|ず)|ねばなら(?:ない|ず)|べき|必ず|必須|必要|義務"),
        ("must", r"\b(?:must|shall|(?:is|are) required to|needs? to|ha(?:s|ve) to)\b"),
        ("should", r"望まし|\bshould\b"),
        ("or", r"又は|または|若しくは|もしくは|或いは|あるいは|ないし|\bor\b"),
        ("and", r"及び|および|並びに|ならびに|且つ|かつ|\band\b"),
        ("at least", r"少なくとも|以上|\bat least\b|\bno (?:less|fewer) than\b"),
        ("at most", r"以下|以内|せいぜい|\bat most\b|\bup to\b|\bno more than\b"),
        ("less than", r"未満|\b(?:less|fewer) than\b"),
        ("more than", r"超え|超過|超す|\b(?:more than|exceed\w*)\b"),
        ("before", r"以前|\bbefore\b|\bprior to\b"),
        ("after", r"以後|以降|\bafter\b"),
        ("until", r"まで|\buntil\b"),
        ("only", r"のみ|だけ|しか|限[るりらっ定]|\b(?:only|solely|exclusively|limited to)\b"),
        ("except", r"以外|(?<!取り)除[くきい外]|\b(?:unless|except|exclud\w+|other than)\b"),
        ("all", r"すべて|全て|全部|あらゆる|\b(?:all|every)\b"),
        ("negation", r"(?<!おこ)な(?:い|く|かっ|けれ|し(?!と)|き(?!ゃ))|ません|[不非無]|未(?=[一-鿿])"),
        ("negation", r"(?<=[一-鿿]ま)ず|(?<!ま)ず(?![れつからる])"),
        ("negation", r"\b(?:not|no|never|neither|nor|none|non|without|cannot)\b|n['’]t\b"),
    )
)  # fmt: skip


class Signals(NamedTuple):
    """How often a text uses each kind of deciding word."""

    numbers: Counter[str]
    negation: int
    limits: Counter[str]
    sums: int
    alternatives: int

    def alternatives_for_sums(self, other: Signals) -> bool:
        """Whether an "and" gave way to an "or", or the reverse."""
        return (other.sums - self.sums) * (other.alternatives - self.alternatives) < 0


def plain(text: str) -> str:
    """The text without differences of width and case, and without the targets of its links."""
    return unicodedata.normalize("NFKC", _LINK_TARGET.sub("]", text)).casefold()


def signals(text: str) -> Signals:
    """The deciding words of a whole plain text, so that one that only moved does not count."""
    counts = _kinds(text)
    negation, alternatives, sums = (counts.pop(kind, 0) for kind in ("negation", "or", "and"))
    return Signals(_numbers(text), negation, counts, sums, alternatives)


def _numbers(text: str) -> Counter[str]:
    text = _THOUSANDS.sub("", text)
    kanji = ("".join(groups) for groups in _KANJI_NUMBER.findall(text))
    words = (_WORDS[word] for word in _WORD_NUMBER.findall(text))
    found = (*_NUMBER.findall(text), *_MONTH.findall(text), *kanji, *words)
    return Counter(number.translate(_DIGITS) for number in found)


def _kinds(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for kind, pattern in _KINDS:
        text, found = pattern.subn("・", text)
        counts[kind] += found
    del counts[""]
    return +counts
