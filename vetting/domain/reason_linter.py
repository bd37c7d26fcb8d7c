"""Words in reasons and conditions that rest on outlook, rumour or feeling, and the cases that show why not.

Source: the ombudsman's and the courts' cases named by each rule (JO 1414-2019, 1008-2021, 5221-2014,
4602-2014, 4432-2008; FR Stockholm 192-17 and its judgment of March 2022). Words are stopped, never outcomes.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from vetting.domain.decisions import Blocker, Draft
from vetting.domain.terms import Outcome, Regime


@dataclass(frozen=True)
class WordingRule:
    """Words that may not stand in a reason. `yields_to_act`: they may where a dated act carries them."""

    code: str
    pattern: re.Pattern[str]
    yields_to_act: bool = True


@dataclass(frozen=True)
class Finding:
    """Words found: the rule's code and the phrase as it stands in the text."""

    code: str
    phrase: str


def _rule(code: str, *patterns: str, yields_to_act: bool = True) -> WordingRule:
    return WordingRule(code, re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE), yields_to_act)


_NOT = r"(?:inte|ej|icke|knappast)"
_EXTREME = (
    r"(?:(?:islam|salaf|wahhab|jihad|naz|nynaz|fasc|extrem|ras|fundamental)istisk[at]?|"
    r"(?:höger|vänster)?extrema?|radikala?|antidemokratisk[at]?)"
)
# Those whose belief or opinion is no concern of the board. What they think of the matter itself is.
_THEIRS = (
    r"(?:(?:förening|församling|organisation|styrelse|ledning|medlem|företrädar|ledar|ordförand|grupp|samfund)\w*s|"
    r"deras|dess|hans|hennes)"
)
RULES: tuple[WordingRule, ...] = (
    _rule(
        "wording_outlook",  # JO 1414-2019
        rf"(?:står|stod|stå|ställer\s+sig|ställa\s+sig)\s+{_NOT}\s+(?:\w+\s+){{0,3}}bakom\b",
        rf"delar\s+{_NOT}\s+(?:\w+\s+){{0,3}}(?:värde|syn|uppfattning)\w*",
        r"åsikt(?!sfrihet)\w*",
        r"ideologi\w*",
        r"värdegrund\w*",
        r"sympati(?:sör|ser)\w*",
        r"(?:politisk|religiös|ideologisk)\w*\s+(?:uppfattning|tillhörighet|övertygelse|åskådning|hemvist|tro)\w*",
        r"(?:trosuppfattning|livsåskådning|partitillhörighet)\w*",
        r"kan\s+inte\s+vara\s+säk(?:er|ra)\s+på\b",
        rf"(?:är|var)\s+{_NOT}\s+demokratisk\b(?!\s+(?:uppbygg|organiser|i\s+sin\s+uppbygg))",
        rf"(?:är|var|anses\s+vara|bedöms\s+vara|(?:uppfatta|betrakta)s\s+som)\s+(?:\w+\s+){{0,2}}{_EXTREME}\b",
        rf"(?:har|hade|haft|intar|intagit|företräder|sprider|präglas\s+av)\s+(?:\w+\s+){{0,3}}(?:{_EXTREME}|"
        r"odemokratisk[at]?)\s+(?:hållning|inställning|grundsyn|syn|företräd|led(?:are|ning)|budskap|agenda|"
        r"inriktning|idé)\w*",
        rf"{_THEIRS}\s+(?:(?!goda?\b)\w+\s+)?tro\b(?!\s+att\b)",
        rf"{_THEIRS}\s+(?:\w+\s+)?uppfattning(?:ar)?\s+(?:om|kring)\s+(?:\w+\s+){{0,2}}(?:demokrati|jämställd|"
        r"jämlik|kvinn|homosexu|religion|politik|samhälle|rättighet|värde|yttrandefri)\w*",
        rf"{_THEIRS}\s+(?:\w+\s+)?uppfattning(?:ar)?\s+(?:strider|är\s+(?:oförenlig|känd)|går\s+inte\s+att)\w*",
        r"(?:är|var|varit)\s+(?:\w+\s+){0,2}(?:medlem(?:mar)?|aktiva?|engagera\w+)\s+(?:i|inom)\s+"
        r"(?:\w+\s+){0,2}(?!scout|idrotts|folkbildnings|hembygds)\w*(?:rörelsen|partiet|brödraskapet)\b",
    ),
    _rule("wording_values", r"värderingar\w*"),  # JO 4602-2014
    _rule(
        "wording_linked",  # JO 1414-2019; evidence level 8
        r"koppl(?:as|ats|ad|ade|at|ing|ingar)\b(?:\s+\w+){0,2}\s+(?:till|med)\b",
        r"kopplingar\b",
        r"(?:förknippa|associera)\w*\s+med\b",
        r"länka(?:s|t|d|de|ts)\s+(?:till|ihop)\b",
        r"(?:står|stod)\s+nära\b",
        r"(?:har|haft)\s+band\s+till\b",
        r"ing(?:år|ick|ått)\s+i\s+(?:ett|samma|detta|deras|dess)\s+(?:\w+\s+){0,2}nätverk\b"
        r"(?!\s+(?:av|för|med)\b)",
        rf"ing(?:år|ick|ått)\s+i\s+(?:\w+\s+){{0,2}}{_EXTREME}\s+(?:miljö|krets|nätverk|rörelse|grupp)\w*",
    ),
    _rule(
        "wording_pointed_out",  # FR Stockholm 192-17
        r"peka[ts]*\s+ut\b",
        r"utpeka\w*",
        r"rykte(?!sspri)\w*",
        r"(?:är|varit|var)\s+(?:ö?känd|ö?känt|ö?kända)\s+för\b",
        r"(?:enligt|i)\s+(?:uppgift(?:er)?\s+i\s+)?(?:media|pressen|tidningarna)\b",
        r"det\s+(?:sägs|påstås|ryktas)\b",
    ),
    _rule(
        "wording_vague",  # JO 1008-2021
        r"olämplig\w*",
        r"lämplighet\w*",
        r"anseende\w*",
        r"trygghetsskäl\w*",
        r"av\s+(?:principiella|särskilda)\s+skäl\b",
    ),
    _rule(
        "wording_order_risk",  # JO 5221-2014
        r"ordningsskäl\w*",
        r"ordningsstörning\w*",
        r"säkerhetsskäl\w*",
        r"risk\s+för\s+(?:oro|oroligheter|ordning\w*)\b",
        r"hotbild\w*",
    ),
    _rule(
        "wording_pressure",  # JO 5221-2014
        r"protest(?:er|erna)\b",
        r"mediekritik\w*",
        r"(?:starka|negativa)\s+reaktioner\b",
        r"kritik(?:en)?\s+(?:i|från)\s+(?:media|pressen|allmänheten|sociala\s+medier)\b",
        r"väckt\s+(?:stor\s+)?(?:uppmärksamhet|anstöt)\b",
    ),
    _rule(
        "wording_unwritten",  # JO 4432-2008
        r"enligt\s+(?:\w+\s+)?praxis\b",
        r"oskriv\w+\s+(?:regel|regler|praxis)\b",
        r"(?:brukar|plägar)\s+(?:vi|nämnden|förvaltningen)\b",
        r"(?:vi|nämnden|förvaltningen)\s+brukar\b",
    ),
    _rule(
        "wording_debate",  # the judgment on officers' posts, March 2022
        r"(?:hård|grov|rå|osaklig|kränkande)\w*\s+(?:ton|retorik|debatt|språkbruk)\w*",
        r"nedsättande\s+(?:inlägg|uttalanden)\b",
        r"inlägg\s+(?:i|på)\s+sociala\s+medier\b",
    ),
)
REGIME_RULE = _rule(
    "wording_regime",
    r"överklaga(?:s|n|t)?\s+(?:hos\s+oss|till\s+(?:oss|nämnden|länsstyrelsen|kommunstyrelsen))\b",
    r"förvaltningsbesvär\w*",
    r"(?:40|41|42|43|44)\s*§\s*(?:FL\b|förvaltningslagen)",
    r"FL\s*(?:40|41|42|43|44)\b",
    yields_to_act=False,
)
# What is not granted in full goes against somebody, and so does closing a matter that is not examined.
HELD_TO_ACTS = frozenset(Outcome) - {Outcome.GRANTED}
# Of a proposal; the second line only of one to revoke (three) or of a grant that is paid at once.
FIELDS = (
    *("summary", "proportionality", "reasons", "contrary", "conditions"),
    *("ground_why", "undoing", "again", "payout_undoing"),
)
# What a condition may never demand: it must be possible to test, and ask nobody what they think (RF 2:2).
_FOR_CONDITIONS = frozenset({"wording_outlook", "wording_values", "wording_vague"})


