"""WHAT OTHER SYSTEMS CALL. One file per subject, the same deeds and readings as the pages."""
