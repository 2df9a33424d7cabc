"""API keys, for servers: `vividly.{name}.{secret}`, of which only a salted hash is kept.

    api_keys/{name}   role, tenant, class_ids, salt, hash, created_at, revoked_at

A secret has 256 random bits, so that a fast hash is enough: there is nothing to guess from.
"""

import hashlib
import hmac
import secrets
from typing import Annotated, Literal

from pydantic import Field

from shared.clock import Clock
from shared.models.base import Record
from shared.models.request import Identifier, is_identifier
from shared.store import Fields, Store, Transaction

PREFIX = "vividly."


class KeyHolder(Record):
    """Hold whom a key stands for."""

    name: Identifier
    role: Literal["teacher", "operator"]
    tenant: Identifier | None = None
    """None for all of them."""
    class_ids: Annotated[list[Identifier], Field(max_length=30)] = []


class ApiKeys:
    """Keep API keys."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def create(self, holder: KeyHolder) -> str | None:
        """Return a new key, which nobody can read again; None where one of the name is in use."""
        secret, salt = secrets.token_urlsafe(32), secrets.token_hex(16)
        fields = holder.model_dump() | {
            "salt": salt,
            "hash": _hash(salt, secret),
            "created_at": self._clock(),
            "revoked_at": None,
        }

        def work(transaction: Transaction) -> bool:
            before = transaction.read(_path(holder.name))
            if before and before["revoked_at"] is None:
                return False
            transaction.set(_path(holder.name), fields)
            return True

        return f"{PREFIX}{holder.name}.{secret}" if self._store.transact(work) else None

    def revoke(self, name: str) -> bool:
        """Make a key worthless from now on; return False where none of the name is in use."""

        def work(transaction: Transaction) -> bool:
            before = transaction.read(_path(name))
            if not before or before["revoked_at"] is not None:
                return False
            transaction.update(_path(name), {"revoked_at": self._clock()})
            return True

        return is_identifier(name) and self._store.transact(work)

    def holder(self, key: str) -> KeyHolder | None:
        """Return whom a key stands for, or None where it is not one, or none any more."""
        name, _, secret = key.removeprefix(PREFIX).rpartition(".")
        if not key.startswith(PREFIX) or not is_identifier(name):
            return None
        found: Fields = self._store.read(_path(name)) or {"salt": "", "hash": "", "revoked_at": None}
        is_right = hmac.compare_digest(_hash(found["salt"], secret), found["hash"])
        if not is_right or found["revoked_at"] is not None:
            return None
        return KeyHolder.model_validate({field: found[field] for field in KeyHolder.model_fields})


def _path(name: str) -> str:
    return f"api_keys/{name}"


def _hash(salt: str, secret: str) -> str:
    return hashlib.sha256(f"{salt}{secret}".encode(errors="replace")).hexdigest()
