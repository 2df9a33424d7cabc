"""Answers of a paid service that go wrong as real ones do, some before the work is done and some after it."""

import json
import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import grpc

from infra.local.grpc_service import Answer, Upstream

Method = tuple[Any, Any, Answer]
Spoils = Mapping[str, tuple[float, Callable[[Any, random.Random], Any]]]
"""What changes an answer, by name, with the share of calls that it happens to."""

TURNED_AWAY = ("unavailable", "exhausted")
"""Faults of calls that do no work, and so cost nothing."""
DELAY_SECONDS = (0.5, 4.0)


class FaultyService:
    """Wrap methods so that a share of their calls goes wrong; every call that does its work is written down."""

    def __init__(self, name: str) -> None:
        """Take the seed and the file of calls from the environment."""
        self._random = random.Random(f"{os.environ['CHAOS_SEED']} {name}")
        self._calls = Path(os.environ["CHAOS_CALLS"])
        self._lock = threading.Lock()

    def method(self, method: Method, key: Callable[[Any], str], spoils: Spoils) -> Method:
        """Return a method with faults; `key` says what a call is for, `spoils` what else may happen to its answer."""
        request, response, answer = method

        def faulty(message: Any) -> Any:
            fault = self._fault(spoils)
            if fault in TURNED_AWAY:
                self._note(None, fault)
            if fault == "unavailable":
                raise Upstream(grpc.StatusCode.UNAVAILABLE, "the connection broke")
            if fault == "exhausted":
                raise Upstream(grpc.StatusCode.RESOURCE_EXHAUSTED, "quota exceeded")
            if fault == "delay":
                time.sleep(self._random.uniform(*DELAY_SECONDS))
            found = answer(message)
            self._note(key(message), fault)
            if fault == "lost":
                raise Upstream(grpc.StatusCode.UNAVAILABLE, "the answer was lost")
            return spoils[fault][1](found, self._random) if fault in spoils else found

        return request, response, faulty

    def _fault(self, spoils: Spoils) -> str:
        shares = {"unavailable": 0.01, "exhausted": 0.04, "delay": 0.03, "lost": 0.01}
        shares |= {name: share for name, (share, _) in spoils.items()}
        with self._lock:
            names = ["", *shares]
            return self._random.choices(names, [1 - sum(shares.values()), *shares.values()])[0]

    def _note(self, key: str | None, fault: str) -> None:
        line = json.dumps({"call": key, "fault": fault})
        with self._lock, self._calls.open("a") as file:
            file.write(f"{line}\n")
