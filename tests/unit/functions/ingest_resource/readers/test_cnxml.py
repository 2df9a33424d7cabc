import pytest

from functions.ingest_resource.document import Document, Section
from functions.ingest_resource.readers.cnxml import read
from shared.errors import Refused

HEAD = """<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML"
 xmlns:md="http://cnx.rice.edu/mdml"{attributes}><title>Speed</title>
<metadata><md:content-id>m1</md:content-id><md:title>Speed</md:title>{metadata}</metadata><content>{content}</content>
{glossary}</document>"""
LONG = "Speed tells how far something moves in a certain time, whatever way it goes."


def module(content: str, metadata: str = "", glossary: str = "", attributes: str = "") -> Document:
    text = HEAD.format(content=content, metadata=metadata, glossary=glossary, attributes=attributes)
    return read(text.encode(), "m1/index.cnxml")


def only(content: str) -> Section:
    [section] = module(f"<section><title>Part</title><para>{LONG}</para>{content}</section>").sections
    return section


def test_sections_carry_their_headings_and_those_above() -> None:
    found = module(
        f"<para>{LONG}</para><section><title>One</title><para>{LONG}</para>"
        f"<section><title>Two</title><para>{LONG}</para></section></section>"
    ).sections
    assert [(section.path, section.heading) for section in found] == [((), "Speed"), ((), "One"), (("One",), "Two")]


def test_formulas_are_read_within_sentences() -> None:
    math = "<m:math><m:mi>v</m:mi><m:mo>=</m:mo><m:mfrac><m:mi>d</m:mi><m:mi>t</m:mi></m:mfrac></m:math>"
    assert only(f"<para>So {math}. And <emphasis>v</emphasis><sub>0</sub>.</para>").text.endswith(
        "\n\nSo v = d/t. And v₀."
    )


def test_an_equation_in_a_paragraph_stands_on_a_line_of_its_own() -> None:
    text = only("<para>We get<equation><m:math><m:mi>x</m:mi></m:math></equation>at once.</para>").text
    assert text.endswith("\n\nWe get\n\nx\n\nat once.")


def test_lists_and_tables_become_markdown() -> None:
    content = """<list list-type="enumerated"><item>First</item><item><para>Second</para><list><item>inner</item></list>
    </item></list><table><tgroup cols="2"><thead><row><entry>A</entry><entry>B</entry></row></thead>
    <tbody><row><entry>1</entry><entry>x|y</entry></row></tbody></tgroup></table>"""
    assert only(content).text.endswith("1. First\n2. Second\n   - inner\n\n| A | B |\n|---|---|\n| 1 | x¦y |")


def test_a_reference_to_a_picture_is_said_in_words_or_left_out() -> None:
    figure = '<figure id="f1"><media alt="x"><image src="a.jpg"/></media><caption>A car. (NASA)</caption></figure>'
    text = only(f'{figure}<para>As <link target-id="f1"/> shows (see <link target-id="f1"/>), it moves.</para>').text
    assert text.endswith("Figure: A car.\n\nAs the figure shows, it moves.")


@pytest.mark.parametrize(
    "left_out",
    [
        '<note class="os-teacher"><title>Teacher Support</title><para>SECRET</para></note>',
        '<note class="os\u2010teacher"><para>SECRET</para></note>',
        "<note><title>Teacher Support</title><para>SECRET</para></note>",
        "<exercise><problem><para>SECRET</para></problem><solution><para>SECRET</para></solution></exercise>",
        '<section class="practice-problems"><title>Try</title><para>SECRET</para></section>',
        "<section><title>Answer Key</title><table><tgroup><tbody><row><entry>SECRET</entry><entry>b</entry></row>"
        "</tbody></tgroup></table></section>",
        '<note class="watch-physics"><title>Film</title><para>SECRET</para><media><iframe src="x"/></media></note>',
        '<note class="snap-lab"><title>Lab</title><para>SECRET</para></note>',
        "<!-- SECRET -->",
        '<para>Before <media alt="SECRET"><image src="a.jpg"/></media> after<footnote>SECRET</footnote>.</para>',
    ],
)
def test_what_is_for_teachers_or_to_be_solved_is_left_out(left_out: str) -> None:
    assert "SECRET" not in str(module(f"<section><title>Part</title><para>{LONG}</para>{left_out}</section>"))


def test_a_worked_example_keeps_its_problem_and_its_solution() -> None:
    [section] = module(
        """<note class="worked-example"><title>A car</title><exercise><label/><problem><para>How fast?</para>
        <note><label/><title>Strategy</title><para>Divide.</para></note></problem>
        <solution><title>Solution</title><para>It is 5.</para><note class="os-teacher"><para>SECRET</para></note>
        </solution><commentary><title>Discussion</title><para>That is slow.</para></commentary></exercise></note>"""
    ).sections
    assert (section.heading, section.kind) == ("Worked example: A car", "example")
    assert section.text == (
        "**Problem.** How fast?\n\n**Strategy.** Divide.\n\n**Solution.** It is 5.\n\n**Discussion.** That is slow."
    )


