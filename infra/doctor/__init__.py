"""What a machine or a project lacks, and what to do about it: `python -m infra.doctor`.

It runs where nothing is installed, with Python 3.8 or later: only the standard library at import, and every check
that cannot be carried out says so.
"""
