"""Bytes become text strictly, and the decision is told."""

import codecs
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import UnusableFile
from vetting.gateways.decoding import decode, open_text, prove_encoding

TEXT = "Namn;Ort\nKulturföreningen Ängen;Åby\n"


@pytest.mark.parametrize(
    ("data", "encoding", "how"),
    [
        (TEXT.encode(), "utf-8", "utf8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", "bom"),
        (TEXT.encode("utf-16"), "utf-16", "bom"),
        (TEXT.encode("latin-1"), "cp1252", "cp1252"),
        (b"plain", "utf-8", "utf8"),
    ],
)
def test_encodings(data: bytes, encoding: str, how: str) -> None:
    found = decode(data)
    assert (found.encoding, found.how) == (encoding, how)
    assert found.text in (TEXT, "plain")


def test_a_declared_encoding_is_believed_when_utf8_fails() -> None:
    found = decode("Åby å".encode("cp850"), declared="cp850")
    assert (found.text, found.how) == ("Åby å", "declared")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n ", "empty_file"),
        (codecs.BOM_UTF16_LE, "empty_file"),
        (codecs.BOM_UTF8 + b"\n", "empty_file"),
        (b"PK\x03\x04\x00\x00", "binary_not_text"),
        (TEXT.encode("cp850"), "unknown_encoding"),
        (b"\x81\x8d ruin", "unknown_encoding"),
        (codecs.BOM_UTF8 + b"\xe5", "broken_encoding"),
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        decode(data, filename="lista.csv")
    assert refused.value.code == code
    assert refused.value.facts["filename"] == "lista.csv"


@pytest.mark.parametrize("via", ["cp1252", "latin-1"])
def test_double_encoding_is_mended_and_told(via: str) -> None:
    twice = "Kulturföreningen åäöÄÖé".encode().decode(via).encode()
    found = decode(twice)
    assert found.text == "Kulturföreningen åäöÄÖé"
    assert found.notes == ("double_encoding_mended",)


def test_lost_letters_are_told() -> None:
    assert decode("K\ufffdpa".encode()).notes == ("replacement_characters",)


@given(st.text(alphabet="abc åäöÅÄÖéü;\n", min_size=1).filter(str.strip))
def test_swedish_text_survives_both_usual_encodings(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("cp1252")).text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnusableFile):
        assert isinstance(decode(data).text, str)


def walked(data: bytes) -> tuple[str, str, list[str]]:
    """Text, encoding and notes of the same bytes on disk; of a refusal its code alone."""
    notes: list[str] = []
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            proof = prove_encoding(Path(file.name))
            with open_text(Path(file.name), proof, notes.append) as lines:
                return "".join(lines), proof.encoding, sorted(set(notes))
        except UnusableFile as refused:
            return "", refused.code, []


def held(data: bytes) -> tuple[str, str, list[str]]:
    try:
        found = decode(data)
    except UnusableFile as refused:
        return "", refused.code, []
    return found.text, found.encoding, sorted(found.notes)


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(alphabet="ab åäöÅé\ufffdÃ¥\n;\u20ac", max_size=40).map(str.encode),
        st.text(alphabet="ab åäöÅé\n;\u20ac", max_size=40).map(lambda text: text.encode("cp1252")),
        st.text(alphabet="ab åäöÅé\n;", max_size=40).map(lambda text: text.encode("utf-16")),
    )
)
def test_a_file_on_disk_is_read_as_the_same_bytes_in_memory(data: bytes) -> None:
    assert walked(data) == held(data)


def test_a_line_without_end_is_no_list() -> None:
    assert walked(b"x" * (20 * 1024 * 1024))[1] == "binary_not_text"
