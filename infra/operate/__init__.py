"""Commands for people: ask, follow, look, verify."""
