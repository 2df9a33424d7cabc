"""Whenever a request is erased, nothing of it is left when all has come to rest."""

import pytest

from tests.chaos.schedules import OneFault, request
from tests.chaos.world import World

STEPS = 130
OF_EVERYBODY = {"topics", "speech"}
"""What is found again by whoever asks the same, and goes after some days."""


@pytest.mark.parametrize("fault", ["go", "pause", "stall", "kill", "duplicate"])
def test_nothing_is_left_whenever_a_request_is_erased(fault: str) -> None:
    for step in range(0, STEPS, 2):
        world = World(OneFault(step + 1, fault, is_last_first=step % 4 == 0))
        world.call("submit_request", request(query="Explain Zaphodine").model_dump_json())
        for _ in range(step):
            world._step()
        known = world.store.read("content_requests/r-0") is not None
        world.call("erase", "r-0")
        world.run_to_quiescence()
        # Asking again with an id that was erased is a conflict, as with any id that is taken.
        assert [broken for broken in world.history.violations if "unexpected Taken" not in broken] == [], step
        if not known:
            continue
        for name in ("request_stages", "request_events", "request_metrics"):
            assert world.store.children(f"content_requests/r-0/{name}") == [], (step, name)
        left = world.temporary.objects | world.generated.objects
        assert {path.split("/")[0] for path in left} <= OF_EVERYBODY, step
        assert "Zaphodine" not in str(left), step
        assert "Zaphodine" not in str(world.store._documents), step
