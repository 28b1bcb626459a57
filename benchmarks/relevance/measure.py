"""`python -m benchmarks.relevance.measure`: how well the search finds what people mean, beside others."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence

from benchmarks.relevance.judged import FOLDER, NOBODY, SETS, SPLITS, Answer, Mark, answers, kinds, mean, queries
from benchmarks.relevance.ours import sets, taiyaku
from benchmarks.relevance.peers import peers

OURS = "Taiyaku"
FLOOR = FOLDER / "floor.json"
FOLDING = ("width", "case", "kana", "separator", "long_vowel", "script_variant", "reading")
_WORKS, _SLACK = 0.9, 0.015

Run = dict[str, list[Answer]]


def run(with_peers: bool = False) -> Run:
    """The answers of Taiyaku, and of the peers where asked for, to every query whose set is here."""
    here = sets()
    judged = [each for each in queries() if each.set in here]
    with taiyaku() as ours:
        found = {OURS: answers(ours, judged)}
    return {**found, **({name: answers(peer, judged) for name, peer in peers().items()} if with_peers else {})}


def chosen(
    found: Sequence[Answer], kind: str | None = None, split: str | None = None, of_set: str | None = None
) -> list[Answer]:
    """The answers to the queries of a kind, a split and a set; None takes all."""
    wanted = (of_set, split, kind)
    return [each for each in found if all(w in (None, have) for w, have in zip(wanted, each.judged, strict=False))]


def marks(found: Sequence[Answer]) -> dict[str, dict[str, Mark]]:
    """The means by set and kind."""
    by_set = {name: chosen(found, of_set=name) for name in SETS}
    return {
        name: {kind: _mean(chosen(answered, kind)) for kind in kinds(each.judged for each in answered)}
        for name, answered in by_set.items()
        if answered
    }


def floor(found: Sequence[Answer]) -> dict[str, dict[str, list[float]]]:
    """What must not be fallen below: a little under what is measured, for each kind that works."""
    return {
        name: {kind: _floor(kind, each) for kind, each in by_kind.items() if each.recall_1 >= _WORKS}
        for name, by_kind in marks(found).items()
    }


def _floor(kind: str, measured: Mark) -> list[float]:
    slack = 0.0 if kind == NOBODY else _SLACK
    return [math.floor(1000 * (number - slack)) / 1000 for number in measured]


def _mean(found: Sequence[Answer]) -> Mark:
    return mean([each.mark for each in found])


def table(found: Run, split: str) -> Iterator[str]:
    """One split as a Markdown table: a row a kind, a column a finder."""
    asked = chosen(found[OURS], split=split)
    yield f"| {split} | queries | " + " | ".join(found) + " |"
    yield "|---|--:|" + "--:|" * len(found)
    for kind in kinds(each.judged for each in asked):
        yield _row(kind, [chosen(each, kind, split) for each in found.values()])
    yield _row("**folding and readings**", [_folded(each, split) for each in found.values()])
    for name in SETS:
        if chosen(asked, of_set=name):
            yield _row(f"**all of {name}**", [chosen(each, None, split, name) for each in found.values()])
    yield _row("**all**", [chosen(each, None, split) for each in found.values()])


def _folded(found: Sequence[Answer], split: str) -> list[Answer]:
    return [answer for kind in FOLDING for answer in chosen(found, kind, split)]


def _row(title: str, columns: Sequence[Sequence[Answer]]) -> str:
    cells = [_cell(_mean(column)) for column in columns]
    return f"| {title} | {len(columns[0])} | " + " | ".join(cells) + " |"


def _cell(mark: Mark) -> str:
    return f"{100 * mark.recall_1:.1f} · {100 * mark.recall_5:.1f} · {mark.mrr:.2f}"


def misses(found: Sequence[Answer]) -> Iterator[str]:
    """The queries of the tune split that don't have a right answer in the first place. The others stay unseen."""
    for answer in chosen(found, split="tune"):
        if answer.mark.recall_1 < 1:
            judged = answer.judged
            wanted, got = " ".join(judged.expected) or "nothing", " ".join(answer.found[:3]) or "nothing"
            yield f"- {judged.set} {judged.kind} ({judged.where}) `{judged.query}`: {wanted}, not {got}"


def report(found: Run, splits: Sequence[str]) -> Iterator[str]:
    """The tables, and the misses of the tune split."""
    yield "Each cell: recall@1 · recall@5 (per cent) · MRR. For `nobody`: the share that rightly got no answer."
    for split in splits:
        yield from ("", *table(found, split))
    if "tune" in splits:
        yield from ("", f"What {OURS} misses in the tune split:", "", *misses(found[OURS]))


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance.measure", description=__doc__)
    parser.add_argument("--split", choices=[*SPLITS, "all"], default="all")
    parser.add_argument("--peers", action="store_true", help="measure the peers too")
    parser.add_argument("--write-floor", action="store_true", help="write floor.json from what is measured")
    options = parser.parse_args()
    found = run(options.peers)
    print("\n".join(report(found, SPLITS if options.split == "all" else [options.split])))
    if options.write_floor:
        FLOOR.write_text(json.dumps(floor(found[OURS]), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
