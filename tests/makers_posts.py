"""Receipts and answers in fixed posts, as a bench agency would write them back."""

import datetime as dt
from collections.abc import Mapping, Sequence

from vetting.gateways import fixed_posts
from vetting.gateways.fixed_layouts import Layout, load

KFM, SKV = load("kronofogden_bench"), load("skatteverket_bench")
MADE_ON = dt.date(2026, 11, 19)


def receipt(
    reference: str, refused: Mapping[str, str], accepted: Sequence[str] = (), layout: Layout = KFM
) -> bytes:
    """A receipt for the question file `reference`; an empty key refuses all of it."""
    posts = [
        *(
            ("receipt", {"reference": one, "result": "refused", "reason": why})
            for one, why in refused.items()
        ),
        *(("receipt", {"reference": one, "result": "accepted"}) for one in accepted),
    ]
    return fixed_posts.write(layout, "receipt", start=_start(reference), posts=posts)


def answers(
    reference: str, posts: Sequence[tuple[str, Mapping[str, object]]], layout: Layout = KFM, **start: object
) -> bytes:
    """An answer file to the question file `reference`."""
    return fixed_posts.write(layout, "answer", start={**_start(reference), **start}, posts=posts)  # type: ignore[dict-item]


def claim(reference: str, org_number: str, ore: int = 12_500, state: str = "open", **more: object):
    """A claim for collection, for public debts unless told otherwise."""
    told = {"claim": "public_claim", "amount": ore, "fixed_on": dt.date(2026, 10, 1), "state": state}
    return ("claim", {"reference": reference, "org_number": org_number, **told, **more})


def nothing(reference: str, org_number: str):
    """The agency's word that it has nothing."""
    return ("nothing", {"reference": reference, "org_number": org_number})


def _start(reference: str) -> dict[str, str | dt.date]:
    return {"reference": reference, "made_on": MADE_ON}
