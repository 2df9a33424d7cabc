"""Every kind of writing is said as a teacher would say it, and ordinary words stay as they are."""

from pathlib import Path

import pytest

from functions.ingest_resource.core import read_resource
from functions.narrate_scenes.pronunciation import spoken
from infra.local.offline_writer.markdown import read_section

LIBRARY = Path(__file__).parents[4] / "library"

SAID = {
    # mathematics
    "a² + b² = c².": "a squared plus b squared equals c squared.",
    "Now x³ grows.": "Now x cubed grows.",
    "The cell is 10⁻⁶ of it.": "The cell is 10 to the power of minus 6 of it.",
    "Write 2^5 here.": "Write 2 to the power of 5 here.",
    "So 3 × 4 = 12.": "So 3 times 4 equals 12.",
    "And 12 ÷ 4 = 3.": "And 12 divided by 4 equals 3.",
    "So 7 − 2 = 5.": "So 7 minus 2 equals 5.",
    "So 7 - 2 = 5.": "So 7 minus 2 equals 5.",
    "Take √16 now.": "Take the square root of 16 now.",
    "Add ½ cup.": "Add one half cup.",
    "About ¾ of it.": "About three fourths of it.",
    "Eat 3/4 of it.": "Eat three fourths of it.",
    "Eat 1/2 of it.": "Eat one half of it.",
    "It is 5/2 of it.": "It is five halves of it.",
    "It is 1/3 of it.": "It is one third of it.",
    "It is 2/3 of it.": "It is two thirds of it.",
    "It is 7/10 of it.": "It is seven tenths of it.",
    "It is 1/100 of it.": "It is one one hundredth of it.",
    "π is more than 3.": "pi is more than 3.",
    "If x < 3, stop.": "If x is less than 3, stop.",
    "If x > 3, go.": "If x is greater than 3, go.",
    "If x ≤ 3, stop.": "If x is at most 3, stop.",
    "If x ≥ 3, go.": "If x is at least 3, go.",
    "It is ≈ 9.": "It is is about 9.",
    "v = Δd / Δt": "v equals delta d divided by delta t",
    # units
    "It falls at 9.8 m/s².": "It falls at 9.8 meters per second squared.",
    "A car drives 60 km/h.": "A car drives 60 kilometers per hour.",
    "It moves 5 m/s.": "It moves 5 meters per second.",
    "Water is 1 g/cm³.": "Water is 1 gram per centimeter cubed.",
    "It is 1 m long.": "It is 1 meter long.",
    "It is 25 cm long.": "It is 25 centimeters long.",
    "The floor is 20 m².": "The floor is 20 square meters.",
    "The box is 8 cm³.": "The box is 8 cubic centimeters.",
    "It weighs 70 kg.": "It weighs 70 kilograms.",
    "Pour 250 mL of it.": "Pour 250 milliliters of it.",
    "It took 3 s.": "It took 3 seconds.",
    "It took 5 min.": "It took 5 minutes.",
    "It hums at 440 Hz.": "It hums at 440 hertz.",
    "Push with 20 N.": "Push with 20 newtons.",
    "It gives 50 J.": "It gives 50 joules.",
    "A 60 W bulb.": "A 60 watts bulb.",
    "It has 1.5 V.": "It has 1.5 volts.",
    "It is 100 Ω.": "It is 100 ohms.",
    "Air has 101 kPa.": "Air has 101 kilopascals.",
    "Water boils at 100 °C.": "Water boils at 100 degrees Celsius.",
    "It is 1 °C warmer.": "It is 1 degree Celsius warmer.",
    "It is 72°F.": "It is 72 degrees Fahrenheit.",
    "A corner has 90°.": "A corner has 90 degrees.",
    "It is -5 °C cold.": "It is -5 degrees Celsius cold.",
    "Take 20% of it.": "Take 20 percent of it.",
    "It runs at 30 mph.": "It runs at 30 miles per hour.",
    # chemistry
    "CO2 is a gas.": "C O 2 is a gas.",
    "CO₂ is a gas.": "C O 2 is a gas.",
    "H2O is water.": "H 2 O is water.",
    "H₂O is water.": "H 2 O is water.",
    "O2 leaves the leaf.": "O 2 leaves the leaf.",
    "C6H12O6 is sugar.": "C 6 H 12 O 6 is sugar.",
    "NaCl is salt.": "N A C L is salt.",
    "HCl is an acid.": "H C L is an acid.",
    "2H₂ + O₂ → 2H₂O": "2H2 plus O 2 gives 2H2O",
    # abbreviations
    "Many metals, e.g. iron, rust.": "Many metals, for example iron, rust.",
    "The heart, i.e. a pump, beats.": "The heart, that is a pump, beats.",
    "Cats vs. dogs.": "Cats versus dogs.",
    "Dr. King spoke.": "Doctor King spoke.",
    "The U.S. Congress met.": "The United States Congress met.",
    "World War II ended.": "World War Two ended.",
    "DNA is long.": "DNA is long.",
    "NASA flew there.": "NASA flew there.",
    "Salt & water.": "Salt and water.",
    # numbers and dates
    "It began in 1969.": "It began in nineteen sixty-nine.",
    "On July 20, 1969, they landed.": "On July 20, nineteen sixty-nine, they landed.",
    "It has grown since 2005.": "It has grown since two thousand and five.",
    "In 1066 he won.": "In 1066 he won.",
    "In the 1960s it grew.": "In the nineteen sixties it grew.",
    "In the 1800s it grew.": "In the eighteen hundreds it grew.",
    "There are 1969 of them.": "There are 1969 of them.",
    "It costs $5.": "It costs 5 dollars.",
    "It costs $1.": "It costs 1 dollar.",
    "It costs $5.50.": "It costs 5 dollars and 50 cents.",
    "It costs $3 million.": "It costs 3 million dollars.",
    "Read pages 3–5.": "Read pages 3 to 5.",
    "Grades 6-8 learn it.": "Grades 6 to 8 learn it.",
    "It has 1,500 parts.": "It has 1,500 parts.",
    "Be there at 3:45.": "Be there at 3:45.",
    "The 1st and 2nd.": "The 1st and 2nd.",
    "A well-known 3-year-old.": "A well-known 3-year-old.",
}


@pytest.mark.parametrize(("written", "said"), SAID.items())
def test_what_is_written_is_said_as_a_teacher_would(written: str, said: str) -> None:
    assert spoken(written) == said


def test_sentences_in_words_stay_as_they_are() -> None:
    changed = [
        (sentence, said)
        for file in sorted(LIBRARY.rglob("*.md"))
        for passage in read_resource(file.name, "gs://oer/x.md", file.read_bytes())[1]
        for item in read_section(passage.text).items
        for sentence in item.sentences
        if not any(character.isdigit() for character in sentence) and (said := spoken(sentence)) != sentence
    ]
    assert changed == []


def test_other_languages_are_left_to_their_voice() -> None:
    assert spoken("Der Raum hat 20 °C.", "de") == "Der Raum hat 20 °C."
