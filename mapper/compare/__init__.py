"""Comparison: tables as values, one module for each; rows are items, columns are Hubs."""
