"""Keys for other systems."""

import pytest

from tests.makers import NOW, a_board, an_officer
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.terms import Role
from vetting.reading.administration import overview
from vetting.reading.officers import actor_of_token
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.officers import ApiToken
from vetting.services import tokens


@pytest.fixture
def admin(app):
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def issue(admin, scopes=("cases:read",), name="E-tjänsten"):
    return tokens.issue_token(a_board().id, name, scopes=scopes, by=admin, now=NOW)


def test_a_key_works_until_it_is_revoked_and_its_secret_is_kept_nowhere(admin):
    token_id, secret = issue(admin, ("cases:read", "applications:write"))
    actor = actor_of_token(secret)
    assert (actor.token_board, actor.token_scopes) == (a_board().id, {"applications:write", "cases:read"})
    assert secret not in str([vars(row) for row in db.session.query(ApiToken)])
    assert not any(secret in body for (body,) in db.session.query(JournalPayload.body))
    tokens.revoke_token(token_id, by=admin, now=NOW)
    assert actor_of_token(secret) is None
    assert overview(admin).tokens[0].revoked_at == NOW
    with pytest.raises(Refused, match="token_revoked"):
        tokens.revoke_token(token_id, by=admin, now=NOW)


@pytest.mark.parametrize(
    ("scopes", "name", "code"),
    [((), "x", "scopes_missing"), (("all",), "x", "scope_unknown"), (("cases:read",), " ", "name_blank")],
)
def test_an_odd_key_is_refused(admin, scopes, name, code):
    with pytest.raises(Refused, match=code):
        issue(admin, scopes, name)


def test_only_administrators_issue_and_revoke(app):
    with pytest.raises(NotAllowed):
        issue(an_officer(Role.UNIT_HEAD))
    with pytest.raises(NotAllowed):
        tokens.revoke_token("x", by=an_officer(Role.COORDINATOR), now=NOW)
