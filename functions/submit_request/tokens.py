"""ID tokens of Firebase Authentication and Identity Platform: what is checked of them, and what they say.

alg  RS256, and no other      aud  the project
kid  one of Google's keys     iss  https://securetoken.google.com/{project}
exp  in the future            iat, auth_time  not in the future
sub  not empty                role, class_ids, firebase.tenant  as in `Claims`
"""

import time
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from shared.messages import explain
from shared.models.request import Identifier

from .callers import Role

ISSUER = "https://securetoken.google.com"
CLOCK_SKEW_SECONDS = 10
MOST_CLASSES = 30
"""Firestore finds the requests of so many classes at once."""


class BadToken(Exception):
    """Say why a token proves nothing, without repeating anything of it."""


class ExpiredToken(BadToken):
    """Say that a token was good once."""


class Provider(BaseModel):
    """Hold what Identity Platform says of a sign-in."""

    tenant: Identifier | None = None


class Claims(BaseModel):
    """Hold what a token says; what else it says, such as a name or an address, is not kept."""

    sub: Annotated[str, Field(min_length=1, max_length=128)]
    auth_time: float = 0
    role: Role = Role.STUDENT
    class_ids: Annotated[list[Identifier], Field(max_length=MOST_CLASSES)] = []
    firebase: Provider = Provider()


def verified(token: str, project: str, key: Callable[[str], Any]) -> Claims:
    """Return what a token says; raise `BadToken`, or `ExpiredToken`, where it proves nothing for this project.

    `key` gives the public key of a key id, and raises `BadToken` where there is none.
    """
    import jwt

    try:
        signed_with = key(str(jwt.get_unverified_header(token).get("kid", "")))
        payload = jwt.decode(
            token,
            signed_with,
            algorithms=["RS256"],
            audience=project,
            issuer=f"{ISSUER}/{project}",
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise ExpiredToken("The token has expired.") from error
    except jwt.InvalidTokenError as error:
        raise BadToken(f"The token is not one for this service ({type(error).__name__}).") from error
    return _claims(payload)


def _claims(payload: dict[str, Any]) -> Claims:
    try:
        claims = Claims.model_validate(payload)
    except ValidationError as error:
        raise BadToken(f"The token's claims are wrong: {explain(error)}.") from error
    if claims.auth_time > time.time() + CLOCK_SKEW_SECONDS:
        raise BadToken("The token is of a sign-in that is still to come.")
    return claims
