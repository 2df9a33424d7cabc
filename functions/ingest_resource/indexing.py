"""The index follows the bucket: whatever happened to an object, what is there now is what is found.

Notifications come more than once, late, and in any order. So none is believed: an object that is told of is looked at.
If it is there, it is indexed, in place of what it was; if not, its passages go. When another one was put in its place
meanwhile, the notification is asked for again.
"""

from shared import log
from shared.cloud import Cloud
from shared.cost import dollars
from shared.errors import DaySpent, Refused, Unavailable
from shared.formats import ensure_size, format_of
from shared.objects import resource_changed
from shared.paths import resource_id_of

from .beside import ensure_readable, is_no_resource, look_beside, resources_beside, says_something_of_others
from .core import read_resource
from .passages import text_to_embed

WAITS = "No more may be paid for today (UTC). It will be read by itself tomorrow."


def follow(path: str, cloud: Cloud) -> None:
    """Bring the index in line with an object of the bucket; raise `Unavailable` where it changes at the same time.

    A resource that comes when the day has cost enough waits for another day.
    """
    if is_no_resource(path):
        log.write("INFO", "not a resource", path=path)
    elif says_something_of_others(path):
        _follow_what_is_beside(path, cloud)
    else:
        _follow_resource(path, cloud)


def _follow_resource(path: str, cloud: Cloud) -> None:
    resource_id, stored = resource_id_of(path), cloud.oer.describe(path)
    if stored is None:
        cloud.library.remove(resource_id)
        log.write("INFO", "resource removed", resource=resource_id)
    else:
        try:
            ensure_size(format_of(path, stored.content_type), path, stored.size)
            _index(path, stored.content_type, cloud)
        except DaySpent:  # no fault of the resource: recover_stalled has it read on another day
            cloud.catalogue.mark_waiting(resource_id, cloud.oer.uri(path), WAITS)
            log.write("WARNING", "resource waits", resource=resource_id)
        except Refused as refused:
            cloud.library.mark_failed(resource_id, cloud.oer.uri(path), refused.message)
            log.write("WARNING", "resource refused", code=refused.code, resource=resource_id)
    if cloud.oer.describe(path) != stored:
        raise Unavailable(f"{path} changed while it was indexed")


def _index(path: str, content_type: str, cloud: Cloud) -> None:
    content = cloud.oer.read(path)
    source, passages = read_resource(path, cloud.oer.uri(path), content, look_beside(path, cloud.oer), content_type)
    try:
        embeddings = cloud.model.embed([text_to_embed(passage) for passage in passages], "RETRIEVAL_DOCUMENT")
    finally:  # what was embedded is paid for, whether all of it was or not
        cloud.spending.add(source.resource_id, dollars(cloud.meter.usage, "ingest_resource", cloud.settings))
    cloud.library.replace(source, passages, embeddings)
    log.write("INFO", "resource indexed", resource=source.resource_id, passages=len(passages))


def _follow_what_is_beside(path: str, cloud: Cloud) -> None:
    """Have all resources that a file says something of read again, each on its own, and say if it cannot be read."""
    resource_id, content = resource_id_of(path), cloud.oer.read_if_there(path)
    try:
        if content is not None:
            ensure_readable(path, content)
        cloud.library.remove(resource_id)
    except Refused as refused:
        cloud.library.mark_failed(resource_id, cloud.oer.uri(path), refused.message)
        log.write("WARNING", "file beside resources refused", code=refused.code, path=path)
    found = resources_beside(path, cloud.oer)
    cloud.publisher.publish([resource_changed(name, cloud.oer.name) for name in found])
    log.write("INFO", "resources to be read again", because=path, resources=len(found))
