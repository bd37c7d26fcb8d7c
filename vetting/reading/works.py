"""How far a piece of long work has come, for whoever asked for it."""

from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.records import works
from vetting.records.works import WorkState


@dataclass(frozen=True)
class Progress:
    """`state` is waiting, running, done or failed; a failed one has the code and facts of what went wrong."""

    id: str
    kind: str
    state: str
    done: int
    total: int
    error_code: str | None
    error_facts: dict[str, object]

    @property
    def is_ended(self) -> bool:
        return self.state in (WorkState.DONE, WorkState.FAILED)


def progress_of(work_id: str, actor: Actor) -> Progress:
    """The work, when the actor asked for it or is an administrator; else NotFound."""
    work = works.work_of(work_id)
    if work.asked_by != actor.id and not may(actor, Act.ADMINISTER):
        raise NotFound("work_not_found")
    return Progress(
        id=work.id,
        kind=work.kind,
        state=work.state.value,
        done=work.steps_done,
        total=work.steps_total,
        error_code=work.error_code,
        error_facts=dict(work.error_facts),
    )
