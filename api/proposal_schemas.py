"""What may be sent about proposals."""

from __future__ import annotations

from typing import Literal

from api.fields import Anything, Choice, Identifier, Language, Line, Listing, Part, Query, Remark, Strict, Whole, Words
from api.schemas import AS_OF_WHEN, ConceptBody, PageQuery
from glossary import ProposalKind, ProposalState, RejectReason


class ProposerShape(Strict):
    """Who proposes without an account; ignored where a key says it."""

    name = Words(allow_none=True, metadata={"description": "shown to reviewers"})
    contact = Words(allow_none=True, metadata={"description": "shown to reviewers"})
    credit = Words(allow_none=True, metadata={"description": "how the history shall name you; without it, not at all"})


class ProposalBody(Strict):
    """A concept that wants to be the next revision, or a retirement, or a merge of two."""

    kind = Choice(ProposalKind, metadata={"description": "without it: new or change, as the concept is there or not"})
    concept = Identifier(metadata={"description": "without it, the id of a new concept is made of its terms"})
    base_revision = Whole(load_default=0, metadata={"description": "what it is based on; 0 for a new concept"})
    content = Part(ConceptBody, allow_none=True, metadata={"description": "the whole concept as it shall be"})
    into = Identifier(allow_none=True, metadata={"description": "of a merge: the concept that takes this one in"})
    replaced_by = Identifier(allow_none=True, metadata={"description": "of a retirement: what replaces it"})
    rationale = Remark(required=True)
    source = Remark(allow_none=True, metadata={"description": "a citation or an address; a wording needs one"})
    proposer = Part(ProposerShape, allow_none=True)


class AmendmentBody(Strict):
    """What a proposer changes of a proposal; what is left out stays."""

    base_revision = Whole(least=1)
    content = Part(ConceptBody)
    into = Identifier()
    replaced_by = Identifier()
    rationale = Remark()
    source = Remark()
    proposer = Part(ProposerShape, metadata={"description": "takes the place of what was said before"})


class CommentBody(Strict):
    """Something said in the thread, or to the proposer."""

    text = Remark(required=True)


class WithdrawBody(Strict):
    """Why a proposal is taken back."""

    text = Remark(allow_none=True)


class RejectBody(Strict):
    """Why a proposal is turned down."""

    reason = Choice(RejectReason, required=True)
    text = Remark(required=True)


class ApprovalBody(Strict):
    """What a reviewer says with a step of the review."""

    remark = Remark(allow_none=True)
    deputy_for = Words(allow_none=True, metadata={"description": "as a deputy: the office you stand in for"})
    content = Part(ConceptBody, allow_none=True, metadata={"description": "the wording with your own edits"})
    concept = Identifier(allow_none=True, metadata={"description": "another id, for a new concept"})
    valid_from = Words(allow_none=True, metadata={"description": "with the last step: since when the wording holds"})
    published = Words(allow_none=True, metadata={"description": "with the last step: the day of publication"})


class ChoiceShape(Strict):
    """The value that shall stand at a path in conflict; {"absent": true} for none."""

    path = Words(required=True)
    value = Anything(required=True, allow_none=True)


class RebaseBody(Strict):
    """What shall stand where both sides changed the same."""

    head = Whole(least=1, allow_none=True, metadata={"description": "the revision whose conflicts you have seen"})
    choices = Listing(Part(ChoiceShape))


class ProposeQuery(Query):
    """Whether anything is stored."""

    dry_run = Choice(Literal["true", "false"], load_default="false", metadata={"description": "true stores nothing"})


class QueueQuery(PageQuery):
    """Which proposals are listed."""

    state = Choice(Literal[ProposalState, "pending"], metadata={"description": "pending: all that wait for somebody"})
    kind = Choice(ProposalKind)
    concept = Identifier()
    proposer = Line(metadata={"description": "a person's id, or `me`"})
    language = Language(metadata={"description": "only what changes this language"})
    older_than = Line(metadata={"description": "proposed before a date or an instant"})


class MergeBody(Strict):
    """Into which concept another is merged, and why."""

    into = Identifier(required=True)
    reason = Remark(required=True)
    valid_from = Words(allow_none=True, metadata={"description": AS_OF_WHEN})
