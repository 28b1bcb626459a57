"""Telling people what happens: webhooks that pull the log and the proposals' stream, and letters by e-mail."""

from glossary.telling.subscribing import Webhooks, place_of
from glossary.telling.teller import Teller
from glossary.telling.values import KINDS, Delivery, DeliveryState, Telling, Webhook, from_env
from glossary.telling.wishes import Wishes

__all__ = [
    "KINDS",
    "Delivery",
    "DeliveryState",
    "Teller",
    "Telling",
    "Webhook",
    "Webhooks",
    "Wishes",
    "from_env",
    "place_of",
]
