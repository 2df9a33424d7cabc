"""Start the whole topology on one machine."""
