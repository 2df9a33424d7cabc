"""The data that stages hand to each other."""
