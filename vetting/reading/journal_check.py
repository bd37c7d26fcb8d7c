"""Whether the journal's chain is whole, for those who may ask."""

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.chain_check import Mark, Verification
from vetting.records import journal_chain
from vetting.records.journal_chain import head_mark

__all__ = ["head_mark", "verify_journal"]


def verify_journal(actor: Actor, checkpoint: Mark | None = None) -> Verification:
    """Recomputes every link. For those who see the journal, and for administrators."""
    if not may(actor, Act.ADMINISTER):
        require(actor, Act.SEE_JOURNAL)
    return journal_chain.verified(checkpoint)
