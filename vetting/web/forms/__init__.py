"""THE SHAPE OF WHAT PEOPLE SEND IN. One file per subject."""
