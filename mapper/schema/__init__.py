"""The mapping template as types: one module per section of a Hub file, shape only."""
