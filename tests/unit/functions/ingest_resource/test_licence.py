import pytest

from functions.ingest_resource.licence import is_open, open_licence, stated_in, strictest, usual_name
from shared.errors import Refused


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/us/", "CC BY-NC-SA 3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public domain"),
        ("Creative Commons Attribution License", "CC BY"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC BY-NC-ND 4.0"),
        ("CC\u2011BY\u20114.0", "CC BY 4.0"),
        ("cc0", "CC0 1.0"),
        ("This work is in the public domain.", "Public domain"),
        ("GNU Free Documentation License", "GNU Free Documentation License"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_a_licence_is_known_by_its_address_and_in_words(stated: str, name: str) -> None:
    assert usual_name(stated) == name


@pytest.mark.parametrize("name", ["CC BY 4.0", "CC BY", "CC BY-SA 3.0", "CC0 1.0", "Public domain"])
def test_what_lets_anyone_adapt_and_sell_is_open(name: str) -> None:
    assert is_open(name)


@pytest.mark.parametrize("stated", ["CC BY-NC 4.0", "CC BY-ND 4.0", "CC BY-NC-SA 4.0", "All rights reserved", "MIT"])
def test_anything_else_is_refused_with_its_name(stated: str) -> None:
    with pytest.raises(Refused, match=stated) as caught:
        open_licence(stated, "a.pdf")
    assert caught.value.code == "licence_not_open"


def test_no_licence_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"about\.yaml") as caught:
        open_licence(" ", "a.pdf")
    assert caught.value.code == "no_licence"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "This book is licensed under a Creative Commons Attribution 4.0 International License (CC BY). ©",
            "CC BY 4.0",
        ),
        ("Content is available under CC BY-NC-SA 4.0 unless noted.", "CC BY-NC-SA 4.0"),
        ("Dedicated to the public domain.", "Public domain"),
    ],
)
def test_a_text_says_what_it_is_licensed_under(text: str, stated: str) -> None:
    assert usual_name(stated_in(text)) == stated


def test_a_text_about_attribution_states_no_licence() -> None:
    assert stated_in("Creative Commons licences are popular. The attribution of blame is hard.") == ""


def test_of_several_licences_the_one_that_forbids_counts() -> None:
    assert strictest(["CC BY 4.0", "", "CC BY-NC 4.0"]) == "CC BY-NC 4.0"
    assert strictest(["", "CC BY 4.0", "CC0"]) == "CC BY 4.0"
    assert strictest([]) == ""
