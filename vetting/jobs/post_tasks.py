"""The work of the post: what waits is sent, until a server will take no more."""

import datetime as dt

from vetting.domain.slots import Turn
from vetting.services import post


def send_post(turn: Turn, now: dt.datetime) -> dict[str, object]:
    """Sends what is to be sent by now. A server that is gone is asked once a turn, not once a message."""
    sent = failed = 0
    for message_id in post.waiting_messages(now):
        tried = post.send_message(message_id, now=now)
        if tried is None:
            continue
        sent, failed = sent + tried.is_sent, failed + (not tried.is_sent)
        if tried.is_server:
            break
    return {"count": sent, "failed": failed}
