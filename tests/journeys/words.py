"""The words on the pages, looked up by their English message in the catalogue that people read."""

from collections.abc import Callable

from babel.support import Translations

from vetting.paths import translations_dir

Say = Callable[..., str]


def words_in(language: str) -> Say:
    """`say("Rows")` is the text of the page in that language; a message without Swedish is an error."""
    if language == "en":
        return lambda message, **values: message % values if values else message
    catalogue = Translations.load(str(translations_dir()), [language])

    def say(message: str, **values: object) -> str:
        found = catalogue.gettext(message)
        assert (message, language) in catalogue._catalog or message in catalogue._catalog, (
            f"{message!r} has no words in {language}: compile the catalogue, or write them"
        )
        return found % values if values else found

    return say
