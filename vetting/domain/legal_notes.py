"""Points of law that nobody has read in their source: notes to a lawyer, never law and never cited.

The service is neutral on each until a lawyer has answered it. They are shown at the rule desk alone.
"""

from dataclasses import dataclass
from enum import StrEnum


class NoteKey(StrEnum):
    """One point each, by what it asks."""

    CIVIL_RIGHT = "civil_right"
    STANDARD_OF_PROOF = "standard_of_proof"
    BETWEEN_BOARDS = "between_boards"
    DEMOCRACY_SECRECY = "democracy_secrecy"
    ARCHIVES_ACT = "archives_act"


@dataclass(frozen=True)
class LegalNote:
    """A point that is open. `about`: the judgment, act or article it is about, as it is named."""

    key: NoteKey
    about: str


NOTES: tuple[LegalNote, ...] = (
    LegalNote(NoteKey.CIVIL_RIGHT, "HFD 2019:43"),
    LegalNote(NoteKey.STANDARD_OF_PROOF, "FR Stockholm 192-17"),
    LegalNote(NoteKey.BETWEEN_BOARDS, "OSL 8 kap."),
    LegalNote(NoteKey.DEMOCRACY_SECRECY, "prop. 2023/24:119"),
    LegalNote(NoteKey.ARCHIVES_ACT, "arkivlagen (1990:782)"),
)
