"""How good Vividly is at what cannot be right or wrong in a unit test: finding, teaching, refusing."""
