import pytest

from functions.ingest_resource.markup import parse_xml
from functions.ingest_resource.mathml import readable


def written(mathml: str) -> str:
    return readable(parse_xml(f"<math>{mathml}</math>".encode(), "a.cnxml"))


def tokens(*signs: str) -> str:
    return "".join(f"<mo>{s}</mo>" if not s[0].isalnum() else f"<mi>{s}</mi>" for s in signs)


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        (tokens("v", "=") + "<mfrac><mi>d</mi><mi>t</mi></mfrac>", "v = d/t"),
        ("<mfrac><mrow>" + tokens("a", "+", "b") + "</mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<mfrac><mi>F</mi><mrow><mi>m</mi><mi>a</mi></mrow></mfrac>", "F/(ma)"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mi>m</mi><msup><mi>v</mi><mn>2</mn></msup>", "(1/2)mv²"),
        ("<msup><mi>x</mi><mi>k</mi></msup>", "x^k"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>9</mn></mrow></msup>", "10⁻⁹"),
        ("<msub><mi>v</mi><mn>0</mn></msub>", "v₀"),
        ("<msub><mi>v</mi><mtext>avg</mtext></msub>", "v_avg"),
        ("<msubsup><mi>v</mi><mi>x</mi><mn>2</mn></msubsup>", "v_x²"),
        ("<mn>2</mn><mi>π</mi><msqrt><mfrac><mi>L</mi><mi>g</mi></mfrac></msqrt>", "2π√(L/g)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<mover><mi>v</mi><mo>¯</mo></mover>", "v\u0304"),
        ("<mi>sin</mi><mi>θ</mi>", "sin θ"),
        ("<mo>−</mo><mn>5</mn><mo>−</mo><mn>3</mn>", "−5 − 3"),
        ("<mn>3</mn><mo>×</mo><mn>4</mn>", "3 × 4"),
        ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>", "f(x, y)"),
        ("<mn>30</mn><msup><mtext/><mo>∘</mo></msup>", "30°"),
        ("<mn>9.8</mn><msup><mtext>m/s</mtext><mn>2</mn></msup>", "9.8 m/s²"),
        ("<mn>5</mn><mspace width='0.3em'/><mtext> m</mtext>", "5 m"),
        ("<mtext>slope =</mtext><mfrac><mi>a</mi><mi>b</mi></mfrac>", "slope = a/b"),
        (
            "<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts>",
            "²³⁵₉₂U",
        ),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<munderover><mo>∑</mo><mrow>" + tokens("i", "=", "1") + "</mrow><mi>n</mi></munderover>", "∑_(i = 1)ⁿ"),
        ("<semantics><mi>x</mi><annotation>ignore this</annotation></semantics>", "x"),
        ("<mphantom><mi>hidden</mi></mphantom><mi>x</mi>", "x"),
        ("<mfrac/>", ""),
        ("", ""),
    ],
)
def test_a_formula_can_be_read_on_one_line(mathml: str, text: str) -> None:
    assert written(mathml) == text


def test_rows_go_on_or_are_kept_apart() -> None:
    goes_on = f"<mtable><mtr><mtd>{tokens('a')}</mtd></mtr><mtr><mtd/><mtd>{tokens('=', 'b')}</mtd></mtr></mtable>"
    assert written(goes_on) == "a = b"
    apart = f"<mtable><mtr><mtd>{tokens('a')}</mtd></mtr><mtr><mtd>{tokens('b')}</mtd></mtr></mtable>"
    assert written(apart) == "a; b"
