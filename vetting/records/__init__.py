"""WHAT WE KEEP. Tables, and the questions asked of them."""
