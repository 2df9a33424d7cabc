"""Licences: which one is meant, and whether a lesson may be made of what it covers.

A lesson is an adaptation, and a school may sell or print it. So CC BY, CC BY-SA, CC0 and the public domain are open;
what forbids commercial use (NC) or adaptations (ND), and everything else, is not.
"""

import re

from shared.errors import Refused

PUBLIC_DOMAIN = "Public domain"
ZERO = "CC0 1.0"

_ADDRESS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero|mark))(?:/(\d\.\d))?", re.I)
_ELEMENTS = {
    "BY": r"\bby\b|attribution",
    "NC": r"\bnc\b|non-?\s?commercial",
    "ND": r"\bnd\b|no-?\s?deriv",
    "SA": r"\bsa\b|share-?\s?alike",
}
_OPEN = re.compile(r"CC BY(?:-SA)?(?: \d\.\d)?")
_STATEMENT = re.compile(
    r"\b(?:licen[cs]ed|released|available|distributed|shared|published|dedicated)\s+(?:under|to|in)\s+(?:an?\s+|the\s+)?"
    r"((?:creative\s+commons|cc\b|cc0|public\s+domain)(?:[^.;\n]|\.\d){0,90})",
    re.I,
)


def open_licence(stated: str, path: str) -> str:
    """Return the usual name of a licence, such as `CC BY 4.0`; raise `Refused` where it is missing or not open."""
    if not stated.strip():
        raise Refused(
            "no_licence",
            f"{path} names no licence, and neither does its book's collection file nor an about.yaml in its folder; "
            "if it is open, say so there, for example “licence: CC BY 4.0”",
        )
    name = usual_name(stated)
    if not is_open(name):
        raise Refused(
            "licence_not_open",
            f"{path} is under “{name}”; only CC BY, CC BY-SA, CC0 and the public domain let lessons be made of it",
        )
    return name


def usual_name(stated: str) -> str:
    """Return the usual name of a licence that is given by address or in words; what is not known stays as it is."""
    text = " ".join(stated.replace("\u2011", "-").split())
    if address := _ADDRESS.search(text):
        elements, public, version = address.groups()
        if public:
            return ZERO if public.lower() == "zero" else PUBLIC_DOMAIN
        return _named(elements.upper(), version)
    if re.search(r"\bcc[\s-]?(?:0|zero)\b", text, re.I):
        return ZERO
    if re.search(r"\bpublic domain\b", text, re.I):
        return PUBLIC_DOMAIN
    found = [element for element, words in _ELEMENTS.items() if re.search(words, text, re.I)]
    if "BY" not in found or not re.search(r"\bcc\b|creative commons|attribution", text, re.I):
        return text[:200]
    version = re.search(r"\b\d\.\d\b", text)
    return _named("-".join(found), version[0] if version else None)


def is_open(name: str) -> bool:
    """Return whether lessons may be made of what is under a licence, given by its usual name."""
    return name in (ZERO, PUBLIC_DOMAIN) or _OPEN.fullmatch(name) is not None


def needs_author(name: str) -> bool:
    """Return whether a licence asks for the author to be named."""
    return name not in (ZERO, PUBLIC_DOMAIN)


def stated_in(text: str) -> str:
    """Return the licence that a text says it is under, such as “licensed under CC BY 4.0”, or nothing."""
    found = _STATEMENT.search(text)
    return found[1].strip() if found else ""


def named_licence(fields: list[str], text: str) -> str:
    """Return the licence that a document names: in fields about it, else in a sentence of its text.

    A field that only claims the copyright does not hide a licence that the text grants.
    """
    said = [field for field in fields if field.strip()]
    known = [field for field in said if usual_name(field).startswith(("CC", PUBLIC_DOMAIN))]
    return strictest(known) or stated_in(text) or next(iter(said), "")


def strictest(stated: list[str]) -> str:
    """Return of several licences one that is not open, if there is one, and the first otherwise."""
    said = [licence for licence in stated if licence.strip()]
    return next((licence for licence in said if not is_open(usual_name(licence))), said[0] if said else "")


def _named(elements: str, version: str | None) -> str:
    return f"CC {elements} {version}" if version else f"CC {elements}"
