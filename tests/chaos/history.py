"""What happened in a world, noted as it happens, with every broken rule that can be seen at once."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared import paths, reuse, topology
from shared.entries import record_path, stage_path
from shared.models.request import Status
from shared.models.work import OutgoingMessage, WorkKey
from shared.progress import STAGES
from shared.store import Store

if TYPE_CHECKING:
    from tests.chaos.world import Delivery

CHAIN = set(STAGES) - {"submit_request"}
ORDER = {Status.PENDING: 0, Status.GENERATING: 1, Status.COMPLETED: 2, Status.FAILED: 2, Status.CANCELLED: 2}


class History:
    """Hold what was paid, stored, committed and delivered."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self.calls: list[tuple[str, int]] = []
        self.stored_by: dict[str, int] = {}
        self.reported: set[int] = set()
        self.finished_objects: dict[str, bytes] = {}
        self.versions: dict[str, list[bytes]] = defaultdict(list)
        self.erased: set[str] = set()
        self.followed: set[int] = set()
        self.records: dict[str, dict[str, Any]] = {}
        self.leaders: dict[str, str] = {}
        self.replaced: set[str] = set()
        self.joins: Counter[str] = Counter()
        self.claims: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self._statuses: dict[str, str] = {}
        self._fences: dict[tuple[str, int], int] = {}
        self._stored_before_claim: dict[int, set[str]] = defaultdict(set)

    def delivered(self, function: str, message: OutgoingMessage, attempts: int) -> None:
        declared = topology.load().functions.get(function)
        subscription = declared.subscription if declared else None
        if subscription and attempts > subscription.maximum_delivery_attempts:
            self.violations.append(f"a message to {function} was delivered {attempts} times")

    def may_acknowledge(self, attempt: int, delivery: "Delivery", store: Store) -> bool:
        """Tell whether a message's work is done, waits to be woken, or is nobody's: its request is over or unknown."""
        function, message = delivery.function, delivery.message
        declared = topology.load().functions.get(function)
        if function not in CHAIN or declared is None:
            return True
        narrated = paths.narrated_scene(message.attributes.get("objectId", ""))
        request_id, scene = narrated or (json.loads(message.data)["request_id"], None)
        record = store.read(record_path(request_id))
        work = store.read(stage_path(WorkKey(request_id=request_id, stage=function, scene=scene)))
        if record is None or Status(record["status"]).is_terminal:
            return True
        is_done = work is not None and work["status"] == "done" and not work["unsent"]
        return is_done or attempt in self.followed

    def paid(self, what: str, attempt: int) -> str:
        path = what.split(" sentence ")[0]
        if path in self._stored_before_claim[attempt]:
            self.violations.append(f"{what} was paid for although {path} was stored")
        if (what, attempt) in self.calls:
            self.violations.append(f"{what} was paid for twice under one lease")
        self.calls.append((what, attempt))
        return str(len(self.calls))

    def stored(self, path: str, attempt: int) -> None:
        if path in self.stored_by:
            self.violations.append(f"{path} was written again")
        self.stored_by[path] = attempt

    def finished(self, path: str, data: bytes) -> None:
        if path in self.finished_objects:
            self.violations.append(f"the finished {path} was written again")
        self.finished_objects[path] = data
        self.versions[path].append(data)

    def deleted(self, path: str) -> None:
        self.finished_objects.pop(path, None)

    def committed(self, before: dict[str, Any], after: dict[str, Any], attempt: int) -> None:
        for path, fields in after.items():
            kind = path.split("/")[-2]
            if kind == "request_stages":
                self._stage(path, before[path] or {}, fields, attempt)
            elif kind == "content_requests":
                self._record(path, before[path] or {}, fields)
            elif kind == "lesson_reuse":
                self._leader(path, before[path] or {}, fields)

    def _stage(self, path: str, before: dict[str, Any], after: dict[str, Any], attempt: int) -> None:
        if after["fence"] != before.get("fence", 0) and after["status"] == "running":
            self._check_order(path, after["stage"])
            if after["stage"] == "write_script" and after["fence"] == 1:
                self._check_leader(path.split("/")[1], after["started_at"])
            self._fences[path, attempt] = after["fence"]
            self.claims[path] += 1
            self._stored_before_claim[attempt] = set(self.stored_by)
            if before.get("status") == "done":
                self.violations.append(f"{path} was done and is done again")
        elif self._fences.get((path, attempt), before.get("fence")) != before.get("fence") and after != before:
            self.violations.append(f"attempt {attempt} wrote to {path} without its lease")
        if after["cost_usd"] != before.get("cost_usd", 0) or after["status"] in (
            "waiting",
            "done",
            "failed",
            "abandoned",
        ):
            self.reported.add(attempt)
        if after["status"] == "following":
            self.followed.add(attempt)
        self._statuses[path] = after["status"]
        topics = [message["topic"] for message in after.get("outbox", [])]
        if "scenes-rendered" in topics and not before.get("outbox"):
            self.joins[path.split("/")[1]] += 1

    def _check_order(self, path: str, stage: str) -> None:
        """Note where a stage starts although one before it is not done; scenes start while others are narrated."""
        functions = topology.load().functions
        sender = next((name for name in functions if functions[stage].hears.topic in _told_by(functions[name])), None)
        request = path.split("/")[1]
        for earlier, status in self._statuses.items():
            if earlier.split("/")[1] == request and earlier.split("/")[3].split("-")[0] == sender and status != "done":
                self.violations.append(f"{stage} started before {earlier} was done")

    def _leader(self, path: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        key, leader = path.split("/")[1], after["request_id"]
        replaced = before.get("request_id", leader)
        if replaced != leader:
            if self._is_alive(replaced, after["led_from"]) or self._is_reusable(replaced, before, after["led_from"]):
                self.violations.append(f"{leader} leads in place of {replaced}, whose lesson is there or on its way")
            self.replaced.add(replaced)
        self.leaders[key] = leader

    def _check_leader(self, request: str, now: datetime) -> None:
        """Note where a request makes a lesson that another one makes; who was replaced may go on."""
        leader = self.leaders.get(self.records[request].get("reuse_key", ""))  # older requests have none
        if leader not in (None, request) and request not in self.replaced and self._is_alive(str(leader), now):
            self.violations.append(f"{request} and {leader} make the same lesson")

    def _is_alive(self, request: str, now: datetime) -> bool:
        record = self.records[request]
        is_open = not Status(record["status"]).is_terminal
        return is_open and record["deadline_at"] > now and record["updated_at"] + reuse.PATIENCE > now

    def _is_reusable(self, request: str, register: dict[str, Any], now: datetime) -> bool:
        return self.records[request]["status"] == "completed" and register["expires_at"] > now

    def _record(self, path: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.records[path.split("/")[1]] = after
        status, earlier = Status(after["status"]), Status(before.get("status", "pending"))
        if status.is_terminal and not earlier.is_terminal:
            self.ends[path] += 1
        is_reopened = after.get("times_reopened", 0) > before.get("times_reopened", 0)
        if is_reopened or "erased_at" in after:
            return
        if ORDER[status] < ORDER[earlier] or (earlier.is_terminal and status is not earlier):
            self.violations.append(f"{path} went from {earlier} to {status}")
        if after["progress_percentage"] < before.get("progress_percentage", 0):
            self.violations.append(f"the progress of {path} fell")
        if after["cost_usd"] < before.get("cost_usd", 0):
            self.violations.append(f"the cost of {path} fell")


def _told_by(function: topology.Function) -> set[str | None]:
    return {function.emits, *function.also_emits}
