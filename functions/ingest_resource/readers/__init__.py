"""Read resources: one module a format, each with `read(content, path)`, imported when a file asks for it."""
