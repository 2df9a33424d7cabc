"""Versions of what is stored and sent, so that requests in flight stand an upgrade and a rollback.

A field that is added, and that readers can do without, needs no new version. A version goes up when a reader of before
would misunderstand what is written; the readers then know the one before as well, for as long as requests of it may be
under way. What has no version is of the first one: it was written before there were any, or by hand.
"""

from shared.errors import Rejected, TooNew

MESSAGES = 1
DOCUMENTS = 1
FIELD = "schema_version"


def attributes() -> dict[str, str]:
    """Return what a message's attributes, or an object's metadata, say of its version."""
    return {FIELD: str(MESSAGES)}


def ensure_message_known(found: object) -> None:
    """Raise `TooNew` for a message of a later version, which another revision may read, `Rejected` for one of none."""
    text = str(found or 1)
    if not (text.isascii() and text.isdecimal()):
        raise Rejected(f"{FIELD}: use a whole number, such as {MESSAGES}")
    if int(text) > MESSAGES:
        raise TooNew(f"the message is of version {text}, and this function reads up to {MESSAGES}")


def ensure_document_known(fields: dict[str, object] | None) -> None:
    """Raise `TooNew` for a document that a later version of the functions has written."""
    version = (fields or {}).get(FIELD, 1)
    if not isinstance(version, int) or version > DOCUMENTS:
        raise TooNew(f"the document is of version {version}, and this function reads up to {DOCUMENTS}")
