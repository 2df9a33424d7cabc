"""Every address of the API for every kind of caller, with real RS256 tokens and keys served over HTTP."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, request

from functions.submit_request.answering import answer
from functions.submit_request.callers import Role
from functions.submit_request.routing import Route
from functions.submit_request.table import REQUESTS, ROUTES
from shared.api_keys import KeyHolder
from shared.models.request import ContentRequest, Membership, RequestError
from shared.models.work import OutgoingMessage
from shared.pseudonyms import student_id
from tests.fakes.cloud import InProcessCloud
from tests.fakes.issuer import PROJECT, Issuer, KeyServer, serving

TENANT = "north-1a2b3"
OWNER = student_id(PROJECT, TENANT, "owner")
QUESTION = {"student_query": "Why is the sky blue?", "grade_level": "8", "duration_minutes": 1}
BODIES: dict[tuple[str, str], Any] = {("POST", REQUESTS): QUESTION}
"""What a route is sent; what is not here is sent an empty object."""
ISSUER, STRANGER = Issuer(), Issuer()

GUARDED = [route for route in ROUTES if route.roles is not None]
OF_ONE = [route for route in GUARDED if "{request_id}" in route.path]
PROVE_NOTHING = {
    "no token": "not_identified",
    "expired": "expired_token",
    "wrong audience": "invalid_token",
    "wrong issuer": "invalid_token",
    "bad signature": "invalid_token",
    "revoked key": "invalid_api_key",
    "made-up key": "invalid_api_key",
}
"""What whoever proves nothing is told."""
STRANGERS = {
    "other student": Role.STUDENT,
    "same student elsewhere": Role.STUDENT,
    "student of no school": Role.STUDENT,
    "teacher of another class": Role.TEACHER,
    "teacher elsewhere": Role.TEACHER,
    "operator elsewhere": Role.OPERATOR,
    "key of another school": Role.OPERATOR,
}
FRIENDS = {
    "owner": Role.STUDENT,
    "teacher of the class": Role.TEACHER,
    "operator": Role.OPERATOR,
    "operator of all": Role.OPERATOR,
    "key": Role.OPERATOR,
    "key of the school": Role.OPERATOR,
    "key of the class": Role.TEACHER,
}


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture(scope="module")
def keys() -> Iterator[KeyServer]:
    with serving(KeyServer(ISSUER.certificates)) as server:
        yield server


@pytest.fixture
def cloud(keys: KeyServer) -> InProcessCloud:
    """Return a cloud with one request of the owner's, in a class of a school."""
    cloud = InProcessCloud(identity_keys_url=keys.url)
    asked = ContentRequest(request_id="r-1", student_id=OWNER, **QUESTION)
    cloud.requests.accept(
        asked, "api", OutgoingMessage(topic="content-generation-requests", data="{}"), membership("7b")
    )
    return cloud


def membership(*class_ids: str) -> Membership:
    return Membership(tenant=TENANT, class_ids=class_ids)


@pytest.fixture
def headers(cloud: InProcessCloud) -> dict[str, dict[str, str]]:
    """Return what each kind of caller sends."""

    def bearer(sub: str, tenant: str | None = TENANT, issuer: Issuer = ISSUER, **claims: Any) -> dict[str, str]:
        firebase = {"tenant": tenant} if tenant else {}
        return {"Authorization": f"Bearer {issuer.token(sub, firebase=firebase, **claims)}"}

    def key(name: str, role: Any = "operator", tenant: str | None = None, *class_ids: str) -> dict[str, str]:
        holder = KeyHolder(name=name, role=role, tenant=tenant, class_ids=list(class_ids))
        return {"X-API-Key": str(cloud.api_keys.create(holder))}

    now = int(time.time())
    found = {
        "no token": {},
        "expired": bearer("owner", iat=now - 7_200, exp=now - 3_600),
        "wrong audience": bearer("owner", aud="another-project"),
        "wrong issuer": bearer("owner", iss="https://securetoken.google.com/another-project"),
        "bad signature": bearer("owner", issuer=STRANGER),
        "revoked key": key("gone"),
        "made-up key": {"X-API-Key": "vividly.portal.x"},
        "owner": bearer("owner", class_ids=["7b"]),
        "other student": bearer("somebody", class_ids=["7b"]),
        "same student elsewhere": bearer("owner", "south-1a2b3", class_ids=["7b"]),
        "student of no school": bearer("owner", None, class_ids=["7b"]),
        "teacher of the class": bearer("teacher", role="teacher", class_ids=["7a", "7b"]),
        "teacher of another class": bearer("teacher", role="teacher", class_ids=["8a"]),
        "teacher elsewhere": bearer("teacher", "south-1a2b3", role="teacher", class_ids=["7b"]),
        "operator": bearer("operator", role="operator"),
        "operator of all": bearer("operator", None, role="operator"),
        "operator elsewhere": bearer("operator", "south-1a2b3", role="operator"),
        "key": key("portal"),
        "key of the school": key("north", "operator", TENANT),
        "key of the class": key("class", "teacher", TENANT, "7b"),
        "key of another school": key("south", "operator", "south-1a2b3"),
    }
    cloud.api_keys.revoke("gone")
    return found


