"""A copy of a case for anybody: its words without what may not be read, and a log of the masks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vetting.domain.errors import Refused
from vetting.domain.masking import MASK_SHOWN, CopySection, MaskedCopy, Secret, survivors

FORMAT = 1


@dataclass(frozen=True)
class CopyDraft:
    """The case in the words of the copy, before anything is masked."""

    case_number: str
    board: str
    sections: tuple[CopySection, ...]


def content_of(
    draft: CopyDraft, copy: MaskedCopy, *, municipality: str, made_on: str, names_makers: bool
) -> dict[str, object]:
    """The masked copy as JSON values. `names_makers`: whether the log may say who set a mark.

    Swedish is the language of what an authority gives out (språklag 2009:600 10 §).
    """
    log = [asdict(line) for line in copy.log]
    return {
        "letter": "public_copy",
        "format": FORMAT,
        "language": "sv",
        "municipality": municipality,
        "board": draft.board,
        "case_number": draft.case_number,
        "made_on": made_on,
        "sections": [
            {
                "title": section.title,
                "lines": [{"label": line.label, "text": line.text} for line in section.lines],
            }
            for section in copy.sections
        ],
        "log": log if names_makers else [{**line, "by": ""} for line in log],
    }


def require_masked(content: Mapping[str, Any], secrets: Sequence[Secret]) -> None:
    """Raises Refused `mask_incomplete` when a secret can still be read in what is about to be kept: the copy
    has words of its own that are never masked, such as the name of the board. Grounds are no such words."""
    texts = [content["municipality"], content["board"], content["case_number"]]
    for section in content["sections"]:
        texts += [section["title"], *(text for line in section["lines"] for text in line.values())]
    texts += [line["by"] for line in content["log"]]
    left = survivors([MASK_SHOWN.sub(" ", text) for text in texts], secrets)
    if left:
        raise Refused("mask_incomplete", grounds=[one.ground for one in left])


def copy_name(case_number: str) -> str:
    """The name of the PDF: the case number alone, in letters that every system can write."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in case_number)
    return f"offentlig-kopia-{plain}.pdf"
