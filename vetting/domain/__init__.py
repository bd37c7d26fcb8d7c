"""THE RULES. Plain Python; no Flask, no database, no clock."""
