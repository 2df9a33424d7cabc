"""Tell which resources there are, and what is in them."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal, cast

from shared import paths
from shared.models.base import Record
from shared.models.passage import PassageKind
from shared.store import Fields

from .paging import LongPageQuery, PageQuery, is_document_id, newest, sliced
from .problems import Problem
from .routing import Call


class Resource(Record):
    """Say what is known of a resource."""

    resource_id: str
    title: str
    licence: str | None = None
    author: str | None = None
    subject: str | None = None
    grade_band: str | None = None
    language: str | None = None
    object: str
    """Its path in the bucket."""
    status: Literal["pending", "indexing", "indexed", "waiting", "failed"]
    reason: str | None = None
    """Why it waits, or why it failed."""
    passage_count: int = 0
    updated_at: datetime | None = None


class Resources(Record):
    """Hold a page of resources, the one that was looked at last first."""

    resources: list[Resource]
    next_page_token: str | None = None


class PassageText(Record):
    """Hold a passage as it may be cited."""

    passage_id: str
    kind: PassageKind
    heading: str
    text: str
    """Markdown."""
    position: int


class Passages(Record):
    """Hold a page of a resource's passages, in order."""

    passages: list[PassageText]
    next_page_token: str | None = None


def resources(call: Call) -> Resources:
    """Tell which resources there are, also those that were refused."""
    shown, token = newest(cast(PageQuery, call.query), "updated_at", call.cloud.catalogue.newest)
    return Resources(resources=[_resource(one.fields) for one in shown], next_page_token=token)


def passages(call: Call) -> Passages:
    """Tell what is in a resource."""
    resource_id = call.parameters["resource_id"]
    if not (is_document_id(resource_id) and call.cloud.catalogue.resource(resource_id)):
        raise Problem("unknown_resource", "There is no resource with this id.")
    shown, token = sliced(call.cloud.library.passages_of(resource_id), cast(LongPageQuery, call.query))
    texts = [PassageText.model_validate(passage, from_attributes=True) for passage in shown]
    return Passages(passages=texts, next_page_token=token)


def _resource(fields: Fields) -> Resource:
    _, path = paths.place_of(fields["uri"])
    made = {"object": path, "passage_count": fields.get("passages", 0)}
    return Resource.model_validate({"title": PurePosixPath(path).name} | fields | made, extra="ignore")
