import base64
import json
import time
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.submit_request.callers import Role
from functions.submit_request.signing_keys import lifetime
from functions.submit_request.tokens import BadToken, ExpiredToken, verified
from tests.fakes.issuer import PROJECT, Issuer

ISSUER = Issuer()
STRANGER = Issuer()
HOUR = 3_600
IN_2100 = 4_102_444_800


def key(identifier: str) -> Any:
    if identifier != ISSUER.key_id:
        raise BadToken("The token is signed with a key that is not known.")
    return ISSUER.private_key.public_key()


def now() -> int:
    return int(time.time())


def test_a_good_token_says_who_its_student_is_and_where_they_belong() -> None:
    firebase = {"tenant": "north-1a2b3", "sign_in_provider": "custom"}
    claims = verified(ISSUER.token("u-1", firebase=firebase, role="teacher", class_ids=["7b"]), PROJECT, key)
    assert (claims.sub, claims.role, claims.class_ids) == ("u-1", Role.TEACHER, ["7b"])
    assert claims.firebase.tenant == "north-1a2b3"


def test_who_has_no_role_is_a_student_without_a_class() -> None:
    claims = verified(ISSUER.token("u-1"), PROJECT, key)
    assert (claims.role, claims.class_ids, claims.firebase.tenant) == (Role.STUDENT, [], None)


def test_nothing_of_a_person_is_kept() -> None:
    claims = verified(ISSUER.token("u-1", name="Ada", picture="https://…"), PROJECT, key)
    assert set(claims.model_dump()) == {"sub", "auth_time", "role", "class_ids", "firebase"}


def test_a_token_that_has_expired_says_so() -> None:
    with pytest.raises(ExpiredToken):
        verified(ISSUER.token("u-1", iat=now() - 2 * HOUR, exp=now() - HOUR), PROJECT, key)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-project"},
        {"aud": ["another-project"]},
        {"iss": "https://securetoken.google.com/another-project"},
        {"iss": f"https://accounts.google.com/{PROJECT}"},
        {"iat": IN_2100},
        {"auth_time": IN_2100},
        {"key_id": "another-key"},
        {"sub": ""},
        {"sub": "x" * 129},
        *({"without": claim} for claim in ("exp", "iat", "aud", "iss", "sub")),
        {"role": "headmaster"},
        {"role": ["operator"]},
        {"class_ids": "7b"},
        {"class_ids": ["7/b"]},
        {"class_ids": [f"c{number}" for number in range(31)]},
        {"firebase": {"tenant": "a/b"}},
        {"firebase": {"tenant": ""}},
        {"exp": "soon"},
    ],
)
def test_a_token_that_is_not_ours_proves_nothing(claims: dict[str, Any]) -> None:
    ensure_worthless(ISSUER.token(**{"sub": "u-1"} | claims))


def test_a_token_that_a_stranger_signed_proves_nothing() -> None:
    ensure_worthless(STRANGER.token("u-1"))


def ensure_worthless(token: str) -> None:
    with pytest.raises(BadToken) as error:
        verified(token, PROJECT, key)
    assert not isinstance(error.value, ExpiredToken)
    assert token not in str(error.value)
    assert "u-1" not in str(error.value)


def test_a_token_whose_text_was_changed_proves_nothing() -> None:
    header, _, signature = ISSUER.token("u-1").split(".")
    _, payload, _ = ISSUER.token("u-1", role="operator").split(".")
    with pytest.raises(BadToken):
        verified(f"{header}.{payload}.{signature}", PROJECT, key)


def test_no_other_algorithm_is_taken() -> None:
    payload = jwt.decode(ISSUER.token("u-1"), options={"verify_signature": False})
    header = {"kid": ISSUER.key_id}
    public = ISSUER.certificates[ISSUER.key_id]
    unsigned = jwt.encode(payload, "", "none", headers=header)
    parts = [{"alg": "HS256", "typ": "JWT", **header}, payload]
    body = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signed_with_the_public_key = jwt.get_algorithm_by_name("HS256").sign(body, public.encode())
    confused = f"{body.decode()}.{base64.urlsafe_b64encode(signed_with_the_public_key).rstrip(b'=').decode()}"
    stronger = jwt.encode(payload, ISSUER.private_key, "RS512", headers=header)
    for token in (unsigned, confused, stronger):
        with pytest.raises(BadToken):
            verified(token, PROJECT, key)


@given(st.text() | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True))
def test_whatever_is_sent_is_refused_and_breaks_nothing(token: str) -> None:
    with pytest.raises(BadToken):
        verified(token, PROJECT, key)


@pytest.mark.parametrize(
    ("cache_control", "seconds"),
    [
        ("public, max-age=19845, must-revalidate, no-transform", 19_845),
        ("Max-Age=600", 600),
        ("s-maxage=900", 60),
        ("no-store", 60),
        ("", 60),
        ("max-age=0", 60),
        ("max-age=99999999", 86_400),
    ],
)
def test_keys_are_kept_as_long_as_their_server_says_within_bounds(cache_control: str, seconds: float) -> None:
    assert lifetime(cache_control) == seconds
