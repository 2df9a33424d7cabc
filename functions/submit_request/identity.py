"""Who calls: by ID token (`Authorization: Bearer …`), by API key (`X-API-Key: …`), or anyone, on one machine.

Nothing of a token or a key is logged, stored or answered; of a student, the pseudonym alone is kept.
"""

import os

from flask import Request

from shared import log, pseudonyms
from shared.cloud import Cloud

from . import signing_keys, tokens
from .callers import ANYONE, Caller, Role
from .problems import Problem

TRY_AGAIN_SECONDS = 5
REALM = {"WWW-Authenticate": 'Bearer realm="vividly"'}
REALM_WITH_ERROR = {"WWW-Authenticate": 'Bearer realm="vividly", error="invalid_token"'}


def caller_of(request: Request, cloud: Cloud) -> Caller:
    """Return who calls; raise `Problem` 401 where they cannot prove it, and 503 where nobody can be asked."""
    if cloud.settings.identity == "off":
        return _anyone()
    if key := request.headers.get("X-API-Key"):
        return _of_key(key, cloud)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return _of_token(token.strip(), cloud)
    detail = "Say who you are: send an ID token as Authorization: Bearer …, or an API key as X-API-Key."
    raise Problem("not_identified", detail, headers=REALM)


def _anyone() -> Caller:
    """Return anyone, where data is an emulator's; elsewhere the setting can only be a mistake."""
    if os.environ.get("FIRESTORE_EMULATOR_HOST"):
        return ANYONE
    log.write("ERROR", "IDENTITY is off, which is for one machine only: nobody is served. Set it to tokens.")
    detail = "This service is not set up yet: it does not ask who calls, so that it serves nobody."
    raise Problem("identity_off", detail)


def _of_key(key: str, cloud: Cloud) -> Caller:
    holder = cloud.api_keys.holder(key)
    if holder is None:
        raise Problem("invalid_api_key", "This API key is not valid.", headers=REALM)
    return Caller(Role(holder.role), None, frozenset(holder.class_ids), holder.tenant)


def _of_token(token: str, cloud: Cloud) -> Caller:
    project = cloud.settings.google_cloud_project
    try:
        claims = tokens.verified(token, project, signing_keys.at(cloud.settings.identity_keys_url).key)
    except tokens.ExpiredToken as error:
        detail = "Your sign-in has expired. Please open Vividly from your school's portal again."
        raise Problem("expired_token", detail, headers=REALM_WITH_ERROR) from error
    except tokens.BadToken as error:
        raise Problem("invalid_token", str(error), headers=REALM_WITH_ERROR) from error
    except signing_keys.KeysUnavailable as error:
        log.write("ERROR", "nobody can be identified", reason=str(error))
        detail = "It cannot be checked right now who you are. Please try again in a moment."
        raise Problem("identity_unavailable", detail, headers={"Retry-After": str(TRY_AGAIN_SECONDS)}) from error
    tenant = claims.firebase.tenant
    student_id = pseudonyms.student_id(project, tenant, claims.sub)
    return Caller(claims.role, student_id, frozenset(claims.class_ids), tenant)
