"""A story to try: proposals, a review and an edition on the seed, in a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec
from msgspec.structs import replace

from glossary.cli.frame import LANGUAGE, console, say
from glossary.comparison import as_terminal
from glossary.filing import File, Who
from glossary.glossaries import Glossaries
from glossary.glossary import Glossary
from glossary.model import Definition, Draft, Edition
from glossary.people import Role
from glossary.proposals import Approval, Choice, Proposer, Wish
from glossary.review_errors import BaseMoved, Conflicted
from glossary.suggesting import suggestion
from glossary.whereabouts import Whereabouts

CONCEPT = "ai-agent"
_ADDED = ("AIが自律的に", "AIが外部のツールも用いて自律的に")
_RIVAL = ("システムのことを指す", "仕組みのことをいう")
_PATH = "/languages/ja/definition"


@click.command(help=say("Play a story of proposals and review, in a database of its own."))
@click.option("--keep", type=click.Path(path_type=Path), help=say("Keep its database in this folder."))
def demo(keep: Path | None) -> None:
    """Play the story."""
    if keep and (keep / "glossary.db").exists():
        raise click.UsageError(say("There is a database in this folder already."))
    with TemporaryDirectory(prefix="taiyaku-demo-") as folder:
        home = keep or Path(folder)
        with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
            house.seed()
            Story(house).play()


class Story:
    """Three people and a stranger who work on one definition. What they propose is made up, and not the FSA's."""

    def __init__(self, house: Glossaries) -> None:
        self._glossary: Glossary = house["ai-finance"]
        self._house = house
        self._step = 0
        self._tanaka = self._person(say("Tanaka"), "contributor")
        self._suzuki = self._person(say("Suzuki"), "reviewer")
        self._sato = self._person(say("Sato"), "reviewer")

    def play(self) -> None:
        """Tell it from the beginning to the end."""
        console().print(say("What is proposed here is made up for the story; it is not the FSA's."), style="dim")
        chapters: tuple[Callable[[], None], ...] = (
            self._propose,
            self._rival,
            self._discuss,
            self._accept,
            self._rebase,
            self._publish,
            self._verify,
        )
        for chapter in chapters:
            chapter()

    def _propose(self) -> None:
        self._tell(say("Tanaka proposes another definition of AI agent. The approved text stays as it is."))
        wish = self._wish(*_ADDED, say("Agents also use tools."))
        self._show(self._glossary.desk.propose(wish, self._tanaka).file)

    def _rival(self) -> None:
        self._tell(say("Somebody without an account proposes a rival. The service says that the two collide."))
        wish = self._wish(*_RIVAL, say("A plainer word."))
        filing = self._glossary.desk.propose(wish, Who(), Proposer(credit=say("a reader")))
        self._stranger = Who(token=filing.token)
        self._show(filing.file)
        for each in filing.file.outlook.collisions:
            self._say(say("It collides with proposal {number}.", number=each.proposal))

    def _discuss(self) -> None:
        self._tell(say("Suzuki reviews and asks; the thread keeps what was said."))
        desk = self._glossary.desk
        desk.comment(1, self._suzuki, say("Does the paper say so?"))
        desk.comment(1, self._tanaka, say("No; that is why the source is marked as modified."))
        for event in desk.proposal(1, self._suzuki).thread:
            if event.kind == "commented":
                self._say(say("“{text}”", text=event.body["text"]))

    def _accept(self) -> None:
        self._tell(say("Suzuki accepts proposal 1. It becomes the next revision, in one transaction."))
        self._glossary.desk.accept(1, self._suzuki, Approval(remark=say("Checked.")))
        comparison = self._glossary.comparison(CONCEPT)
        for line in as_terminal(comparison, self._glossary.settings(), LANGUAGE):
            console().print(line)

    def _rebase(self) -> None:
        self._tell(say("Proposal 2 is now based on an old revision, and cannot be accepted as it is."))
        desk = self._glossary.desk
        try:
            desk.accept(2, self._sato, Approval())
        except BaseMoved as moved:
            self._say(say(moved.detail).format(**moved.facts))
        self._choose()
        self._tell(say("Sato accepts proposal 2: both changes stand."))
        desk.accept(2, self._sato, Approval())
        self._say(self._definition().text)

    def _choose(self) -> None:
        """The stranger brings the rival up to date with what the service suggests."""
        desk = self._glossary.desk
        try:
            desk.rebase(2, self._stranger)
        except Conflicted as conflicted:
            offered = next(value for each in conflicted.conflicts if (value := suggestion(each)))
            self._tell(say("Both changed the definition. The service suggests a text that keeps both changes:"))
            self._say(offered.text)
            chosen = Choice(path=_PATH, value=msgspec.to_builtins(offered))
            desk.rebase(2, self._stranger, [chosen], conflicted.head)

    def _publish(self) -> None:
        self._tell(
            say("An editor publishes an edition; anybody can see what changed since the first, and who proposed it.")
        )
        today = self._house.now().date().isoformat()
        edition = Edition(id="demo", title={"ja": "試し版", "en": "Demonstration"}, date=today)
        self._glossary.publish(edition, self._house.house())
        history = self._glossary.revisions(CONCEPT)
        origins = self._glossary.origins(history)
        names = self._glossary.names({each.author for each in history})
        for each in history:
            origin = origins.get(each.seq)
            told = say("proposal {number}", number=origin.proposal) if origin else ""
            self._say(f"{each.number}  {names.get(each.author) or '–'}  {told}")

    def _verify(self) -> None:
        self._tell(say("The history proves itself: every entry follows from the one before."))
        verdict = self._glossary.verify()
        told = say("{entries} entries, all whole.") if verdict.whole else say("{entries} entries, not whole.")
        self._say(told.format(entries=verdict.entries))

    def _wish(self, old: str, new: str, rationale: str) -> Wish:
        found = self._glossary.concept(CONCEPT).revision
        section = found.concept.languages["ja"]
        definition = _reworded(self._definition(), old, new)
        concept = replace(
            found.concept, languages={**found.concept.languages, "ja": replace(section, definition=definition)}
        )
        source = say("made up for this story")
        return Wish(
            concept=CONCEPT, base=found.number, draft=Draft(concept=concept), rationale=rationale, source=source
        )

    def _definition(self) -> Definition:
        found = self._glossary.concept(CONCEPT).revision.concept.languages["ja"].definition
        return found or Definition(text="")

    def _show(self, file: File) -> None:
        for line in as_terminal(file.outlook.comparison, file.settings, LANGUAGE, "ja"):
            console().print(line)

    def _tell(self, sentence: str) -> None:
        self._step += 1
        console().print(f"\n{self._step}. {sentence}", style="bold", markup=False)

    def _say(self, text: str) -> None:
        console().print(f"   {text}", markup=False)

    def _person(self, name: str, role: Role) -> Who:
        _, key = self._house.make_key(name, role)
        return Who(identity=self._house.identify(key.encode()))


def _reworded(definition: Definition, old: str, new: str) -> Definition:
    """The definition in other words, saying that they are no longer the source's."""
    source = replace(definition.source, status="modified") if definition.source else None
    return replace(definition, text=definition.text.replace(old, new), source=source)
