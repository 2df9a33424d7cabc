"""Ingest: a resource becomes passages."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.errors import Refused
from shared.messages import of_event
from shared.objects import finalized_object
from shared.stage import keep_malformed_deliveries

from .core import read_resource, resource_id_of, text_to_embed

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("ingest_resource")


@functions_framework.cloud_event
def ingest_resource(event: "CloudEvent") -> None:
    """Parse, split, embed and index one open educational resource; doing it again gives the same index."""
    cloud = connect("ingest_resource")
    path = finalized_object(of_event(event), "ingest_resource", cloud.settings)
    if path is None:
        return
    uri = cloud.oer.uri(path)
    try:
        source, passages = read_resource(path, uri, cloud.oer.read(path))
    except Refused as refused:
        cloud.library.mark_failed(resource_id_of(path), uri, refused.message)
        log.write("WARNING", "resource refused", code=refused.code, resource=resource_id_of(path))
        return
    embeddings = cloud.model.embed([text_to_embed(passage) for passage in passages], "RETRIEVAL_DOCUMENT")
    cloud.library.replace(source, passages, embeddings)
    log.write("INFO", "resource indexed", resource=source.resource_id, passages=len(passages))
