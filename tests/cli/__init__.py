"""Commands, run as an operator types them."""
