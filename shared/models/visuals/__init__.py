"""What a scene can show: one model a kind of visual, all of them pure data."""
