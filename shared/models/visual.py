"""Everything that a scene can show."""

from typing import Annotated

from pydantic import Field

from shared.models.visuals.words import (
    CheckYourselfVisual,
    ComparisonVisual,
    CycleVisual,
    DefinitionVisual,
    EquationVisual,
    KeyPointsVisual,
    RecapVisual,
    StepsVisual,
    TitleVisual,
    WorkedExampleVisual,
)

Visual = Annotated[
    TitleVisual
    | KeyPointsVisual
    | DefinitionVisual
    | StepsVisual
    | CycleVisual
    | EquationVisual
    | WorkedExampleVisual
    | ComparisonVisual
    | CheckYourselfVisual
    | RecapVisual,
    Field(discriminator="kind"),
]
