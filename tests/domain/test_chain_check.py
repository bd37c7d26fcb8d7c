"""Verifying a chain: whole, or the first broken link named for what was done to it."""

from dataclasses import replace

import pytest

from vetting.domain.chain_check import Break, BreakKind, Mark, Stored, verify
from vetting.domain.journal import GENESIS, Link, canonical, link_hash, payload_digest

KEY = b"k" * 32


def a_chain(length=6, key=KEY):
    chain, prev = [], GENESIS
    for seq in range(1, length + 1):
        body, salt = canonical({"n": seq}).decode(), f"{seq:032x}"
        digest = payload_digest(salt, {"n": seq})
        link = Link(seq, f"t{seq}", "a", "CaseMoved", f"case:{seq}", "", digest, prev)
        prev = link_hash(key, link)
        chain.append(Stored(link, prev, salt, body))
    return chain


def head_of(chain):
    return Mark(chain[-1].link.seq, chain[-1].hash)


WHOLE = a_chain()


def with_link(seq, **changes):
    return [
        replace(stored, link=replace(stored.link, **changes)) if stored.link.seq == seq else stored
        for stored in WHOLE
    ]


def swapped(one, two):
    by_seq = {stored.link.seq: stored for stored in WHOLE}
    by_seq[one], by_seq[two] = (
        replace(by_seq[two], link=replace(by_seq[two].link, seq=one)),
        replace(by_seq[one], link=replace(by_seq[one].link, seq=two)),
    )
    return list(by_seq.values())


def test_a_whole_chain():
    found = verify(KEY, WHOLE, head=head_of(WHOLE))
    assert (found.ok, found.entries, found.disposed, found.first_break) == (True, 6, 0, None)
    assert verify(KEY, [], head=Mark(0, GENESIS)).ok


def test_disposed_payloads_leave_the_chain_whole():
    gone = [
        replace(stored, salt=None, body=None) if stored.link.seq in (2, 3) else stored for stored in WHOLE
    ]
    found = verify(KEY, gone, head=head_of(WHOLE))
    assert (found.ok, found.disposed) == (True, 2)


BROKEN = {
    "an actor changed": (with_link(3, actor="b"), Break(3, BreakKind.CHANGED)),
    "the last one changed": (with_link(6, subject="case:x"), Break(6, BreakKind.CHANGED)),
    "one removed": ([s for s in WHOLE if s.link.seq != 4], Break(4, BreakKind.REMOVED)),
    "the first removed": (WHOLE[1:], Break(1, BreakKind.REMOVED)),
    "two changed places": (swapped(2, 5), Break(2, BreakKind.REORDERED)),
    "a payload changed": (
        [replace(s, body='{"n":9}') if s.link.seq == 5 else s for s in WHOLE],
        Break(5, BreakKind.PAYLOAD_CHANGED),
    ),
    "a payload no longer text of JSON": (
        [replace(s, body="{", salt="ö") if s.link.seq == 5 else s for s in WHOLE],
        Break(5, BreakKind.PAYLOAD_CHANGED),
    ),
    "the tail cut": (WHOLE[:4], Break(5, BreakKind.TAIL_CUT)),
    "everything cut": ([], Break(1, BreakKind.TAIL_CUT)),
}


@pytest.mark.parametrize(("chain", "expected"), BROKEN.values(), ids=BROKEN)
def test_the_first_broken_link_is_named(chain, expected):
    assert verify(KEY, chain, head=head_of(WHOLE)).first_break == expected


def test_a_link_hashed_anew_without_the_key_is_found():
    forged = with_link(3, actor="b")
    forged[2] = replace(forged[2], hash=link_hash(b"guessed", forged[2].link))
    assert verify(KEY, forged, head=head_of(WHOLE)).first_break == Break(3, BreakKind.CHANGED)


def test_the_wrong_key_is_told_apart_from_tampering():
    found = verify(b"another", WHOLE, head=head_of(WHOLE))
    assert found.first_break == Break(1, BreakKind.KEY_DIFFERS)


def test_a_genuine_link_from_another_chain_is_out_of_place():
    other = [*a_chain(3)[:2], WHOLE[2]]
    stranger = a_chain(3)
    stranger[1] = replace(stranger[1], link=replace(stranger[1].link, prev="f" * 64))
    stranger[1] = replace(stranger[1], hash=link_hash(KEY, stranger[1].link))
    assert verify(KEY, other, head=head_of(other)).ok
    assert verify(KEY, stranger, head=head_of(stranger)).first_break == Break(2, BreakKind.REORDERED)


def test_the_head_is_part_of_the_chain():
    assert verify(KEY, WHOLE, head=None).first_break == Break(6, BreakKind.HEAD_DIFFERS)
    assert verify(KEY, WHOLE, head=Mark(6, "0" * 64)).first_break == Break(6, BreakKind.HEAD_DIFFERS)
    assert verify(KEY, WHOLE, head=Mark(5, WHOLE[4].hash)).first_break == Break(6, BreakKind.HEAD_DIFFERS)


def test_a_tail_cut_with_its_head_is_found_by_what_was_written_down():
    cut = WHOLE[:4]
    assert verify(KEY, cut, head=head_of(cut)).ok
    found = verify(KEY, cut, head=head_of(cut), checkpoint=head_of(WHOLE))
    assert found.first_break == Break(5, BreakKind.TAIL_CUT)
    wrong = verify(KEY, WHOLE, head=head_of(WHOLE), checkpoint=Mark(2, "e" * 64))
    assert wrong.first_break == Break(2, BreakKind.CHECKPOINT_DIFFERS)
