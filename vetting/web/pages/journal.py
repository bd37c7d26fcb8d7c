"""The journal: what happened, when and by whom, and whether its chain is whole."""

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _

from vetting.domain.authority import Act
from vetting.domain.entries_rooms import EVERY_ENTRY
from vetting.reading import journal as reading
from vetting.reading import journal_check
from vetting.web.access import access
from vetting.web.forms.journal import JournalFilter
from vetting.web.list_tables.register import journal_wanted
from vetting.web.wording import entry_word
from vetting.web.wording.facts import fact_word, value_word
from vetting.web.wording.journal import actor_word, break_words, subject_name_word, subject_word

pages = Blueprint("journal", __name__, url_prefix="/journal")


@pages.get("", strict_slashes=False)
@access(Act.SEE_JOURNAL)
def overview() -> str:
    """Entries, newest first."""
    form = JournalFilter(request.args)
    words = ((entry.value, entry_word(entry.value)) for entry in EVERY_ENTRY)
    form.fill_choices(sorted(words, key=lambda pair: pair[1]))
    page = reading.journal_page(journal_wanted(form), g.actor, request.args.get("page", 1, int))
    form.officer.choices = {"": _("Everybody"), **dict(page.officers)}
    return render_template(
        "journal/overview.html",
        page=page,
        form=form,
        per_page=reading.PER_PAGE,
        entry_word=entry_word,
        actor_word=actor_word,
        subject_word=subject_word,
        subject_name_word=subject_name_word,
        fact_word=fact_word,
        value_word=value_word,
    )


@pages.get("/kontroll")
@access(Act.SEE_JOURNAL)
def check() -> str:
    """Every link of the chain recomputed."""
    found = journal_check.verify_journal(g.actor)
    title, text = ("", "") if found.first_break is None else break_words(found.first_break)
    return render_template(
        "journal/check.html", found=found, end=journal_check.head_mark(), title=title, text=text
    )
