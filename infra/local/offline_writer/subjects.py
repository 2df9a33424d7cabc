"""Tell the school subject of a question by the words in it."""

import re

OTHER = "other"
_KEYWORDS: dict[str, str] = {
    "mathematics": "math maths mathematics algebra algebraic geometry geometric arithmetic calculus trigonometry"
    " theorem pythagor* fraction* decimal* percent* ratio ratios proportion* equation* inequalit*"
    " polynomial* quadratic linear exponent* logarithm* triangle* circle* polygon* perimeter area*"
    " angle* graph graphs slope function* variable* integer* number* multipl* divi* addition"
    " subtract* subtraction sum add adding prime factor* denominator* numerator* probability"
    " statistics median average mode square root symmetry coordinate* vector* matrix pi"
    " long-division counting",
    "physics": "physics force* newton newton's gravity gravitation* motion accelerat* velocity speed momentum"
    " energy kinetic potential friction electric* circuit* current voltage resist* magnet* light lens*"
    " mirror* refraction reflection wave* sound optics lever* pulley* machine* heat thermodynamic*"
    " pressure density buoyan* inertia quantum relativity float sink rainbow* sky",
    "chemistry": "chemistry chemical* atom* molecule* element* compound* periodic reaction* acid* base bases ph"
    " bond* ion ions electron* proton* neutron* isotope* matter solid* liquid* gas gases mixture*"
    " solution* dissol* oxid* rust* combustion catalyst* melt* freez* boil*",
    "life science": "biology photosynthes* plant* animal* cell cells mitosis meiosis dna gene genes genetic*"
    " heredit* evolution darwin* natural-selection ecosystem* food-web* food-chain* food habitat*"
    " species organism* bacteria virus* respiration digest* heart blood lung* brain nerve*"
    " nervous muscle* bone* skeleton immune leaf leaves flower* seed* insect* mammal* bird* fish"
    " reptile* dinosaur* body enzyme* protein* adaptation* biodiversity predator* tree* bee bees",
    "earth and space": "earth earth's water-cycle rain cloud* weather climate season* volcano* volcani*"
    " earthquake* tectonic* plate plates rock* mineral* fossil* erosion weathering soil ocean*"
    " tide tides moon* sun star stars planet* solar eclipse* galax* universe space comet*"
    " asteroid* black-hole* atmosphere* wind* hurricane* tornado* glacier* mountain* evaporat*"
    " condensation precipitation day night orbit*",
    "computing": "computer* comput* program* coding code algorithm* software hardware internet web website* binary data"
    " bit bits byte* packet* router* server*"
    " database* loop loops python java javascript html variable* debugging robot* network* encryption cybersecurity ai"
    " artificial-intelligence machine-learning",
    "social studies": "history historical war wars revolution* government* democra* constitution* president*"
    " congress senate law laws rights vote voting election* citizen* econom* supply-and-demand"
    " trade money inflation geography map maps continent* country countries capital culture*"
    " civilization* empire* rome roman egypt* greece greek ancient medieval slavery civil"
    " colony colon* king queen religion* renaissance industrial* society",
}
_STRONG = frozenset(
    "photosynthes* theorem pythagor* fraction* gravity newton newton's circuit* volcano* tectonic* atom*"
    " algorithm* water-cycle food-web* food-chain* ecosystem* season* matter element* history democra*"
    " constitution* government* equation* natural-selection machine-learning artificial-intelligence"
    " supply-and-demand black-hole* long-division programming digest* respiration plate cell cells"
    " rainbow* volcani* revolution* war empire* computer*".split()
)
"""Words that decide for their subject against a weaker one ("the energy of a food web")."""


def subject_of(question: str) -> str:
    """Return the subject that most words of a question speak for, or "other"."""
    text = re.sub(r"[^\w']+", " ", question.lower())
    scores = {subject: sum(_weight(keyword, text) for keyword in words.split()) for subject, words in _KEYWORDS.items()}
    best = max(scores, key=lambda subject: scores[subject])
    return best if scores[best] else OTHER


def _weight(keyword: str, text: str) -> int:
    """Return how much a keyword speaks for its subject: nothing when it is not in the text."""
    ending = r"\w*" if keyword.endswith("*") else r"\b"
    pattern = rf"\b{re.escape(keyword.rstrip('*')).replace(re.escape('-'), ' ')}{ending}"
    if not re.search(pattern, text):
        return 0
    return 3 if keyword in _STRONG else 1
