"""The deployed functions, one folder each, in the order a request travels: see docs/architecture.md."""
