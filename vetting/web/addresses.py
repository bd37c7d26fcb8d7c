"""Addresses that came from outside: only paths of this service are followed."""


def own_path(target: str | None) -> str | None:
    """The address asked for, when it is a path of this service and nothing else."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return target if target.isprintable() and "\\" not in target else None
