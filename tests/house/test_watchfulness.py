"""The test browser sees what it promises to see: a GET that writes, rows left behind, a broken page."""

import pytest

from tests.makers import a_board
from tests.markup import require_whole
from vetting.records.db import db
from vetting.records.officers import Board


def _writes():
    db.session.execute(db.update(Board).values(name="Ny"))
    return "<p>ok</p>"


def _leaves_rows():
    db.session.query(Board).first().name = "Ny"
    return "<p>ok</p>"


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (_writes, "wrote ['boards']"),
        (_leaves_rows, "left uncommitted"),
        (lambda: "<p><b>x</p>", "where <b> is open"),
    ],
)
def test_the_browser_refuses(client, monkeypatch, view, said):
    a_board()
    monkeypatch.setitem(client.application.view_functions, "login.sign_in", view)
    with pytest.raises(AssertionError) as seen:
        client.get("/inloggning")
    assert said in str(seen.value)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<ul><li>a</ul>", "where <li> is open"),
        ("</div>", "closes nothing"),
        ("<main><p>a</p>", "left open"),
        ('<i id="a"></i><i id="a"></i>', "given twice"),
        ('<a class="x" class="y"></a>', "twice"),
    ],
)
def test_a_broken_page_is_told(page, fault):
    with pytest.raises(AssertionError, match=fault):
        require_whole(page)


def test_a_whole_page_passes():
    require_whole('<!doctype html><main id="a"><br><img src="x"><svg><path d="M0"/></svg></main>')