def findings_in(text: str, *, has_act: bool, regime: Regime = Regime.LEGALITY_REVIEW) -> tuple[Finding, ...]:
    """What must be written otherwise before `text` may carry a decision that goes against somebody, one
    finding a rule.

    `has_act`: a dated act, with evidence of level 1 to 5, carries the reason.
    """
    return tuple(_found(text, RULES, has_act=has_act, regime=regime))


def _found(text: str, rules: Collection[WordingRule], *, has_act: bool, regime: Regime) -> Iterator[Finding]:
    plain = " ".join(text.split())
    asked = [*rules, REGIME_RULE] if regime is Regime.LEGALITY_REVIEW else list(rules)
    for rule in asked:
        match = None if rule.yields_to_act and has_act else rule.pattern.search(plain)
        if match is not None:
            yield Finding(rule.code, match.group())


def blockers_of_wording(
    draft: Draft, *, acts: Collection[str], allowed: Collection[str], regime: Regime
) -> tuple[Blocker, ...]:
    """What the words of a proposal must be changed in. Facts: `part` as in parts_of, and the `phrase`.

    `acts` are the questions whose answer a dated act carries with evidence of level 1 to 5; `allowed` are
    texts that a lawyer let stand in this case.
    """
    return tuple(
        Blocker(finding.code, {"phrase": finding.phrase, "part": part.key}, part.field)
        for part in parts_of(draft, acts)
        if part.text.strip() not in allowed
        for finding in _found(part.text, part.rules, has_act=part.has_act, regime=regime)
    )


