"""Looking over all requests, for recovery. Reads only; the ledger alone writes."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.models.base import Record
from shared.models.request import Status
from shared.models.work import WorkKey

if TYPE_CHECKING:
    from google.cloud.firestore import Client

BATCH = 200


class UnfinishedWork(Record):
    """Hold a stage document that may need help."""

    key: WorkKey
    fields: dict[str, Any]


class Records:
    """Find requests and work by their state."""

    def __init__(self, client: "Client") -> None:
        """Use a Firestore client."""
        self._client = client

    def now(self) -> datetime:
        """Return the time that leases and deadlines are compared with."""
        return datetime.now(UTC)

    def unfinished_work(self) -> list[UnfinishedWork]:
        """Return work that is done and has messages unsent, and work whose lease has run out."""
        stages = self._client.collection_group("request_stages")
        unsent = stages.where(filter=_where("unsent", "==", True)).limit(BATCH)
        running = stages.where(filter=_where("status", "==", "running"))
        expired = running.where(filter=_where("lease_until", "<=", self.now())).limit(BATCH)
        return [_work(snapshot) for query in (unsent, expired) for snapshot in query.stream()]

    def past_deadline(self) -> list[str]:
        """Return the ids of requests that are past their deadline and have not ended."""
        open_states = [status.value for status in Status if not status.is_terminal]
        requests = self._client.collection("content_requests").where(filter=_where("status", "in", open_states))
        late = requests.where(filter=_where("deadline_at", "<=", self.now())).limit(BATCH)
        return [snapshot.id for snapshot in late.stream()]


def _work(snapshot: Any) -> UnfinishedWork:
    fields = snapshot.to_dict()
    request_id = snapshot.reference.parent.parent.id
    key = WorkKey(request_id=request_id, stage=fields["stage"], scene=fields.get("scene"))
    return UnfinishedWork(key=key, fields=fields)


def _where(field: str, operator: str, value: Any) -> Any:
    from google.cloud.firestore_v1.base_query import FieldFilter

    return FieldFilter(field, operator, value)
