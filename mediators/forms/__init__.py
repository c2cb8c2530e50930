"""Forms of the rosters."""
