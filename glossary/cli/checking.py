"""The command that tells what an editor should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from glossary.checks import Finding, message
from glossary.cli.frame import LANGUAGE, REFUSED, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.glossary import Glossary
from glossary.listing import ListRequest
from glossary.model import Revision
from glossary.texts import visible

_PAGE = 200


@click.command(help=say("Check the wording of some concepts, or of all."))
@click.argument("concepts", nargs=-1)
@glossary_option
@json_option
def check(concepts: tuple[str, ...], glossary: str | None, as_json: bool) -> None:
    """Check concepts."""
    chosen, checked, told = the_glossary(glossary), 0, list[dict[str, str]]()
    for revision in _named(chosen, concepts) if concepts else _all(chosen):
        checked += 1
        new = [_told(revision.concept.id, finding) for finding in chosen.checked_as_recorded(revision)]
        told += new
        if not as_json:
            click.echo("".join(_line(each) for each in new), nl=False)
    severities = Counter(each["severity"] for each in told)
    if as_json:
        print_json(told)
    else:
        click.echo(_summary(checked, severities))
    if severities["error"]:
        click.get_current_context().exit(REFUSED)


def _named(glossary: Glossary, concepts: tuple[str, ...]) -> Iterator[Revision]:
    return (glossary.concept(each).revision for each in concepts)


def _all(glossary: Glossary) -> Iterator[Revision]:
    """Every concept in use, a page at a time."""
    by_id = ListRequest(sort="id")
    page = glossary.concepts(by_id, None, _PAGE)
    yield from page.items
    while page.next:
        page = glossary.concepts(by_id, page.next, _PAGE)
        yield from page.items


def _told(concept: str, finding: Finding) -> dict[str, str]:
    return {
        "concept": concept,
        "pointer": finding.pointer,
        "code": finding.code,
        "severity": finding.severity,
        "message": message(finding, LANGUAGE),
    }


def _line(told: dict[str, str]) -> str:
    return visible("{concept}{pointer} {code} {message}\n".format(**told))


def _summary(checked: int, counts: Counter[str]) -> str:
    return say(
        "{concepts} concepts checked: {errors} errors, {warnings} warnings. The codes are explained in docs/checks.md.",
        concepts=checked,
        errors=counts["error"],
        warnings=counts["warning"],
    )
