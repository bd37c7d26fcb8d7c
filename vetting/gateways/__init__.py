"""THE DOORS. Files, network, mail; each hands over domain values."""
