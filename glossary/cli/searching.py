"""The command that searches, with the limits that the web has as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click
from rich.table import Table
from rich.text import Text

from glossary.asking import Asked
from glossary.cli.frame import LANGUAGE, console, nothing, opened, print_json, say, short, whole_table
from glossary.cli.options import glossary_option, json_option, language_option, only_in, state_options
from glossary.i18n import N_
from glossary.labels import SYNC_STATES, WAYS_OF_MATCHING
from glossary.model import ConceptStatus, Revision, choices
from glossary.search import Hit, Query, Within

FACETS = {
    "language": N_("Language"),
    "status": N_("State"),
    "subject": N_("Subject field"),
    "sync": N_("Translation"),
    "matched_on": N_("Found by"),
}
CONCEPT_STATUSES = {"current": N_("in use"), "retired": N_("retired")}


@click.command(help=say("Search terms and texts; the words are taken literally."))
@click.argument("words", nargs=-1, required=True)
@glossary_option
@language_option
@click.option(
    "--in",
    "within",
    default="current",
    show_default=True,
    type=click.Choice(choices(Within)),
    help=say("In today's wording, in earlier wording, or in both."),
)
@click.option(
    "--status",
    default="current",
    show_default=True,
    type=click.Choice(choices(ConceptStatus)),
    help=say("Concepts in use, or retired ones."),
)
@click.option("--subject", metavar="ID", help=say("Only this subject field."))
@state_options
@click.option("--facets", is_flag=True, help=say("Also count the hits by kind."))
@click.option("--limit", default=20, type=click.IntRange(1, 200), help=say("How many at most."))
@json_option
def search(
    words: tuple[str, ...],
    glossary: str | None,
    language: str | None,
    within: Within,
    status: ConceptStatus,
    subject: str | None,
    asked: Asked,
    facets: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Search."""
    query = Query(
        text=" ".join(words),
        languages=_only(language),
        glossaries=only_in(glossary, asked),
        statuses=(status,),
        subjects=_only(subject),
        within=within,
        facets=facets,
        limit=limit,
    )
    results = opened().search(query, asked)
    if as_json:
        print_json(results)
    elif results.hits:
        console().print(_hits(results.hits))
        _print_facets(results.facets or {})
    if not results.hits:
        hint = results.did_you_mean
        nothing(say("Nothing was found.") + (" " + say("Did you mean “{hint}”?", hint=hint) if hint else ""))


def _only(value: str | None) -> tuple[str, ...] | None:
    return None if value is None else (value,)


def _hits(hits: Sequence[Hit]) -> Table:
    past = any(hit.valid_from for hit in hits)
    dated = [say("Valid from")] if past else []
    table = whole_table(say("Concept"), say("Japanese"), say("English"), say("Found by"), *dated, say("Text"))
    for hit, revision in zip(hits, opened().revisions_of(hits), strict=True):
        date = [short(hit.valid_from or "")] if past else []
        found_by = say(WAYS_OF_MATCHING[hit.matched_on])
        table.add_row(revision.concept.id, *_names(revision), found_by, *date, _highlighted(hit))
    return table


def _names(revision: Revision) -> list[str]:
    sections = revision.concept.languages
    return [sections[each].preferred.text if each in sections else "" for each in ("ja", "en")]


def _highlighted(hit: Hit) -> Text:
    shown = hit.highlight
    text = Text(shown.text)
    for start, end in shown.ranges:
        text.stylize("bold", start, end)
    return text


def _print_facets(facets: Mapping[str, Mapping[str, int]]) -> None:
    table = whole_table(say("Kind"), say("Value"), say("Hits"))
    for facet, counts in facets.items():
        for value, count in counts.items():
            table.add_row(say(FACETS[facet]), _named(facet)(value), str(count))
    if table.row_count:
        console().print(table)


def _named(facet: str) -> Callable[[str], str]:
    """How the values of a facet are called for people; as they are where they have no other name."""
    labels = {"status": CONCEPT_STATUSES, "sync": SYNC_STATES, "matched_on": WAYS_OF_MATCHING}.get(facet, {})
    titles = _subject_titles() if facet == "subject" else {}
    return lambda value: say(labels[value]) if value in labels else titles.get(value, value)


def _subject_titles() -> dict[str, str]:
    subjects = (subject for glossary in opened() for subject in glossary.settings().subjects)
    return {subject.id: subject.title.get(LANGUAGE) or next(iter(subject.title.values())) for subject in subjects}
