"""Recover: what was left half done is finished."""
