import yaml

from infra.documents.chain import diagram, table
from shared import topology
from shared.progress import STAGES

TOPOLOGY = topology.load()


def changed(old: str, new: str) -> topology.Topology:
    text = topology.beside_the_topology("pipeline.yaml").read_text("utf-8")
    assert old in text
    return topology.parse(yaml.safe_load(text.replace(old, new)))


def test_every_function_is_in_the_diagram_and_in_the_table() -> None:
    drawn, listed = diagram(TOPOLOGY), table(TOPOLOGY)
    for name in TOPOLOGY.functions:
        assert f"-> {name}\n" in drawn
        assert f"(../functions/{name}/main.py)" in listed


def test_an_arrow_has_the_name_of_the_topic_that_travels_along_it() -> None:
    assert 'write_script -- "script-written" --> narrate_scenes' in diagram(TOPOLOGY)
    renamed = changed("script-written", "script-checked")
    assert 'write_script -- "script-checked" --> narrate_scenes' in diagram(renamed)
    assert "| topic `script-checked` |" in table(renamed)


def test_objects_that_start_a_stage_are_shown_by_their_prefix() -> None:
    assert 'narrate_scenes -- "objects narration/…" --> render_scene' in diagram(TOPOLOGY)
    assert "| an object under `narration/` |" in table(TOPOLOGY)


def test_what_starts_a_function_beside_the_chain_is_said() -> None:
    drawn = diagram(changed("period_seconds: 60", "period_seconds: 90"))
    assert '(["recovery-ticks: every 90 s"]) --> recover_stalled' in drawn
    assert '(["a file in the bucket oer"]) --> ingest_resource' in drawn
    assert '(["undeliverable"]) --> fail_undeliverable' in drawn


def test_a_topic_that_two_functions_emit_has_two_arrows() -> None:
    drawn = diagram(changed("emits: scenes-rendered", "emits: script-written"))
    assert 'write_script -- "script-written" --> narrate_scenes' in drawn
    assert 'render_scene -- "script-written" --> narrate_scenes' in drawn
    assert '(["scenes-rendered"]) --> assemble_video' in drawn


def test_the_chain_is_numbered_in_its_order_and_what_is_beside_it_is_not() -> None:
    numbered = [line.split("`")[1] for line in table(TOPOLOGY).splitlines() if line[2].isdigit()]
    assert numbered == [stage for stage in STAGES if stage != "reuse_lesson"]


def test_a_stage_that_is_only_told_beside_the_chain_has_dotted_arrows() -> None:
    drawn = diagram(TOPOLOGY)
    assert 'retrieve_content -. "lesson-known" .-> reuse_lesson' in drawn
    assert 'assemble_video -. "lesson-known" .-> reuse_lesson' in drawn
    assert 'reuse_lesson -. "content-retrieved" .-> write_script' in drawn
    assert "reuse_lesson -.-> lesson" in drawn
