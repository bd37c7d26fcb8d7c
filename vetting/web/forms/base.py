"""What every form shares: its token, and room for what a rule refused."""

from typing import Any, cast

from flask_babel import LazyString
from flask_wtf import FlaskForm
from wtforms import Field

from vetting.domain.errors import Problem
from vetting.web.wording import problem_text


class Form(FlaskForm):  # type: ignore[misc]
    """A form with CSRF token. A refusal by a rule is shown like an error of shape."""

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
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, text]
            return
        target = cast(Field, self[field])
        target.errors = [*target.errors, text]
