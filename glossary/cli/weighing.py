"""The command that tells what hangs on a concept, for those who decide about it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from glossary.cli.frame import nothing, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.impact import Impact
from glossary.labels import NEIGHBOURS


@click.command(help=say("Show what hangs on a concept: relations, definitions that use it, editions, sites."))
@click.argument("concept")
@glossary_option
@json_option
def impact(concept: str, glossary: str | None, as_json: bool) -> None:
    """Show what hangs on a concept."""
    found = the_glossary(glossary).desk.impact(concept)
    if as_json:
        print_json(found)
        return
    lines = list(_lines(found))
    if not lines:
        nothing(say("No other term, definition, edition or site depends on it."))
    click.echo("\n".join(lines))


def _lines(found: Impact) -> Iterator[str]:
    for related in found.related:
        yield say(
            "Relation: {concept} ({relation})", concept=related.concept, relation=say(NEIGHBOURS[related.relation])
        )
    for use in found.uses:
        terms = ", ".join(use.terms)
        yield say(
            "Definition: {concept} ({language}) uses {terms}", concept=use.concept, language=use.language, terms=terms
        )
    for edition in found.editions:
        yield say("Edition: {edition}", edition=edition)
    for number in found.proposals:
        yield say("Proposal: {number}", number=number)
    for site in found.embeds:
        yield say("Site: {host}, {count} times, last on {day}", host=site.host, count=site.count, day=site.last)
