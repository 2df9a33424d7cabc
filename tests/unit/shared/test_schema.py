from datetime import UTC, datetime, timedelta

import pytest

from shared import documents, schema, stage_documents
from shared.errors import Rejected, TooNew
from shared.models.message import IncomingMessage
from shared.models.work import OutgoingMessage, StageInput, WorkKey
from shared.stage import Stage, run
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import request

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STAGE = Stage("retrieve_content", StageInput, lambda *_: pytest.fail("nothing is to be done"))


@pytest.mark.parametrize("found", [None, "", "1", 1])
def test_what_has_no_version_is_of_the_first(found: object) -> None:
    schema.ensure_message_known(found)


@pytest.mark.parametrize("found", ["one", "1.0", "-1", "²"])
def test_a_version_that_is_no_number_is_rejected(found: str) -> None:
    with pytest.raises(Rejected, match="use a whole number"):
        schema.ensure_message_known(found)


def test_a_message_of_a_later_version_is_delivered_again_and_not_kept_as_rejected() -> None:
    cloud = InProcessCloud()
    later = {schema.FIELD: str(schema.MESSAGES + 1)}
    with pytest.raises(TooNew, match="this function reads up to 1"):
        run(STAGE, IncomingMessage(message_id="m", data='{"request_id": "r-1"}', attributes=later), cloud)
    assert cloud.store.children("rejected_messages") == []


def test_a_recording_of_a_later_version_is_known_by_its_metadata() -> None:
    told = IncomingMessage(
        message_id="m", data='{"metadata": {"schema_version": "2"}}', attributes={"eventType": "OBJECT_FINALIZE"}
    )
    with pytest.raises(TooNew):
        schema.ensure_message_known(told.carried.get(schema.FIELD))


@pytest.mark.parametrize("which", ["content_requests/r-1", "content_requests/r-1/request_stages/retrieve_content"])
def test_work_that_later_functions_have_written_to_is_left_to_them(which: str) -> None:
    cloud = InProcessCloud()
    message = OutgoingMessage(topic="topic-extracted", data="{}")
    key = WorkKey(request_id="r-1", stage="retrieve_content")
    record = documents.new_record(request(), "api", NOW, timedelta(hours=1))
    cloud.store.set("content_requests/r-1", record)
    cloud.store.set(
        "content_requests/r-1/request_stages/retrieve_content", stage_documents.claimed(key, None, message, NOW, NOW)
    )
    cloud.store.update(which, {schema.FIELD: schema.DOCUMENTS + 1})
    before = cloud.store.read(which)
    with pytest.raises(TooNew, match="version 2"):
        cloud.ledger.claim(key, message, None)
    assert cloud.store.read(which) == before