@pytest.fixture
def call(cloud: InProcessCloud, headers: dict[str, dict[str, str]]) -> Callable[..., Response]:
    """Call a route as somebody."""
    application = Flask("test")

    def calls(route: Route, who: str, **body: Any) -> Response:
        path = route.path.replace("{request_id}", "r-1")
        sent = {} if route.body is None else {"json": BODIES.get((route.method, route.path), {}) | body}
        with application.test_request_context(path, method=route.method, headers=headers[who], **sent):
            return answer(request, lambda: cloud)

    return calls


ASK, LIST = (
    next(route for route in ROUTES if (route.method, route.path) == (method, REQUESTS)) for method in ("POST", "GET")
)


@pytest.mark.parametrize("route", GUARDED, ids=name)
@pytest.mark.parametrize(("who", "code"), PROVE_NOTHING.items())
def test_who_proves_nothing_is_told_nothing(call: Any, route: Route, who: str, code: str) -> None:
    answer = call(route, who)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer.get_json()["code"] == code


@pytest.mark.parametrize("route", OF_ONE, ids=name)
@pytest.mark.parametrize(("who", "role"), STRANGERS.items())
def test_to_a_stranger_a_request_is_not_there(call: Any, cloud: Any, route: Route, who: str, role: Role) -> None:
    before = cloud.store.read("content_requests/r-1")
    answer = call(route, who)
    assert answer.status_code == (404 if role in route.roles else 403)
    assert answer.get_json()["code"] == ("unknown_request" if role in route.roles else "forbidden")
    assert cloud.store.read("content_requests/r-1") == before


@pytest.mark.parametrize("route", OF_ONE, ids=name)
@pytest.mark.parametrize(("who", "role"), FRIENDS.items())
def test_to_a_friend_a_request_is_there(call: Any, route: Route, who: str, role: Role) -> None:
    answer = call(route, who)
    is_redriving = route.path.endswith(":redrive")
    is_ending = route.method == "DELETE" or route.path.endswith(":cancel")
    if role not in route.roles:
        assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
    elif (role is Role.TEACHER and is_ending) or (role is Role.STUDENT and is_redriving):
        assert (answer.status_code, answer.get_json()["code"]) == (403, "not_yours")
    else:
        assert answer.status_code == (409 if is_redriving else route.status), "this one has not failed"


@pytest.mark.parametrize("route", [route for route in GUARDED if route not in OF_ONE], ids=name)
@pytest.mark.parametrize(("who", "role"), (STRANGERS | FRIENDS).items())
def test_an_address_answers_the_roles_that_its_route_names(call: Any, route: Route, who: str, role: Role) -> None:
    answer = call(route, who)
    if role not in route.roles:
        assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
    elif "{resource_id}" in route.path:
        assert answer.get_json()["code"] == "unknown_resource", "the library is everybody's, and this one is not in it"
    elif route is ASK:
        assert answer.status_code == (422 if who.startswith("key") else 202), "a server says who asks"
    else:
        assert answer.status_code == (422 if route.body else 200), "an empty object adds nothing"