def remarks_of_wording(draft: Draft, *, acts: Collection[str]) -> tuple[Blocker, ...]:
    """Words of outlook and rumour that an act carries: they pass, and what was done, when and where would say
    it better. Facts as blockers_of_wording; no remark stops anything."""
    return tuple(
        Blocker(rule.code, {"phrase": match.group(), "part": part.key}, part.field)
        for part in parts_of(draft, acts)
        if part.has_act
        for rule in part.rules
        if rule.yields_to_act and (match := rule.pattern.search(" ".join(part.text.split())))
    )


@dataclass(frozen=True)
class Part:
    """A text of a proposal. `key`: "summary", "proportionality", "reasons:A01", "conditions:1" …"""

    key: str
    text: str
    has_act: bool
    rules: Collection[WordingRule]

    @property
    def field(self) -> str:
        """What of the proposal it belongs to: one of FIELDS."""
        return self.key.partition(":")[0]


def parts_of(draft: Draft, acts: Collection[str] = ()) -> tuple[Part, ...]:
    """Each text of the draft, whether an act carries it, and the rules it is held against."""
    adverse: Collection[WordingRule] = RULES if draft.outcome in HELD_TO_ACTS else ()
    carried = any(reason.question_id in acts for reason in draft.reasons)
    strict = [rule for rule in RULES if rule.code in _FOR_CONDITIONS]
    return (
        Part("summary", draft.summary, carried, adverse),
        Part("proportionality", draft.proportionality, carried, adverse),
        *(
            Part(f"reasons:{reason.question_id}", reason.reason, reason.question_id in acts, adverse)
            for reason in draft.reasons
        ),
        *(
            Part(f"contrary:{reason.question_id}", reason.no_contrary, reason.question_id in acts, adverse)
            for reason in draft.reasons
            if reason.no_contrary
        ),
        *(
            Part(f"conditions:{row}", condition, False, strict)
            for row, condition in enumerate(draft.conditions, start=1)
        ),
        *_parts_of_revocation(draft, carried, adverse),
        *_parts_of_payout(draft, carried, adverse),
    )


def _parts_of_revocation(draft: Draft, carried: bool, adverse: Collection[WordingRule]) -> Iterator[Part]:
    if draft.revocation is None:
        return
    strict = [rule for rule in RULES if rule.code in _FOR_CONDITIONS]
    yield Part("ground_why", draft.revocation.why, carried, adverse)
    yield Part("undoing", draft.revocation.undoing, carried, adverse)
    for row, condition in enumerate(draft.revocation.again, start=1):
        yield Part(f"again:{row}", condition, False, strict)


def _parts_of_payout(draft: Draft, carried: bool, adverse: Collection[WordingRule]) -> Iterator[Part]:
    if draft.payout is not None and draft.payout.undoing:
        yield Part("payout_undoing", draft.payout.undoing, carried, adverse)
