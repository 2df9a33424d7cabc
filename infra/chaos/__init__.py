"""Faults in a running stack: what is killed, cut, delayed and repeated, and what must be true at the end."""
