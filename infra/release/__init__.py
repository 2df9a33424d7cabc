"""Make a release: a version that was checked, is written down and has a tag."""
