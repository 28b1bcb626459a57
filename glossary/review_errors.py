"""What cannot be done with a proposal, as errors of the family."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from glossary.errors import GlossaryError
from glossary.i18n import N_
from glossary.proposals import ProposalState


@dataclass(eq=False)
class ProposalNotFound(GlossaryError):
    """The glossary has no proposal of this number, or it was removed as spam."""

    glossary: str
    proposal: int
    code = "proposal-not-found"
    title = N_("No such proposal")
    detail = N_("There is no proposal {proposal} in the glossary “{glossary}”.")


@dataclass(eq=False)
class NotYourProposal(GlossaryError):
    """Only who proposed it may do this."""

    proposal: int
    code = "not-your-proposal"
    title = N_("Only its proposer may do this")
    detail = N_("Only who made proposal {proposal} may do this: with their key, or with the token they were given.")


@dataclass(eq=False)
class OwnProposal(GlossaryError):
    """Nobody decides on what they proposed themselves."""

    proposal: int
    code = "own-proposal"
    title = N_("Somebody else must decide on your proposal")
    detail = N_("You made proposal {proposal} yourself. Another person must review it.")


@dataclass(eq=False)
class StepTakenBySame(GlossaryError):
    """Each step of a review needs another person, save for a deputy."""

    proposal: int
    code = "step-taken-by-same"
    title = N_("Another person must take this step")
    detail = N_("You took an earlier step of the review of proposal {proposal}. Another person must take this one.")


@dataclass(eq=False)
class ProposalDecided(GlossaryError):
    """What is accepted, rejected or withdrawn stays so."""

    proposal: int
    state: ProposalState
    code = "proposal-decided"
    title = N_("The proposal has been decided already")
    detail = N_("Nothing more can be done with proposal {proposal}; it has been decided or withdrawn.")


@dataclass(eq=False)
class ReviewBegun(GlossaryError):
    """What a reviewer is reading does not change under their eyes."""

    proposal: int
    code = "review-begun"
    title = N_("The review has begun")
    detail = N_(
        "A reviewer has turned to proposal {proposal}; it cannot be edited until changes are requested. "
        "You can comment on it or withdraw it."
    )


@dataclass(eq=False)
class ProposalMoved(GlossaryError):
    """The precondition names another wording of the proposal than the present one."""

    proposal: int
    head: int
    code = "proposal-moved"
    title = N_("The proposal was edited in the meantime")
    detail = N_("Proposal {proposal} is now at its wording {head}. Read it again before you decide.")


@dataclass(eq=False)
class BaseMoved(GlossaryError):
    """The concept has a newer revision than the proposal knows."""

    proposal: int
    concept: str
    base: int
    head: int
    code = "base-moved"
    title = N_("The concept has changed since it was proposed")
    detail = N_(
        "Proposal {proposal} is based on revision {base} of “{concept}”, which is now at revision {head}. "
        "Bring it up to date first (/rebase)."
    )


@dataclass(eq=False)
class Conflicted(GlossaryError):
    """Both the proposal and a newer revision changed the same fields; somebody must choose."""

    proposal: int
    head: int
    conflicts: tuple[Any, ...] = field(default=())
    code = "conflict"
    title = N_("The same was changed in two ways")
    detail = N_(
        "Proposal {proposal} and revision {head} changed the same fields. "
        "Send the value you choose for each of the conflicts; nothing was stored."
    )


@dataclass(eq=False)
class NothingToAccept(GlossaryError):
    """The concept says already what is proposed."""

    proposal: int
    code = "nothing-to-accept"
    title = N_("The proposal changes nothing any more")
    detail = N_("The concept already says what proposal {proposal} asks for.")


@dataclass(eq=False)
class TooManyPending(GlossaryError):
    """One proposer may have only so many proposals waiting."""

    most: int
    code = "too-many-pending"
    title = N_("Too many of your proposals are waiting")
    detail = N_(
        "At most {most} of your proposals may wait for review at once. Please wait for those, or withdraw some."
    )


@dataclass(eq=False)
class TooManyComments(GlossaryError):
    """A thread ends somewhere."""

    most: int
    code = "too-many-comments"
    title = N_("The proposal has too many comments")
    detail = N_("A proposal takes at most {most} comments.")


@dataclass(eq=False)
class KeyReused(GlossaryError):
    """An Idempotency-Key stands for one request alone."""

    key: str
    code = "idempotency-key-reused"
    title = N_("The Idempotency-Key was used for another request")
    detail = N_("The Idempotency-Key “{key}” was sent with another request before. Use a new one for a new request.")
