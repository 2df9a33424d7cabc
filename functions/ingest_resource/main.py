"""Ingest: a resource becomes passages."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.malformed import keep_malformed_deliveries
from shared.messages import of_event
from shared.objects import changed_object

from .indexing import follow

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("ingest_resource")


@functions_framework.cloud_event
def ingest_resource(event: "CloudEvent") -> None:
    """Keep the index in line with the bucket: a resource that is put there is indexed, one that is deleted goes."""
    with log.wordless():
        cloud = connect("ingest_resource")
        path = changed_object(of_event(event), "ingest_resource", cloud.settings)
        if path is not None:
            follow(path, cloud)
