"""How fast the running app is, beside named alternatives in the same run: `python -m benchmarks`."""
