"""Settings of a format as people write them."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.source_settings import read_settings, settings_text


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", {}),
        ("# bara en anmärkning\n\n", {}),
        ("layout = kfm-bench", {"layout": "kfm-bench"}),
        ("per_second = 1\nis_slow = true", {"per_second": 1, "is_slow": True}),
        (
            "fields.f_skatt = skatt.status\nfields.moms = moms.status",
            {"fields": {"f_skatt": "skatt.status", "moms": "moms.status"}},
        ),
        ('state = "1"', {"state": "1"}),
        ('fields.f.values = {"J": "yes"}', {"fields": {"f": {"values": {"J": "yes"}}}}),
        ("url = https://exempel.invalid/a?b=c", {"url": "https://exempel.invalid/a?b=c"}),
    ],
)
def test_lines_are_read_and_written_alike(text, settings):
    assert read_settings(text) == settings
    assert read_settings(settings_text(settings)) == settings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("layout", "bad_setting"),
        ("Layout = x", "bad_setting"),
        ("a = 1\na.b = 2", "bad_setting"),
        ("\n".join(f"n{n} = 1" for n in range(70)), "bad_setting"),
        ("client_secret = abc", "secret_setting"),
        ("oauth.password = abc", "secret_setting"),
        ("who = 19121212-1212", "personal_number_in_text"),
    ],
)
def test_what_cannot_be_a_setting_is_refused(text, code):
    with pytest.raises(Refused, match=code):
        read_settings(text)
