"""Retrieve: the passages that answer."""
