"""The look keeps its promises: only tokens for colour, nothing inline, everything under the strict policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLESHEET = (ROOT / "vetting/web/static/app.css").read_text("utf-8")
SCRIPT = (ROOT / "vetting/web/static/app.js").read_text("utf-8")
# letters/decision.html is the document a PDF is made of: it is never sent to a browser.
TEMPLATES = sorted(set((ROOT / "templates").rglob("*.html")) - {ROOT / "templates/letters/decision.html"})


def test_colours_come_from_tokens_only() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", STYLESHEET) == []


def test_own_rules_lie_in_a_layer_above_the_design_system() -> None:
    outside = re.sub(r"@layer app \{.*", "", STYLESHEET, flags=re.DOTALL)
    assert "@layer ds, app;" in outside
    assert set(re.findall(r"@[\w-]+", outside)) == {"@layer", "@font-face"}


def test_the_stylesheet_asks_for_existing_files_only() -> None:
    for address in re.findall(r'url\("([^"]+)"\)', STYLESHEET):
        assert (ROOT / "vetting/web/static" / address).is_file(), address


def test_every_token_used_exists() -> None:
    vendor = ROOT / "vetting/web/static/vendor"
    known = STYLESHEET + "".join(path.read_text("utf-8") for path in vendor.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", known))
    used = set(re.findall(r"var\((--[\w-]+)", STYLESHEET))
    assert used - defined == set()


@pytest.mark.parametrize(
    "inline",
    [
        r"\sstyle=|<style|\son[a-z]+=|javascript:",
        r"<script(?![^>]*\bsrc=)",
        r"(?:src|href|action)=\"https?://",
    ],
    ids=["style or handler", "script", "address outside"],
)
def test_templates_hold_no_inline_style_script_or_handler(inline: str) -> None:
    assert len(TEMPLATES) > 300
    assert [path for path in TEMPLATES if re.search(inline, path.read_text("utf-8"))] == []


def test_the_script_needs_no_evaluation() -> None:
    assert re.search(r"\beval\(|new Function|innerHTML", SCRIPT) is None
