"""Definitions that nobody wrote. JMdict has none, so templates are filled with its own words, drawn by Zipf's law.

They are SYNTHETIC: about 71 Japanese characters and 25 English words each. The words of the templates (用いる, used)
stand in most of the definitions, which is harsher on a search engine than any real glossary.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

_JAPANESE = (
    "{}のうち、{}または{}に用いるもの。{}の場合を含むが、{}を対象とする{}とは区別し、{}に応じて{}と組み合わせて用いることがある。",
    "{}に関する{}であって、{}を目的として用いるもの。一般に{}と{}を前提とし、{}の結果を{}に反映する場合に用いる。",
    "{}を{}に変える働き。{}において用いる場合は{}を伴い、{}の条件を満たすことを確認したうえで、{}および{}の管理に用いる。",
    "{}の一種。{}と異なり、{}による処理を必要としない。{}や{}を用いる分野では、{}と同じ意味で用いる場合がある。",
    "複数の{}から成る{}の総称。{}ごとに{}を定め、{}の変更があった場合に{}を見直すために用いる情報をいう。",
    "{}が{}について行う確認の手続。{}を対象とし、{}の基準に従って{}を評価し、必要な{}を{}に伝える目的で用いる。",
)
_ENGLISH = (
    "{} that is used for {} or {}, including the case of {}; it is distinguished from {} and may be combined with {}",
    "kind of {} whose purpose is {}; generally it is used where {} and {} are given and the result is {}",
    "process that turns {} into {}, used together with {} when the conditions of {} are met and managed as {}",
    "{} which, unlike {}, needs no processing by {}; in fields where {} is used it has the same meaning as {}",
    "information used to define {} for each {}, and to review {} when there has been a change of {} or {}",
    "procedure in which {} is checked against {}, used to evaluate {} and to report the necessary {} to {}",
)
_WEIGHTS = (8, 5, 3, 2, 1, 1)
_LONGEST = 12, 24


class Writer:
    """Writes definitions in both languages with words of two lists, the first words the most often."""

    def __init__(self, japanese: Sequence[str], english: Sequence[str], seed: int) -> None:
        self._random = Random(seed)
        self._japanese = _Words([word for word in japanese if len(word) <= _LONGEST[0]], self._random)
        self._english = _Words([word for word in english if len(word) <= _LONGEST[1]], self._random)

    def japanese(self) -> str:
        """A definition in Japanese."""
        return self._japanese.fill(self._random.choices(_JAPANESE, _WEIGHTS)[0])

    def english(self) -> str:
        """A definition in English."""
        return self._english.fill(self._random.choices(_ENGLISH, _WEIGHTS)[0])


class _Words:
    """Words in a shuffled order, of which the n-th comes up in proportion to 1/n."""

    def __init__(self, words: Sequence[str], random: Random) -> None:
        self._words = list(dict.fromkeys(words))
        self._random = random
        random.shuffle(self._words)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def fill(self, template: str) -> str:
        return template.format(*self._random.choices(self._words, cum_weights=self._weights, k=template.count("{}")))
