import pytest

from functions.ingest_resource.kinds import kind_elsewhere, kind_in_library


@pytest.mark.parametrize(
    ("heading", "kind"), [("How it works", "steps"), ("Cycle: Water", "cycle"), ("Unknown", "explanation")]
)
def test_a_heading_of_the_library_says_what_a_section_is_for(heading: str, kind: str) -> None:
    assert kind_in_library(heading) == kind


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("Chapter Summary",), "summary"),
        (("2.3 Key Terms",), "words"),
        (("Example 4.2: A ball",), "example"),
        (("Worked example", "Solution"), "example"),
        (("Learning Objectives",), "objectives"),
        (("Common misconceptions",), "misconception"),
        (("Light", "How eyes see"), "explanation"),
        (("A summary of the war in France",), "explanation"),
    ],
)
def test_a_heading_of_any_document_says_it_in_many_ways(headings: tuple[str, ...], kind: str) -> None:
    assert kind_elsewhere(headings) == kind
