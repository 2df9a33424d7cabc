from infra.chaos.__main__ import travelled
from shared import topology


def test_messages_are_repeated_of_work_and_of_nothing_that_was_given_up_or_comes_by_the_clock() -> None:
    declared = topology.load()
    emitted = {topic for one in declared.functions.values() for topic in (one.emits, *one.also_emits) if topic}
    assert set(travelled(declared)) == {*emitted, "objects-finalized"}
