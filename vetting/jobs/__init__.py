"""WHAT THE CLOCK DOES. Which deed runs when, and work too long for a request."""
