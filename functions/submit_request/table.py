"""Which address does what: dispatch and the OpenAPI document are both made from this."""

from http import HTTPStatus

from flask import Response

from . import asking, configuration, ending, following, listing, openapi, resources, topics, uploads
from .asking import REQUESTS
from .callers import STAFF
from .paging import LongPageQuery, PageQuery
from .routing import Call, Route

REQUEST = f"{REQUESTS}/{{request_id}}"
RESOURCES = "/v1/resources"


def describe(call: Call) -> Response:
    """Tell what the API answers."""
    return Response(openapi.text(ROUTES, is_open=call.cloud.settings.identity == "off"), mimetype="application/json")


ROUTES = (
    Route(
        "POST",
        REQUESTS,
        asking.ask,
        "Ask for a lesson",
        gives=asking.Accepted,
        status=HTTPStatus.ACCEPTED,
        body=asking.Question,
        headers=asking.AskHeaders,
        sends=("Location",),
        problems=(
            "request_id_taken",
            "idempotency_key_reused",
            "unsupported_language",
            "too_many_open_requests",
            "too_many_open_requests_in_all",
            "daily_cost_limit",
            "not_your_student_id",
            "student_minute_limit",
            "student_daily_limit",
            "tenant_minute_limit",
            "tenant_daily_limit",
        ),
    ),
    Route(
        "GET",
        REQUESTS,
        listing.recent,
        "Tell which requests there are, the newest first",
        gives=listing.Summaries,
        query=listing.ListQuery,
        problems=("not_your_student_id",),
    ),
    Route(
        "GET",
        REQUEST,
        following.tell,
        "Tell where a lesson stands",
        gives=following.Standing,
        headers=following.FollowHeaders,
        sends=("ETag", "Retry-After"),
    ),
    Route("GET", f"{REQUEST}/events", following.events, "Tell what happened to a request", gives=following.Events),
    Route(
        "POST",
        f"{REQUEST}:cancel",
        ending.cancel,
        "Make a lesson no further",
        gives=asking.Accepted,
        problems=("not_yours", "already_ended"),
    ),
    Route(
        "POST",
        f"{REQUEST}:redrive",
        ending.redrive,
        "Start a failed lesson again from the stage that failed",
        gives=asking.Accepted,
        status=HTTPStatus.ACCEPTED,
        problems=("not_yours", "not_failed", "too_old"),
    ),
    Route(
        "DELETE",
        REQUEST,
        ending.erase,
        "Erase a request with all that was made for it",
        status=HTTPStatus.NO_CONTENT,
        problems=("not_yours",),
    ),
    Route("GET", "/v1/topics", topics.topics, "Tell what can be taught", gives=topics.Topics, query=topics.TopicQuery),
    Route(
        "GET",
        "/v1/configuration",
        configuration.configuration,
        "Tell what may be chosen",
        gives=configuration.Configuration,
        roles=None,
    ),
    Route(
        "GET",
        RESOURCES,
        resources.resources,
        "Tell which resources there are",
        gives=resources.Resources,
        query=PageQuery,
        roles=STAFF,
    ),
    Route(
        "GET",
        f"{RESOURCES}/{{resource_id}}/passages",
        resources.passages,
        "Tell what is in a resource",
        gives=resources.Passages,
        query=LongPageQuery,
        roles=STAFF,
    ),
    Route(
        "POST",
        RESOURCES,
        uploads.add,
        "Add a resource to the library",
        gives=uploads.Added,
        status=HTTPStatus.CREATED,
        body=uploads.NewResource,
        problems=("resource_daily_limit",),
        roles=STAFF,
    ),
    Route("GET", "/openapi.json", describe, "Describe this API", gives=openapi.Described, roles=None),
    Route("GET", "/healthz", configuration.health, "Be alive", gives=configuration.Health, roles=None),
)
