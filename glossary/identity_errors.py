"""Errors of signing in, of accounts and of asking too often; of the family in `errors`."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.errors import GlossaryError
from glossary.i18n import N_


@dataclass(eq=False)
class AccountNotFound(GlossaryError):
    """A person has no account, or it was closed."""

    person: str
    code = "account-not-found"
    title = N_("No such account")
    detail = N_("The person “{person}” has no account by which to sign in.")


@dataclass(eq=False)
class LoginTaken(GlossaryError):
    """Somebody signs in by this login already, or the person has an account."""

    login: str
    code = "login-taken"
    title = N_("The login is taken")
    detail = N_("Somebody has an account with the login “{login}”, or this person has one already.")


@dataclass(eq=False)
class SignInRefused(GlossaryError):
    """The login and the password do not belong together, or the account is closed; which of them is not said."""

    code = "sign-in-refused"
    title = N_("Signing in failed")
    detail = N_("The login or the password is wrong.")


@dataclass(eq=False)
class PasswordRefused(GlossaryError):
    """The present password is another one."""

    code = "password-refused"
    title = N_("The password is wrong")
    detail = N_("The present password is wrong; nothing was changed.")


@dataclass(eq=False)
class LinkRefused(GlossaryError):
    """The one-time link was used, is too old, or never existed."""

    code = "link-refused"
    title = N_("The link no longer works")
    detail = N_("The link has been used or has expired. Please ask your administrator for a new one.")


@dataclass(eq=False)
class TooMany(GlossaryError):
    """More requests than a limit of the service allows."""

    most: int
    per: int
    seconds: int
    code = "too-many-requests"
    title = N_("Too many requests")
    detail = N_("At most {most} requests in {per} seconds are allowed. Please try again in {seconds} seconds.")


@dataclass(eq=False)
class Forged(GlossaryError):
    """A change in a session whose page did not come from this service: it may be somebody else's wish."""

    code = "forged-request"
    title = N_("The request did not come from this site")
    detail = N_("Load the page again and repeat what you did there. Nothing was stored.")
