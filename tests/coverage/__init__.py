"""Whether intervals hold what they promise: surveys are simulated from a known truth and counted."""
