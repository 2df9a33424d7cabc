"""Render: a scene of the script and its recording become a silent video."""
