"""WHAT PEOPLE LOOK UP. One call per page, frozen answers, no writes."""
