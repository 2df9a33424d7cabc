"""Ingest: a resource becomes passages."""
