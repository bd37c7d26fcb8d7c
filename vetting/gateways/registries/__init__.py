"""ONE FILE PER REGISTRY FORMAT. Nothing is shared between them."""
