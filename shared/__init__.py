"""What several functions use: settings, models, the stage contract, and one adapter for each cloud service."""
