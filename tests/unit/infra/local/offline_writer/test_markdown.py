"""What a section's Markdown is read as."""

from infra.local.offline_writer.markdown import read_section


def test_a_bold_lead_in_is_a_label_and_not_part_of_the_sentence() -> None:
    item = read_section("1. **Light arrives.** The leaf takes in light. It is green.").items[0]
    assert item.label == "Light arrives"
    assert item.sentences == ("The leaf takes in light.", "It is green.")
    assert item.shape == "numbered"


def test_a_bold_subject_is_part_of_its_sentence() -> None:
    item = read_section("**Projectile motion** is the motion of a thrown object.").items[0]
    assert item.label == ""
    assert item.sentences == ("Projectile motion is the motion of a thrown object.",)


def test_two_bold_lines_of_one_paragraph_are_two_items() -> None:
    items = read_section("**Many people think** it is hot.\n**In fact,** it is cold. Very cold.").items
    assert [item.sentences[0] for item in items] == ["Many people think it is hot.", "In fact, it is cold."]


def test_an_answer_right_after_a_list_is_an_item_of_its_own() -> None:
    items = read_section("**Problem.** How long?\n1. **Square.** Two squared is four. $$2^2$$\n**Answer.** Four.").items
    assert [item.label for item in items] == ["Problem", "Square", "Answer"]
    assert items[1].latex == ("2^2",)
    assert items[1].sentences == ("Two squared is four.",)


def test_mathematics_is_kept_as_it_is_written() -> None:
    assert read_section(r"$$a_1 * b_1 = \frac{1}{2}$$").items[0].latex == (r"a_1 * b_1 = \frac{1}{2}",)


def test_a_table_is_read_with_its_columns() -> None:
    table = read_section("Text.\n\n| Feature | Plant | Animal |\n|---|---|---|\n| Wall | Yes | No |").tables[0]
    assert table.columns == ("Feature", "Plant", "Animal")
    assert table.rows == (("Wall", "Yes", "No"),)


def test_a_heading_inside_a_section_labels_what_follows() -> None:
    assert read_section("### The fulcrum\n\nThe bar turns about it.").items[0].label == "The fulcrum"


def test_code_pictures_and_html_are_left_out() -> None:
    assert read_section("```\nprint(1)\n```\n\n<b>Loud</b>\n\n![alt](x.png)\n\n<div>\nno\n</div>").items == ()
