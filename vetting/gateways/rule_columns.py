"""How a checklist lies in a workbook: its sheets, and the columns by their names in both languages."""

from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus

SHEETS = {
    "about": ("Checklista", "Checklist"),
    "questions": ("Frågor", "Questions"),
    "words": ("Ord", "Words"),
}
ABOUT = {
    "name": ("Namn", "Name"),
    "version": ("Version", "Version"),
    "in_force_on": ("Gäller från", "In force from"),
    "words": ("Ordlista", "Words"),
    "act_gate": ("Fråga som prövar händelsen", "Question that tests the act"),
    "title.sv": ("Rubrik, svenska", "Title, Swedish"),
    "title.en": ("Rubrik, engelska", "Title, English"),
    "norm.sv": ("Vad den bygger på, svenska", "What it builds on, Swedish"),
    "norm.en": ("Vad den bygger på, engelska", "What it builds on, English"),
}
QUESTIONS = {
    "id": ("Nr", "No"),
    "section": ("Avsnitt", "Section"),
    "text.sv": ("Fråga, svenska", "Question, Swedish"),
    "text.en": ("Fråga, engelska", "Question, English"),
    "why.sv": ("Varför, svenska", "Why, Swedish"),
    "why.en": ("Varför, engelska", "Why, English"),
    "answers": ("Svarstyp", "Kind of answer"),
    "options": ("Svarsval", "Answers offered"),
    "bad": ("Brist när svaret är", "Falls short when"),
    "effect": ("Följd", "Effect"),
    "required": ("Måste besvaras", "Must be answered"),
    "evidence": ("Underlag", "Evidence"),
    "source": ("Källa", "Source"),
    "in_force": ("Källans datum", "Date of the source"),
    "status": ("Säkerhet", "Verified"),
    "parameters": ("Lokala värden", "Local values"),
    "view_risk": ("Rör åsikter", "Touches opinions"),
    "opens_with_act": ("Öppnas av händelse", "Opens with an act"),
    "opens_after": ("Öppnas efter", "Opens after"),
    "focus": ("Fokusområde", "Focus area"),
}
WORDS = {
    "part": ("Del", "Part"),
    "code": ("Kod", "Code"),
    "sv": ("Svenska", "Swedish"),
    "en": ("Engelska", "English"),
    "kind": ("Slag av värde", "Kind of value"),
}
LISTS = frozenset({"options", "bad", "evidence", "source", "parameters", "opens_after"})
MARKS = frozenset({"required", "view_risk", "opens_with_act"})
CHOICES = {
    "section": tuple(Gate),
    "answers": tuple(AnswerKind),
    "effect": tuple(Effect),
    "status": tuple(SourceStatus),
}
LABELS = ("focus_areas", "results")
