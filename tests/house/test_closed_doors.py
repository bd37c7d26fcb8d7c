"""No test reaches beyond this machine: neither network nor mail."""

import smtplib
import socket

import pytest

OUTSIDE = "192.0.2.1"  # TEST-NET-1 (RFC 5737): nobody has it


def test_the_network_is_closed():
    with pytest.raises(OSError, match="may not reach"):
        socket.create_connection((OUTSIDE, 443), timeout=1)


def test_mail_is_closed():
    with pytest.raises(OSError, match="may not reach"):
        smtplib.SMTP(OUTSIDE, timeout=1)
