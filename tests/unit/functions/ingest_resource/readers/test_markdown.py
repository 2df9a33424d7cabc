import pytest

from functions.ingest_resource.readers.markdown import read, sections
from shared.errors import Refused


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- SECRET -->",
        "<!-- SECRET",
        "<script>SECRET</script>",
        "<style>SECRET",
        "<span style='display:none'>SECRET</span>",
        "<div hidden>\nSECRET\n</div>",
        "[//]: # (SECRET)",
        '[a]: https://example.org "SECRET"',
    ],
)
def test_what_is_not_shown_is_not_taught(hidden: str) -> None:
    [section] = read(f"# Light\n\nLight is quick.\n\n{hidden}".encode(), "light.md").sections
    assert section.text == "Light is quick."


@pytest.mark.parametrize("value", ["2024-02-30", "!!bool abc", "!!int ''", "1" * 5_000])
def test_a_value_that_is_not_of_its_kind_is_refused_with_its_place(value: str) -> None:
    with pytest.raises(Refused, match=r"the front matter of light\.md is not YAML that can be read"):
        read(f"---\ndate: {value}\n---\n## One\nLight is quick.\n".encode(), "light.md")


def test_what_is_shown_stays() -> None:
    text = "If a < b and b > c, then $$a^2 < b^2$$ [see](https://example.org). <b>Look</b>: [1] is first."
    assert read(f"## Light\n{text}".encode(), "light.md").sections[0].text == text


def test_a_title_may_be_the_first_heading() -> None:
    assert read(b"# Light\n\nIt is quick.", "light.md").about.title == "Light"


def test_text_before_the_first_heading_stands_under_the_title() -> None:
    assert sections("Intro.\n## One\nText.\n## Empty\n", "Title") == [("Title", "Intro."), ("One", "Text.")]
