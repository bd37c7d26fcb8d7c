"""How registers with an API are spoken to: keys, tokens, pace, and the shape of what they told."""