@pytest.mark.parametrize(("who", "listed"), [*((one, []) for one in STRANGERS), *((one, ["r-1"]) for one in FRIENDS)])
def test_a_list_holds_what_its_reader_may_see(call: Any, who: str, listed: list[str]) -> None:
    found = call(LIST, who).get_json()["content_requests"]
    assert [one["request_id"] for one in found] == listed


@pytest.mark.parametrize("who", ["owner", "other student", "teacher of the class", "operator"])
def test_who_asks_is_filled_in_with_where_they_belong(call: Any, cloud: Any, who: str) -> None:
    request_id = call(ASK, who).get_json()["request_id"]
    record = cloud.requests.read(request_id)
    sub = {"owner": "owner", "other student": "somebody", "operator": "operator"}.get(who, "teacher")
    assert record.request.student_id == student_id(PROJECT, TENANT, sub)
    assert record.fields["tenant"] == TENANT
    classes = {"teacher of the class": ["7a", "7b"], "operator": []}
    assert record.fields["class_ids"] == classes.get(who, ["7b"])
    [published] = cloud.publisher.published
    assert not {"tenant", "class_ids"} & set(json.loads(published.data))


@pytest.mark.parametrize("who", ["other student", "teacher of the class", "key of the class"])
def test_nobody_asks_in_the_name_of_another(call: Any, cloud: Any, who: str) -> None:
    answer = call(ASK, who, student_id=OWNER)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "not_your_student_id")
    assert cloud.publisher.published == []


@pytest.mark.parametrize("who", ["owner", "operator", "key", "key of the school"])
def test_a_student_names_themselves_and_an_operator_names_a_student(call: Any, cloud: Any, who: str) -> None:
    answer = call(ASK, who, student_id=OWNER)
    assert answer.status_code == 202
    record = cloud.requests.read(answer.get_json()["request_id"])
    assert (record.request.student_id, record.fields["tenant"]) == (OWNER, None if who == "key" else TENANT)


def test_a_server_says_who_asks(call: Any) -> None:
    answer = call(ASK, "key")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["student_id"]


@pytest.mark.parametrize("who", ["other student", "key of another school"])
def test_an_id_that_is_taken_tells_nothing_of_who_took_it(call: Any, who: str) -> None:
    named = {"student_id": OWNER} if who.startswith("key") else {}
    answer = call(ASK, who, request_id="r-1", **named)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "request_id_taken")


def test_the_keys_are_fetched_once(call: Any, keys: KeyServer) -> None:
    call(OF_ONE[0], "owner")
    before = keys.fetches
    for who in ("owner", "bad signature", "operator", "expired"):
        call(OF_ONE[0], who)
    assert keys.fetches == before


@pytest.mark.parametrize("who", [*PROVE_NOTHING, *STRANGERS, *FRIENDS])
def test_nothing_that_proves_who_somebody_is_is_logged_or_answered(
    call: Any, cloud: Any, headers: Any, who: str, capfd: Any
) -> None:
    cloud.publisher.error = TimeoutError()
    for route in GUARDED:
        told = call(route, who).get_data(as_text=True)
        secrets = [value.removeprefix("Bearer ") for value in headers[who].values()]
        logged = "".join(capfd.readouterr())
        for secret in [*secrets, "@school.example", '"owner"', "somebody"]:
            assert secret not in told
            assert secret not in logged
        if route is ASK and told.startswith('{"request_id'):
            assert "not published yet" in logged, "the log is looked at"


@pytest.mark.parametrize(
    ("who", "status"),
    [*((one, 404) for one in STRANGERS), *((one, 403 if FRIENDS[one] is Role.STUDENT else 202) for one in FRIENDS)],
)
def test_a_failed_one_is_started_again_by_those_who_teach_its_class(
    call: Any, cloud: Any, who: str, status: int
) -> None:
    cloud.requests.fail("r-1", RequestError(code="stage_failed", message="Again and again.", stage="extract_topic"))
    [redriving] = [route for route in OF_ONE if route.path.endswith(":redrive")]
    assert call(redriving, who).status_code == status
    begins_again = cloud.requests.read("r-1").status.value == "generating"
    assert begins_again == (status == 202)
