"""Worked examples of the measures, from publications and other programs, and the command that runs them."""
