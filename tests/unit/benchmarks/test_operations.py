"""The documents that a lesson costs are those that the real ledger reads and writes."""

from collections.abc import Callable

import pytest

from benchmarks.operations import of_the_ledger
from shared.cost import Usage
from shared.ledger import Ledger
from shared.models.request import Status
from shared.models.work import Claim, Finish, Spent, WorkKey
from shared.requests import Requests
from shared.store import Result, Transaction
from tests.fakes.cloud import InProcessCloud
from tests.fakes.store import InProcessStore, _Open
from tests.unit.examples import MESSAGE, request

CHAIN = ("extract_topic", "retrieve_content", "write_script", "narrate_scenes")


class CountingStore(InProcessStore):
    """Keep documents, and count those that are read and written."""

    read_documents = written_documents = 0

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        def counted(transaction: Transaction) -> Result:
            result = work(transaction)
            assert isinstance(transaction, _Open)
            self.read_documents += len(transaction.seen)
            self.written_documents += len(transaction.writes)
            return result

        return super().transact(counted)


def pass_through(ledger: Ledger, key: WorkKey, finish: Finish) -> None:
    claim = ledger.claim(key, MESSAGE, None)
    assert isinstance(claim, Claim)
    if ledger.finish(claim, finish):
        ledger.mark_sent(key)


def finished(*, emits: bool, status: Status = Status.GENERATING, **fields: int) -> Finish:
    message = MESSAGE if emits else None
    spent = Spent(usage=Usage(seconds=1.0), cost_usd=0.001, counted=frozenset())
    return Finish(output={}, record_fields=fields, status=status, message=message, spent=spent)


@pytest.mark.parametrize("scenes", [1, 4, 8])
def test_a_lesson_reads_and_writes_as_many_documents_as_are_priced(scenes: int) -> None:
    cloud, store = InProcessCloud(), CountingStore()
    requests = Requests(store, cloud.settings, cloud.clock)
    ledger = Ledger(store, cloud.settings, cloud.clock)
    requests.accept(request(), "api", MESSAGE)
    ledger.mark_sent(WorkKey(request_id="r-1", stage="submit_request"))
    for name in CHAIN:
        emits = name != "narrate_scenes"  # objects tell of themselves
        pass_through(ledger, WorkKey(request_id="r-1", stage=name), finished(emits=emits, scene_count=scenes))
    for scene in range(scenes):
        pass_through(ledger, WorkKey(request_id="r-1", stage="render_scene", scene=scene), finished(emits=True))
    last = finished(emits=False, status=Status.COMPLETED)
    pass_through(ledger, WorkKey(request_id="r-1", stage="assemble_video"), last)
    assert (store.read_documents, store.written_documents) == of_the_ledger(scenes)
