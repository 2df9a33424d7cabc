"""Accept a question over HTTP, and answer where its lesson stands."""
