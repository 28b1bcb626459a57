"""What cannot be done with a webhook, as errors of the family."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.errors import GlossaryError
from glossary.i18n import N_


@dataclass(eq=False)
class WebhookNotFound(GlossaryError):
    """The glossary has no webhook of this id."""

    glossary: str
    webhook: str
    code = "webhook-not-found"
    title = N_("No such webhook")
    detail = N_("There is no webhook “{webhook}” in the glossary “{glossary}”.")


@dataclass(eq=False)
class MessageNotFound(GlossaryError):
    """Nothing of this id was on its way to the webhook."""

    webhook: str
    message: str
    code = "message-not-found"
    title = N_("No such message")
    detail = N_("No message “{message}” was sent to the webhook “{webhook}”.")


@dataclass(eq=False)
class TooManyWebhooks(GlossaryError):
    """A glossary tells only so many receivers."""

    most: int
    code = "too-many-webhooks"
    title = N_("The glossary has too many webhooks")
    detail = N_("A glossary has at most {most} webhooks. Remove one that is not needed any more.")
