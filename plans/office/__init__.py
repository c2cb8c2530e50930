"""Documents as offices send them."""
