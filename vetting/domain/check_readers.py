"""Who reads a spot check and whose words they see: of two readers neither the other's until both signed."""

from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound

FIRST, SECOND = 1, 2


@dataclass(frozen=True)
class Readers:
    """Who a check is given to, and which readings are signed. `conflicts`: who may not touch it (D-06)."""

    officer_id: str | None
    second_officer_id: str | None
    has_second_reading: bool
    signed: frozenset[int] = frozenset()
    conflicts: frozenset[str] = frozenset()

    @property
    def all_signed(self) -> bool:
        """Whether the readers may see each other's words."""
        return {FIRST, SECOND} <= self.signed or not self.has_second_reading

    @property
    def unsigned(self) -> tuple[int, ...]:
        """Readings that have to be signed before a finding; none where one person reads."""
        if not self.has_second_reading:
            return ()
        return tuple(reading for reading in (FIRST, SECOND) if reading not in self.signed)

    def reading_of(self, officer_id: str) -> int | None:
        """Which reading is the officer's, if any."""
        if officer_id == self.officer_id:
            return FIRST
        if self.has_second_reading and officer_id == self.second_officer_id:
            return SECOND
        return None

    def seen_by(self, officer_id: str, *, oversees: bool) -> frozenset[int]:
        """The readings whose answers, reasons and evidence the officer may see.

        `oversees`: as the function below. Who oversees is no reader and sees nothing either while two read
        apart. Raises NotFound for everybody else, and for an officer with a conflict.
        """
        own = self.reading_of(officer_id)
        if officer_id in self.conflicts or (own is None and not oversees):
            raise NotFound("spot_check_not_found")
        if self.all_signed:
            return frozenset({FIRST, SECOND} if self.has_second_reading else {FIRST})
        return frozenset() if own is None else frozenset({own})


def oversees(actor: Actor, board_id: str) -> bool:
    """Who runs the spot checks of the board, or audits them."""
    return may(actor, Act.RUN_SPOT_CHECKS, board_id) or may(actor, Act.SEE_JOURNAL)
