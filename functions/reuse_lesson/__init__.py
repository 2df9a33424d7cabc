"""Reuse: a request gets the lesson that another one made."""
