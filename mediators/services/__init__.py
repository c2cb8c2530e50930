"""Changes to more than one table: decisions that move the roster, people with their log."""
