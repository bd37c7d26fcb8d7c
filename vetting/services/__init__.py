"""WHAT PEOPLE DO. One deed = one function = one transaction."""
