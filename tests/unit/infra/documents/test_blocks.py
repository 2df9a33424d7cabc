import pytest

from infra.documents.blocks import BadDocument, with_block

PAGE = "before\n<!-- list: written by make docs -->\nold\n<!-- /list -->\nafter\n"


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    found = with_block(PAGE, "list", "new\n", "page.md")
    assert found == "before\n<!-- list: written by make docs -->\n\nnew\n\n<!-- /list -->\nafter\n"


def test_writing_again_changes_nothing() -> None:
    once = with_block(PAGE, "list", "new", "page.md")
    assert with_block(once, "list", "new", "page.md") == once


@pytest.mark.parametrize(
    "page",
    ["", PAGE + PAGE, PAGE.replace("<!-- /list -->", ""), "<!-- /list -->\n<!-- list: written by make docs -->\n"],
)
def test_a_page_without_the_marks_is_refused_by_name(page: str) -> None:
    with pytest.raises(BadDocument, match=r"page\.md: the block list must stand once"):
        with_block(page, "list", "new", "page.md")
