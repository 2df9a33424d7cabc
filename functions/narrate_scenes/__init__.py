"""Turn the sentences of a script into recordings with sentence times."""
