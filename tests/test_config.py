"""Settings: every fault is told at once, secrets stay out of sight, a kept secret is found again."""

import pytest

from vetting.config import BadSettings, keep_secret, read_settings

GOOD = {"VETTING_SECRET_KEY": "s" * 40}
OIDC = {
    "VETTING_OIDC_ISSUER": "https://id.example/one",
    "VETTING_OIDC_CLIENT_ID": "vetting",
    "VETTING_OIDC_CLIENT_SECRET": "hush",
}

MAIL = {
    "VETTING_SMTP_URL": "smtps://vetting:hush@mail.example:465",
    "VETTING_MAIL_FROM": "kultur@kommun.example",
}


def test_defaults_are_an_embedded_database_in_the_data_folder(tmp_path):
    settings = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'vetting.sqlite'}"


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"VETTING_SECRET_KEY": "short"}, ["VETTING_SECRET_KEY"]),
        ({**GOOD, "VETTING_DATABASE_URL": "mysql://x"}, ["VETTING_DATABASE_URL"]),
        ({**GOOD, "VETTING_BEHIND_TLS": "maybe"}, ["VETTING_BEHIND_TLS"]),
        ({**GOOD, "VETTING_MAX_DELIVERY_MIB": "0"}, ["VETTING_MAX_DELIVERY_MIB"]),
        ({**GOOD, "VETTING_MAY_OBJECT_TO_ASSEMBLY": "ja"}, ["VETTING_MAY_OBJECT_TO_ASSEMBLY"]),
        ({**GOOD, "VETTING_MAX_DELIVERY_MIB": "4 GiB"}, ["VETTING_MAX_DELIVERY_MIB"]),
        ({**GOOD, "VETTING_COLOUR": "blue"}, ["VETTING_COLOUR"]),
        ({**GOOD, **MAIL, "VETTING_SMTP_URL": "http://mail.example"}, ["VETTING_SMTP_URL"]),
        ({**GOOD, **MAIL, "VETTING_SMTP_URL": "smtp://mail.example:99999"}, ["VETTING_SMTP_URL"]),
        ({**GOOD, **MAIL, "VETTING_MAIL_FROM": "nobody"}, ["VETTING_MAIL_FROM"]),
        ({**GOOD, "VETTING_SMTP_URL": MAIL["VETTING_SMTP_URL"]}, ["VETTING_MAIL_FROM is missing"]),
        ({**GOOD, "VETTING_SMTP_PORT": "25"}, ["VETTING_SMTP_PORT"]),
        (
            {**GOOD, "VETTING_OIDC_ISSUER": "https://id"},
            ["VETTING_OIDC_CLIENT_ID", "VETTING_OIDC_CLIENT_SECRET"],
        ),
        ({**GOOD, **OIDC, "VETTING_OIDC_ISSUER": "id.example"}, ["VETTING_OIDC_ISSUER"]),
        (
            {"VETTING_COLOUR": "blue", "VETTING_DATABASE_URL": "x"},
            ["VETTING_COLOUR", "DATABASE_URL", "SECRET_KEY"],
        ),
    ],
)
def test_every_fault_is_told_at_once(tmp_path, environment, named):
    with pytest.raises(BadSettings) as fault:
        read_settings({"VETTING_DATA_DIR": str(tmp_path), **environment})
    assert all(name in str(fault.value) for name in named)


def test_a_secret_made_once_is_kept_and_private(tmp_path):
    keep_secret(tmp_path)
    first = read_settings({"VETTING_DATA_DIR": str(tmp_path)}).secret_key
    keep_secret(tmp_path)
    assert read_settings({"VETTING_DATA_DIR": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_the_secret_is_not_shown(tmp_path):
    assert "s" * 40 not in repr(read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path)}))


@pytest.mark.parametrize(("told", "claim"), [({}, "sub"), ({"VETTING_OIDC_SUBJECT_CLAIM": "oid"}, "oid")])
def test_the_municipalitys_own_sign_in_is_three_settings(tmp_path, told, claim):
    assert read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path)}).provider is None
    provider = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path), **OIDC, **told}).provider
    assert (provider.issuer, provider.client_id, provider.subject_claim) == (
        "https://id.example/one",
        "vetting",
        claim,
    )
    assert "hush" not in repr(provider)


def test_mail_goes_to_the_outbox_of_the_data_folder_until_a_server_is_named(tmp_path):
    settings = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path)})
    assert (settings.smtp_url, settings.mail_from, settings.outbox_dir) == ("", "", tmp_path / "outbox")
    named = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path), **MAIL})
    assert {"VETTING_SMTP_URL": named.smtp_url, "VETTING_MAIL_FROM": named.mail_from} == MAIL
    assert "hush" not in repr(named)


def test_keys_of_sources_are_taken_along_and_not_shown(tmp_path):
    told = {"VETTING_SOURCE_SKV_CLIENT_SECRET": "hush", "VETTING_INSIDE_HOSTS": "esb.example, 10.0.0.5:8443"}
    settings = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path), **told})
    assert settings.source_secrets == {"VETTING_SOURCE_SKV_CLIENT_SECRET": "hush"}
    assert settings.inside_hosts == {"esb.example", "10.0.0.5:8443"}
    assert "hush" not in repr(settings)


def test_an_objection_to_a_public_meeting_is_not_given_unless_the_municipality_has_set_it(tmp_path):
    """Whether it is the municipality's to give is not settled: the setting is neutral until told."""
    environment = {**GOOD, "VETTING_DATA_DIR": str(tmp_path)}
    assert not read_settings(environment).may_object_to_assembly
    assert read_settings({**environment, "VETTING_MAY_OBJECT_TO_ASSEMBLY": "yes"}).may_object_to_assembly


def test_grounds_for_secrecy_are_the_municipalitys_own_words(tmp_path):
    told = {"VETTING_SECRECY_GROUNDS": "Hot, våld eller men ; Enskilds förhållanden;"}
    settings = read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path), **told})
    assert settings.secrecy_grounds == ("Hot, våld eller men", "Enskilds förhållanden")
    assert read_settings({**GOOD, "VETTING_DATA_DIR": str(tmp_path)}).secrecy_grounds == ()
