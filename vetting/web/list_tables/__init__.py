"""The lists of pages as rows and columns: what is on a page and what is taken out of it is read once."""
