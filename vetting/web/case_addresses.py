"""The filter of the case list as it stands in an address, carried from case to case."""

from collections.abc import Mapping

from vetting.reading.case_filter import ONLY, PER_PAGE, CaseFilter

NAMES = ("q", "board", "scheme", "stage", "year", "officer", "only")


def filter_of(args: Mapping[str, str], per_page: int = PER_PAGE) -> CaseFilter:
    """The filter that an address asks for; what makes no sense asks for nothing."""
    year, only = args.get("year", ""), args.get("only", "")
    return CaseFilter(
        text=args.get("q", "")[:100],
        board_id=args.get("board", "")[:16],
        scheme_id=args.get("scheme", "")[:16],
        stage=args.get("stage", "")[:40],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        officer_id=args.get("officer", "")[:16],
        only=only if only in ONLY else "",
        per_page=per_page,
    )


def kept_args(args: Mapping[str, str]) -> dict[str, str]:
    """The part of an address that says which cases are walked through."""
    return {name: args[name] for name in NAMES if args.get(name)}
