"""Fail: an undeliverable message ends its request."""
