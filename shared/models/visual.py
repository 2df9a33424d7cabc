"""Everything that a scene can show."""

from typing import Annotated

from pydantic import Field

from shared.models.visuals import diagram, geometry, graphs, stories, words

Visual = Annotated[
    words.TitleVisual
    | words.KeyPointsVisual
    | words.DefinitionVisual
    | words.StepsVisual
    | words.CycleVisual
    | words.EquationVisual
    | words.WorkedExampleVisual
    | words.ComparisonVisual
    | words.CheckYourselfVisual
    | words.RecapVisual
    | diagram.DiagramVisual
    | stories.FlowVisual
    | graphs.NumberLineVisual
    | graphs.PlotVisual
    | graphs.BarChartVisual
    | geometry.GeometryVisual
    | graphs.FractionsVisual
    | stories.TimelineVisual
    | stories.BeforeAfterVisual
    | stories.LocationVisual
    | stories.HighlightVisual
    | stories.ImageVisual,
    Field(discriminator="kind"),
]
