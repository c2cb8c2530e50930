"""Pages of the rosters."""