def test_kinds_are_known_from_classes() -> None:
    found = module(
        f"""<note class="learning-objectives"><title>Objectives</title><para>You will be able to</para>
        <list><item>Say what speed is</item></list></note>
        <section class="summary"><title>Section Summary</title><para>{LONG}</para></section>
        <section class="key-equations"><title>Key Equations</title><table><tgroup><tbody>
        <row><entry>speed</entry><entry><m:math><m:mi>v</m:mi></m:math> .</entry></row></tbody></tgroup></table>
        </section><note class="fun-in-physics"><title>Racing</title><para>{LONG}</para></note>""",
        glossary="<glossary><definition><term>speed</term><meaning>how fast it is</meaning></definition></glossary>",
    ).sections
    assert [(section.kind, section.text) for section in found] == [
        ("objectives", "- Say what speed is"),
        ("summary", LONG),
        ("formula", "- Speed: v"),
        ("closer_look", LONG),
        ("words", "- **Speed**: How fast it is"),
    ]


def test_key_terms_are_kept_and_words_for_the_index_are_not() -> None:
    table = (
        '<table class="section-key-terms"><tgroup><tbody><row><entry>velocity</entry></row></tbody></tgroup></table>'
    )
    para = f'<para><term>speed</term> and <term class="no-emphasis">car</term>. {LONG}</para>'
    document = module(f"<section><title>Part</title>{table}{para}</section>")
    assert document.about.keywords == ["velocity"]
    assert document.sections[0].terms == ("speed",)


def test_a_module_may_say_who_wrote_it_and_its_licence() -> None:
    about = module(
        f"<para>{LONG}</para>",
        metadata="""<md:language>en</md:language><md:actors><md:person userid="ada"><md:fullname>Ada Low</md:fullname>
        </md:person></md:actors><md:roles><md:role type="author">ada</md:role><md:role type="licensor">x</md:role>
        </md:roles><md:license url="http://creativecommons.org/licenses/by/3.0/"/>
        <md:keywordlist><md:keyword>speed</md:keyword></md:keywordlist>""",
    ).about
    assert (about.title, about.author, about.language) == ("Speed", "Ada Low", "en")
    assert about.licence.endswith("/by/3.0/")
    assert about.keywords == ["speed"]


def test_a_preface_has_nothing_to_teach() -> None:
    assert module(f"<para>{LONG}</para>", attributes=' class="preface"').sections == []


@pytest.mark.parametrize("content", [b"<document/>", b"<html><content/></html>"])
def test_what_is_no_module_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="no CNXML module"):
        read(content, "m1/index.cnxml")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<link document="m2" target-id="Figure_1"/>', "the figure"),
        ('<link document="m2" target-id="table-3"/>', "the table"),
        ('<link document="m2" target-id="eq_1"/>', "the equation"),
        ('<link document="m2" target-id="intro"/>', "another section"),
        ('<link document="m2"/>', "another section"),
        ('<link target-id="s2"/>', "Braking"),
        ('<link target-id="t1"/>', "the table"),
    ],
)
def test_a_link_without_words_says_what_it_leads_to(link: str, said: str) -> None:
    table = '<table id="t1"><tgroup cols="1"><tbody><row><entry>1</entry></row></tbody></tgroup></table>'
    later = f'<section id="s2"><title>Braking</title><para>{LONG}</para></section>'
    first = module(
        f"<section><title>Part</title><para>{LONG}</para><para>See {link} now.</para>{table}</section>{later}"
    )
    assert f"See {said} now." in first.sections[0].text


@pytest.mark.parametrize("link", ['<link target-id="gone"/>', '<link target-id="p9"/>'])
def test_a_link_that_leads_nowhere_says_nothing(link: str) -> None:
    assert only(f'<para id="p9">See {link} now.</para>').text.endswith("See now.")


def test_key_equations_are_a_list_of_names_and_formulas() -> None:
    rows = [("speed", "v = d/t."), ("", "d = vt"), ("force", ""), ("", "")]
    cells = "".join(f"<row><entry>{name}</entry><entry>{formula}</entry></row>" for name, formula in rows)
    table = f'<table><tgroup cols="2"><tbody>{cells}</tbody></tgroup></table>'
    [section] = module(f'<section class="key-equations"><title>Key Equations</title>{table}</section>').sections
    assert section.text == "- Speed: v = d/t, or d = vt\n- force"
