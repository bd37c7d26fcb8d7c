"""About the service: its accessibility, and what it keeps about people."""

from flask import Blueprint, render_template

from vetting.web.access import public

pages = Blueprint("about", __name__, url_prefix="/om")


@pages.get("/tillganglighet")
@public
def accessibility() -> str:
    """The accessibility statement (lag 2018:1937 om tillgänglighet till digital offentlig service)."""
    return render_template("about/accessibility.html")


@pages.get("/personuppgifter")
@public
def privacy() -> str:
    """What is kept about whom, on what ground, and for how long (GDPR articles 13 and 14)."""
    return render_template("about/privacy.html")
