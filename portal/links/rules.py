"""What may be a link: asked wherever one is typed, imported or published.

A link leads to a page of the web, an e-mail address, a telephone or a place of the portal itself, and every program
that reads it has to agree where that is: so nothing invisible, nothing that looks like another character, and no user
name before the host (RFC 3986, section 7.6).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEB_SCHEMES = ("http", "https")
SCHEMES = (*WEB_SCHEMES, "mailto", "tel")
LONGEST_LINK = 2048
# What of a link a message shows.
SHOWN = 80

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_TELEPHONE = re.compile(r"\+?[0-9().,;=*#a-z-]*[0-9][0-9().,;=*#a-z-]*", re.IGNORECASE)
# Browsers read a backslash as a slash; the others end an attribute or a tag.
_UNSAFE = re.compile(r"[\\<>\"]")
# Control, format, half and unassigned characters, and white space of every kind.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
# Letters and marks that nobody sees (Default_Ignorable_Code_Point of Unicode).
_IGNORED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_web_address = URLValidator(schemes=WEB_SCHEMES)
_email_address = EmailValidator()

# What is wrong, and what the words name.
_Fault = tuple[str | Promise, dict[str, Any]]


def link_problem(link: str) -> str:
    """Why something is no link that may be published, in the user's language, naming it; "" for a good one."""
    fault = _fault(link)
    if fault is None:
        return ""
    reason, values = fault
    shown = "".join(each if each == " " or _is_seen(each) else f"[{_code(each)}]" for each in link[:SHOWN])
    message = _("“%(link)s” cannot be a link: %(reason)s.")
    return message % {"link": shown + ("…" if len(link) > SHOWN else ""), "reason": str(reason) % values}


def may_be_published(link: str) -> bool:
    return _fault(link) is None


def validate_link(link: str) -> None:
    """Raises ValidationError."""
    problem = link_problem(link)
    if problem:
        raise ValidationError(problem, code="link")


def validate_web_address(address: str) -> None:
    """For fields that hold nothing but addresses of the web. Raises ValidationError."""
    validate_link(address)
    if not address.lower().startswith(tuple(f"{scheme}:" for scheme in WEB_SCHEMES)):
        raise ValidationError(_("Enter a web address that begins with https:// or http://."), code="link")


def host_of(link: str) -> str:
    """The host of a web address, "" of anything else, whatever it may be."""
    try:
        parts = urlsplit(link)
        return (parts.hostname or "") if parts.scheme in WEB_SCHEMES else ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _fault(link: str) -> _Fault | None:
    if not link:
        return gettext_lazy("it is empty"), {}
    if len(link) > LONGEST_LINK:
        return gettext_lazy("it is longer than %(limit)d characters"), {"limit": LONGEST_LINK}
    for character in link:
        if not _is_seen(character):
            return gettext_lazy("it has a space or an invisible character in it (%(code)s)"), {"code": _code(character)}
    if unsafe := _UNSAFE.search(link):
        return gettext_lazy("it has the character %(character)s in it"), {"character": unsafe.group()}
    scheme = _SCHEME.match(link)
    if scheme is None:
        is_own = link.startswith(("/", "#", "?")) and not link.startswith("//")
        return None if is_own else (gettext_lazy("it must begin with https://, http://, mailto:, tel:, / or #"), {})
    name, rest = scheme[1].lower(), link[scheme.end() :]
    if name not in SCHEMES:
        values = {"scheme": scheme[1][:20]}
        return gettext_lazy("“%(scheme)s:” is not allowed, only https:, http:, mailto: and tel: are"), values
    if name == "mailto":
        return _fault_of_email(rest)
    if name == "tel":
        return None if _TELEPHONE.fullmatch(rest) else (gettext_lazy("it has no telephone number"), {})
    return _fault_of_web_address(link, rest)


def _fault_of_email(rest: str) -> _Fault | None:
    try:
        for address in unquote(rest.partition("?")[0], errors="strict").split(","):
            _email_address(address)
    except (ValidationError, UnicodeDecodeError):
        return gettext_lazy("it has no valid e-mail address"), {}
    return None


def _fault_of_web_address(link: str, rest: str) -> _Fault | None:
    if not rest.startswith("//"):
        return gettext_lazy("two slashes must follow its colon"), {}
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    for character in authority:
        if unicodedata.normalize("NFKC", character) not in (character, character.lower()) or character in "。｡":
            values = {"character": character, "code": _code(character)}
            return gettext_lazy("“%(character)s” (%(code)s) only looks like what an address is made of"), values
    if "@" in authority:
        return gettext_lazy("it has a user name before the host"), {}
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        if parts.port == 0:
            raise ValueError(link)
        if not host.isascii():
            idna.encode(unicodedata.normalize("NFC", host))
        _web_address(link)
    except (ValueError, idna.IDNAError, ValidationError):
        return gettext_lazy("it has no valid host or port"), {}
    return None


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and not _IGNORED.match(character)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
