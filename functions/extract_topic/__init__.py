"""Extract: a question becomes a topic to teach."""
