"""WHAT PEOPLE CLICK. Routes, forms, words."""
