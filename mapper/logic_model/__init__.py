"""Logic models: the shared model and what each Hub makes of it, as a graph of boxes and links."""
