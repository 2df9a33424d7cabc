"""Looking after requests that nobody works on any more, and resources that wait."""

from collections.abc import Callable

from shared import documents, log, paths
from shared.cloud import Cloud
from shared.erasing import remove_files
from shared.errors import Unavailable
from shared.leftovers import SENDING_TAKES, leftovers
from shared.limits import is_day_spent
from shared.models.work import OutgoingMessage
from shared.objects import resource_changed
from shared.store import Document, Fields

NAME = "recover_stalled"
RESOURCES_A_TICK = 20
"""So that what they cost together is known before others follow."""


def recover(cloud: Cloud) -> None:
    """Look after each request and resource by itself: one that cannot be helped must not keep the others waiting.

    Raises `Unavailable` at the end where some could not be helped.
    """
    unhelped = [
        *_each(cloud.records.past_deadline(), lambda record: _give_up(record.fields, cloud)),
        *_each(cloud.records.quiet(SENDING_TAKES), lambda record: _bring_on(record.fields, cloud)),
        *_each(cloud.records.to_clean_up(), lambda record: _clean_up(record.fields, cloud)),
        *_each(_to_read(cloud), lambda resource: _read_again(resource, cloud)),
    ]
    if unhelped:
        raise Unavailable(f"{len(unhelped)} could not be helped, the first of them {unhelped[0]}")


def _each(found: list[Document], help_one: Callable[[Document], None]) -> list[str]:
    unhelped = []
    for document in found:
        try:
            help_one(document)
        except Exception as error:
            log.write("ERROR", "not recovered", document=document.path, error=type(error).__name__)
            unhelped.append(document.identifier)
    return unhelped


def _give_up(record: Fields, cloud: Cloud) -> None:
    request_id = record["request_id"]
    if cloud.requests.fail(request_id, documents.too_late(NAME)):
        log.write("ERROR", "request past its deadline", request_id=request_id)


def _bring_on(record: Fields, cloud: Cloud) -> None:
    stages = cloud.requests.stages(record["request_id"])
    bucket = cloud.settings.gcs_temp_files_bucket
    for leftover in leftovers(record, stages, bucket, cloud.records.now()):
        cloud.publisher.publish(leftover.messages)
        if leftover.is_outbox:
            cloud.ledger.mark_sent(leftover.key)
        log.write("WARNING", "recovered", request_id=leftover.key.request_id, stage=leftover.key.stage)
    for stage in stages.values():
        if stage["status"] == "following" and not cloud.reuse.is_being_made(stage["follows"]):
            cloud.publisher.publish([OutgoingMessage.model_validate(stage["message"])])
            log.write("WARNING", "woken", request_id=record["request_id"], stage=stage["stage"])


def _clean_up(record: Fields, cloud: Cloud) -> None:
    request_id = record["request_id"]
    if documents.is_erased(record):
        cloud.requests.clear(request_id)
    remove_files(request_id, cloud)
    cloud.requests.mark_cleaned_up(request_id)


def _to_read(cloud: Cloud) -> list[Document]:
    """Return resources that wait, as soon as the day allows them."""
    return [] if is_day_spent(cloud.spending, cloud.settings) else cloud.catalogue.waiting(RESOURCES_A_TICK)


def _read_again(resource: Document, cloud: Cloud) -> None:
    bucket, path = paths.place_of(resource.fields["uri"])
    cloud.publisher.publish([resource_changed(path, bucket)])
    cloud.catalogue.mark_sent(resource)
    log.write("INFO", "resource read again", resource=resource.identifier)
