"""API keys for servers: made, shown once, and revoked."""

from pydantic import ValidationError
from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.target import connected, place
from shared.api_keys import KeyHolder
from shared.messages import wrong_fields


def create(name: str, role: str, tenant: str, class_ids: str, target: str, console: Console) -> int:
    """Make a key and print it; raise `Failure` where a word is wrong or the name is in use."""
    holder = _holder(name, role, tenant, class_ids)
    with connected(place(target)) as cloud:
        key = cloud.api_keys.create(holder)
    if key is None:
        raise Failure(f"There is a key {name} already. Another name, or: make revoke-api-key NAME={name}", 2)
    console.print(f"{role} {name} of {tenant or 'every tenant'}. Keep this key, nobody can show it again:")
    console.print(key, markup=False, soft_wrap=True)
    return 0


def revoke(name: str, target: str, console: Console) -> int:
    """Make a key worthless; raise `Failure` where none of the name is in use."""
    if not name:
        raise Failure("Which key? Name it: NAME=…", 2)
    with connected(place(target)) as cloud:
        if not cloud.api_keys.revoke(name):
            raise Failure(f"There is no key {name} in use.", 2)
    console.print(f"The key {name} is worthless from now on.")
    return 0


def _holder(name: str, role: str, tenant: str, class_ids: str) -> KeyHolder:
    fields = {"name": name, "role": role, "tenant": tenant or None, "class_ids": class_ids.replace(",", " ").split()}
    try:
        return KeyHolder.model_validate(fields)
    except ValidationError as error:
        wrong = "\n".join(f"  {field}: {reason}" for field, reason in wrong_fields(error))
        raise Failure(f"make api-key NAME=… ROLE=operator|teacher [TENANT=… CLASSES=…]\n{wrong}", 2) from error
