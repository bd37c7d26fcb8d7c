"""What every form shares: its token, and room for what a rule refused."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from flask_babel import LazyString
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, TextAreaField

from vetting.domain.errors import Problem, Refused, require_all
from vetting.web.wording import problem_text


def plain_breaks(text: Any) -> Any:
    """A text with its line breaks as one character each; anything else as it is."""
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Form(FlaskForm):  # type: ignore[misc]
    """A form with CSRF token. A refusal by a rule is shown like an error of shape; `codes` names them."""

    codes: tuple[str, ...] = ()

    class Meta:
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """As WTForms does; a line break of a longer text is one character, as the browser counts it."""
            if issubclass(unbound_field.field_class, TextAreaField):
                options = {**options, "filters": (*unbound_field.kwargs.get("filters", ()), plain_breaks)}
            return super().bind_field(form, unbound_field, options)  # type: ignore[misc]

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """As WTForms does; a longer text is never cut by the browser: the rule says that it is too long,
            and nothing of it is lost."""
            if isinstance(field, TextAreaField):
                render_kw = {"maxlength": False, **render_kw}
            return super().render_field(field, render_kw)  # type: ignore[misc]

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms does; messages in the reader's language become plain text, as the templates expect."""
        is_valid = bool(super().validate(extra_validators))
        for field in self:
            if isinstance(field.errors, list | tuple):
                field.errors = [str(one) if isinstance(one, LazyString) else one for one in field.errors]
        return is_valid

    def refuse(self, problem: Problem, field: str | None = None) -> None:
        """Adds the problem's words to `field`, or to the form as a whole."""
        text = problem_text(problem)
        self.codes = (*self.codes, problem.code)
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, text]
            return
        target = cast(Field, self[field])
        target.errors = [*target.errors, text]

    def refuse_named(self, problem: Problem) -> None:
        """Adds the problem's words, and those of what is wrong besides, to the field that the facts of each
        name, or to the form as a whole."""
        for one in problem.every:
            named = str(one.facts.get("field", ""))
            self.refuse(one, named if named in self else None)

    def collect(self, *checks: Callable[[], object]) -> None:
        """Beside what the form itself found: what rules would refuse of what was sent, so that it is all told
        at once."""
        try:
            require_all(*checks)
        except Refused as refusal:
            self.refuse_named(refusal)


class Rows(FieldList):  # type: ignore[type-arg]
    """Rows of a form by number; what is no number of a row is no row."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            if name.startswith(f"{prefix}-"):
                number = name[len(prefix) + 1 :].partition("-")[0]
                if number.isascii() and number.isdigit() and len(number) < 5:
                    yield int(number)
