"""Looking after requests that nobody works on any more."""

from collections.abc import Callable

from shared import documents, log
from shared.cloud import Cloud
from shared.erasing import remove_files
from shared.errors import Unavailable
from shared.leftovers import SENDING_TAKES, leftovers
from shared.models.work import OutgoingMessage
from shared.store import Document, Fields

NAME = "recover_stalled"


def recover(cloud: Cloud) -> None:
    """Look after each request by itself: one that cannot be helped must not keep the others waiting.

    Raises `Unavailable` at the end where some could not be helped.
    """
    unhelped = [
        *_each(cloud.records.past_deadline(), lambda record: _give_up(record, cloud)),
        *_each(cloud.records.quiet(SENDING_TAKES), lambda record: _bring_on(record, cloud)),
        *_each(cloud.records.to_clean_up(), lambda record: _clean_up(record, cloud)),
    ]
    if unhelped:
        raise Unavailable(f"{len(unhelped)} requests could not be helped, the first of them {unhelped[0]}")


def _each(records: list[Document], help_one: Callable[[Fields], None]) -> list[str]:
    unhelped = []
    for record in records:
        try:
            help_one(record.fields)
        except Exception as error:
            log.write("ERROR", "not recovered", request_id=record.identifier, error=type(error).__name__)
            unhelped.append(record.identifier)
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
