"""Take a resource in: the file itself goes straight into the bucket, by an address that is signed for it alone."""

import secrets
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, cast

from pydantic import AfterValidator, Field

from shared import paths
from shared.errors import LimitReached, Refused
from shared.formats import ENDINGS, Format, format_of, is_named_after_no_resource
from shared.models.base import Record
from shared.rates import count_resource

from . import media
from .problems import limited, wrong_fields
from .resources import Resource
from .routing import Call


def _name(value: str) -> str:
    text = unicodedata.normalize("NFC", value).strip()
    if any(unicodedata.category(character)[0] == "C" or character in "/\\#?*[]" for character in text):
        raise ValueError("write a file's name, without its folder and without any of / \\ # ? * [ ]")
    if not text or text.startswith("."):
        raise ValueError("write a file's name, such as light.pdf")
    if is_named_after_no_resource(text):
        raise ValueError("name it after its topic: files of this name are about other files and are not taught from")
    return text


class NewResource(Record):
    """Say what file is to be added to the library."""

    name: Annotated[str, Field(strict=True, max_length=150), AfterValidator(_name)]
    content_type: Annotated[str, Field(strict=True, max_length=100)] = ""
    """As a browser says it; empty where it does not know."""
    size: Annotated[int, Field(strict=True, ge=0)] | None = None
    """In bytes. Who says it is told of a file that is too large before it is sent, and before it counts."""


class Added(Record):
    """Say where the file goes, and what resource it will be."""

    upload: media.Upload
    resource: Resource


def add(call: Call) -> Added:
    """Make room for a resource; it is indexed as soon as its file is there."""
    new = cast(NewResource, call.body)
    known = _format(new)
    _count(call)
    path = paths.upload(f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(4)}", new.name)
    resource = Resource(resource_id=paths.resource_id_of(path), title=new.name, object=path, status="pending")
    return Added(upload=media.upload(call.cloud.settings.gcs_oer_content_bucket, path, known), resource=resource)


def _count(call: Call) -> None:
    cloud = call.cloud
    most = cloud.settings.maximum_resources_a_day_a_tenant
    try:
        count_resource(cloud.store, call.caller.tenant, most, cloud.records.now())
    except LimitReached as limit:
        raise limited(limit) from limit


def _format(new: NewResource) -> Format:
    """Return the format of a file; raise `Problem` where it cannot be read, is said to be another, or is too large."""
    try:
        known = format_of(new.name)
    except Refused as refused:
        raise wrong_fields([("name", f"use a name that ends with {ENDINGS}")]) from refused
    said = new.content_type.split(";")[0].strip().lower()
    if said and said not in known.content_types:
        advice = f"use {known.content_types[0]} as the content type of {new.name}, or leave it out"
        raise wrong_fields([("content_type", advice)])
    if new.size == 0:
        raise wrong_fields([("size", "choose a file that is not empty")])
    if new.size is not None and new.size > known.maximum_bytes:
        most = f"{known.maximum_bytes / 1e6:g} MB"
        raise wrong_fields([("size", f"choose a smaller file than {new.name}, of at most {most}, or divide it")])
    return known
