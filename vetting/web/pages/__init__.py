"""ONE BLUEPRINT PER SUBJECT. Pages do not import pages."""
