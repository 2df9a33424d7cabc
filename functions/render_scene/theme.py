"""How a lesson looks: sizes in pixels of a 1920x1080 picture, colours as 0xRRGGBB."""

from dataclasses import dataclass

WIDTH, HEIGHT = 1920, 1080
MARGIN = 120
SMALLEST_TEXT = 28


@dataclass(frozen=True)
class Theme:
    """Hold the colours; every text colour has a contrast of at least 4.5 to what it stands on."""

    paper: int
    """The background of the whole picture."""
    card: int
    edge: int
    ink: int
    """Text on paper and on cards."""
    quiet: int
    """Less important text on paper and on cards."""
    accents: dict[str, int]
    """By kind of visual; text on cards, and a background for `on_accent`."""
    on_accent: int
    tints: dict[str, int]
    """By kind of visual: an accent, hardly coloured, as a background for text."""

    def accent(self, kind: str) -> int:
        """Return the accent of a kind of visual."""
        return self.accents[kind]

    def tint(self, kind: str) -> int:
        """Return the tint of a kind of visual."""
        return self.tints[kind]


BLUE, GREEN, PURPLE, RUST, TEAL, ROSE = 0x1D56B3, 0x17693A, 0x6A3AA2, 0xA8480A, 0x0B6678, 0xA3224F
_BY_KIND = {
    "title": BLUE,
    "key_points": BLUE,
    "definition": PURPLE,
    "steps": TEAL,
    "cycle": TEAL,
    "equation": PURPLE,
    "worked_example": RUST,
    "comparison": ROSE,
    "check_yourself": RUST,
    "recap": GREEN,
}
_TINTS = {BLUE: 0xE6EEFA, GREEN: 0xE3F2E8, PURPLE: 0xF0E9F8, RUST: 0xFBEDE0, TEAL: 0xE0F1F4, ROSE: 0xFAE7EE}

LIGHT = Theme(
    paper=0xFBF8F2,
    card=0xFFFFFF,
    edge=0xE4DCCD,
    ink=0x1B2440,
    quiet=0x566079,
    accents=_BY_KIND,
    on_accent=0xFFFFFF,
    tints={kind: _TINTS[accent] for kind, accent in _BY_KIND.items()},
)
