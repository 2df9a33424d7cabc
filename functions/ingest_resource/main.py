"""Ingest: a resource becomes passages."""

from shared.cloud import Cloud
from shared.delivery import on_message
from shared.models.message import IncomingMessage
from shared.objects import changed_object

from .indexing import follow


@on_message("ingest_resource")
def ingest_resource(message: IncomingMessage, cloud: Cloud) -> None:
    """Keep the index in line with the bucket: a resource that is put there is indexed, one that is deleted goes."""
    path = changed_object(message, "ingest_resource", cloud.settings)
    if path is not None:
        follow(path, cloud)
