"""Commands with which people propose: making a proposal, commenting on it, bringing it up to date, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from glossary.cli.filed import shown, told, wording
from glossary.cli.frame import LANGUAGE, REFUSED, console, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.cli.reviewing import caller
from glossary.cli.reviewing import proposal_commands as proposal_commands
from glossary.i18n import translate
from glossary.model import choices
from glossary.proposals import Amendment, Choice, Proposal, ProposalKind, Wish
from glossary.rebasing import ABSENT, Conflict
from glossary.review_errors import Conflicted
from glossary.texts import visible

_KINDS = click.Choice(choices(ProposalKind))


@proposal_commands.command("make", help=say("Propose a concept (a JSON file), a retirement or a merge."))
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--concept", metavar="ID", help=say("Which concept; a new one's id is otherwise made of its terms."))
@click.option("--base", type=int, default=0, help=say("The revision it is based on; 0 for a new concept."))
@click.option("--kind", type=_KINDS, help=say("What is proposed, where the file does not say it."))
@click.option("--into", metavar="ID", help=say("What takes the concept in, or replaces it."))
@click.option("--rationale", required=True, help=say("Why."))
@click.option("--source", help=say("A citation or an address."))
@click.option("--dry-run", is_flag=True, help=say("Only show what would come of it."))
@glossary_option
@json_option
def make(
    file: Any,
    concept: str | None,
    base: int,
    kind: ProposalKind | None,
    into: str | None,
    rationale: str,
    source: str | None,
    dry_run: bool,
    glossary: str | None,
    as_json: bool,
) -> None:
    """Propose something."""
    said = wording(file)
    named = concept or (said.concept.id if said else "") or None
    wish = Wish(kind=kind, concept=named, base=base, draft=said, into=into, rationale=rationale, source=source)
    desk = the_glossary(glossary).desk
    found = desk.dry_run(wish, caller()) if dry_run else desk.propose(wish, caller()).file
    shown(found, as_json)


@proposal_commands.command("edit", help=say("Change a proposal of your own; what is left out stays."))
@click.argument("number", type=int)
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--base", type=int, help=say("The revision it is based on."))
@click.option("--into", metavar="ID", help=say("What takes the concept in, or replaces it."))
@click.option("--rationale", help=say("Why."))
@click.option("--source", help=say("A citation or an address."))
@glossary_option
@json_option
def edit(number: int, file: Any, glossary: str | None, as_json: bool, **said: Any) -> None:
    """Change a proposal."""
    desk, who = the_glossary(glossary).desk, caller()
    desk.edit(number, who, Amendment(draft=wording(file), **said))
    shown(desk.proposal(number, who), as_json)


@proposal_commands.command("comment", help=say("Say something about a proposal."))
@click.argument("number", type=int)
@click.option("--text", required=True, help=say("What to say."))
@glossary_option
def comment(number: int, text: str, glossary: str | None) -> None:
    """Comment on a proposal."""
    told(the_glossary(glossary).desk.comment(number, caller(), text))


@proposal_commands.command("withdraw", help=say("Take back a proposal of your own."))
@click.argument("number", type=int)
@click.option("--text", help=say("Why."))
@glossary_option
def withdraw(number: int, text: str | None, glossary: str | None) -> None:
    """Take a proposal back."""
    told(the_glossary(glossary).desk.withdraw(number, caller(), text))


@proposal_commands.command("rebase", help=say("Bring a proposal up to date with the newest revision."))
@click.argument("number", type=int)
@click.option("--choose", "chosen", multiple=True, metavar="PATH=JSON", help=say("The value that shall stand there."))
@click.option(
    "--take", type=click.Choice(("current", "proposed")), help=say("Whose value stands where both changed the same.")
)
@glossary_option
@json_option
def rebase(number: int, chosen: Sequence[str], take: str | None, glossary: str | None, as_json: bool) -> None:
    """Carry a proposal over to the newest revision."""
    desk = the_glossary(glossary).desk
    values = [_choice(each) for each in chosen]
    try:
        done = desk.rebase(number, caller(), values)
    except Conflicted as conflicted:
        if take is None:
            _tell_conflicts(conflicted, as_json)
            return
        named = {value.path for value in values}
        rest = [_taken(each, take) for each in conflicted.conflicts if each.path not in named]
        done = desk.rebase(number, caller(), [*values, *rest], conflicted.head)
    _rebased(done, as_json)


def _rebased(done: Proposal, as_json: bool) -> None:
    if as_json:
        print_json(done)
    else:
        click.echo(say("Proposal {number} is now based on revision {base}.", number=done.number, base=done.base))


def _tell_conflicts(conflicted: Conflicted, as_json: bool) -> None:
    """Show what both sides changed; the command then ends as refused."""
    if as_json:
        print_json([_sides(each) for each in conflicted.conflicts])
    else:
        click.echo(translate(LANGUAGE, conflicted.detail).format(**conflicted.facts), err=True)
        for each in conflicted.conflicts:
            for side, value in _sides(each).items():
                console().print(f"  {side}: {visible(msgspec.json.encode(value).decode())}", markup=False)
    click.get_current_context().exit(REFUSED)


def _sides(conflict: Conflict) -> dict[str, Any]:
    sides = {name: getattr(conflict, name) for name in ("base", "current", "proposed")}
    return {"path": conflict.path, **{name: _value(value) for name, value in sides.items()}}


def _taken(conflict: Conflict, side: str) -> Choice:
    return Choice(path=conflict.path, value=_value(getattr(conflict, side)))


def _value(value: Any) -> Any:
    return {"absent": True} if value is ABSENT else msgspec.to_builtins(value)


def _choice(text: str) -> Choice:
    path, _, value = text.partition("=")
    try:
        return Choice(path=path, value=msgspec.json.decode(value))
    except msgspec.DecodeError as error:
        raise click.BadParameter(say("“{text}” is not PATH=JSON.", text=text)) from error
