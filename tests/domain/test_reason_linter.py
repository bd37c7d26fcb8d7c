"""Words that carried unlawful refusals are stopped, each with the case that shows why; acts are let through."""

import pytest

from vetting.domain.decisions import Draft, Reason
from vetting.domain.reason_linter import blockers_of_wording, findings_in
from vetting.domain.terms import Outcome, Regime


def codes(text: str, *, has_act: bool = False, regime: Regime = Regime.LEGALITY_REVIEW) -> list[str]:
    return [finding.code for finding in findings_in(text, has_act=has_act, regime=regime)]


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen står inte bakom demokratin.",
        "Vi kan inte vara säkra på att föreningen står bakom alla människors lika värde.",
        "Föreningen  står\ninte fullt ut bakom kommunens värdegrund",
        "Föreningen STOD EJ BAKOM mänskliga rättigheter",
        "Föreningen delar inte kommunens syn på jämställdhet.",
        "Ledningens åsikter går inte att förena med stödet.",
        "Föreningens ideologi är oförenlig med villkoret.",
        "Flera är sympatisörer.",
        "Föreningen är islamistisk.",
        "Förbundet bedöms vara ett fundamentalistiskt förbund.",
        "Föreningen är inte demokratisk.",
        "Föreningen har radikala företrädare.",
        "Föreningen har en antidemokratisk hållning.",
        "Föreningens tro strider mot villkoren.",
        "Medlemmarnas tro är känd.",
        "Ledningens uppfattning om demokrati är känd.",
        "Föreningens uppfattning strider mot villkoren.",
        "Styrelseledamoten är medlem i Nordiska motståndsrörelsen.",
    ],
)
def test_jo_1414_2019_what_somebody_stands_for_is_no_ground(text):
    assert "wording_outlook" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen kopplas till en extrem miljö.",
        "Det finns kopplingar till rörelsen.",
        "Ordföranden har band till en organisation utomlands.",
        "Föreningen förknippas med nätverket.",
        "Föreningen ingår i ett internationellt nätverk.",
        "Ledaren ingår i extrema kretsar.",
    ],
)
def test_jo_1414_2019_links_to_an_environment_are_no_ground(text):
    assert "wording_linked" in codes(text)


@pytest.mark.parametrize(
    "text", ["Föreningen är olämplig som mottagare.", "Av särskilda skäl avslås ansökan."]
)
def test_jo_1008_2021_a_reason_says_what_decides(text):
    assert codes(text) == ["wording_vague"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Av ordningsskäl kan lokalen inte lämnas.", "wording_order_risk"),
        ("Det finns risk för oroligheter.", "wording_order_risk"),
        ("Bokningen har väckt stor uppmärksamhet och protester.", "wording_pressure"),
        ("Det har kommit kritik från allmänheten.", "wording_pressure"),
    ],
)
def test_jo_5221_2014_order_and_pressure_need_facts(text, code):
    assert code in codes(text)


def test_jo_4602_2014_values_cancel_nothing():
    assert codes("Gruppens värderingar stämmer inte med husets.") == ["wording_values"]


@pytest.mark.parametrize(
    "text", ["Enligt nämndens praxis avslås sådant.", "Nämnden brukar inte ge sådant stöd."]
)
def test_jo_4432_2008_an_unwritten_rule_is_no_rule(text):
    assert codes(text) == ["wording_unwritten"]


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen har pekats ut i flera artiklar.",
        "Föreningen är ökänd för detta.",
        "Enligt media har det hänt.",
    ],
)
def test_fr_stockholm_192_17_being_pointed_out_is_no_evidence(text):
    assert codes(text) == ["wording_pointed_out"]


@pytest.mark.parametrize(
    "text", ["Styrelsen har en hård ton i debatten.", "Det finns nedsättande inlägg från ledningen."]
)
def test_fr_2022_03_25_rough_debate_is_no_attack_on_democracy(text):
    assert codes(text) == ["wording_debate"]


@pytest.mark.parametrize(
    ("text", "regime", "expected"),
    [
        ("Beslutet kan överklagas hos oss.", Regime.LEGALITY_REVIEW, ["wording_regime"]),
        ("Se 40 § förvaltningslagen.", Regime.LEGALITY_REVIEW, ["wording_regime"]),
        ("Se FL 40.", Regime.CIVIL_LAW, []),
        ("Beslutet kan prövas enligt 13 kap. kommunallagen.", Regime.LEGALITY_REVIEW, []),
    ],
)
def test_the_regime_decides_what_may_be_said_of_review(text, regime, expected):
    assert codes(text, has_act=True, regime=regime) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Årsmötesprotokollet är inte justerat. Föreningen har fått tid till den 14 mars att komma in med det.",
        "Vid mötet den 3 maj 2026 hotade en ledare två deltagare; händelsen finns på föreningens egen inspelning.",
        "Stödet är kopplat bara genom tidplanen.",
        "Den 4 juni nekades kvinnor tillträde till styrelsevalet enligt protokollet.",
        "Ryktesspridning omfattas inte av prövningen; åsiktsfriheten är skyddad.",
        "Föreningen är inte demokratiskt uppbyggd: stadgarna ger bara grundarna rösträtt.",
        "Föreningen är inte demokratisk i sin uppbyggnad, se stadgarna § 4.",
        "Föreningen var i god tro när bidraget betalades ut.",
        "Föreningens goda tro prövas inte här; det finns anledning att tro att protokollet kommer.",
        "Enligt föreningens uppfattning är protokollet justerat.",
        "Föreningens uppfattning är att mötet var stadgeenligt. Nämndens uppfattning är en annan.",
        "Föreningens uppfattning om kostnaden har bemötts; det är föreningens tro att protokollet räcker.",
        "Verksamheten är öppen för alla oavsett tro.",
        "Föreningen ingår i kommunens nätverk för kulturföreningar.",
        "Föreningen ingår i ett nätverk av kulturhus.",
        "Föreningen är en kristen ungdomsförening utan egna medlemmar.",
        "Kostnaderna är extremt höga för tre kvällar.",
        "Föreningen har sökt stöd för arbete mot radikala budskap.",
        "Ledaren är aktiv i scoutrörelsen och inte i föreningen.",
        "Nämnden anser att den sökta aktiviteten redan får stöd från en annan nämnd.",
    ],
)
def test_acts_and_papers_are_let_through(text):
    assert codes(text) == []


def test_an_act_carries_the_words_about_it():
    told = "Ledaren kopplas till hotet genom inspelningen."
    assert codes(told) == ["wording_linked"]
    assert codes(told, has_act=True) == []


def a_draft(outcome: Outcome = Outcome.REFUSED, **texts: object) -> Draft:
    return Draft(outcome=outcome, amount=0, **{"summary": "Protokollet saknas.", **texts})


def found(
    draft: Draft, *, acts: tuple[str, ...] = (), allowed: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    blockers = blockers_of_wording(draft, acts=acts, allowed=allowed, regime=Regime.LEGALITY_REVIEW)
    return [(blocker.field, blocker.code) for blocker in blockers]


BAD = "Föreningen står inte bakom demokratin."


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (a_draft(summary=BAD), [("summary", "wording_outlook")]),
        (a_draft(proportionality=BAD), [("proportionality", "wording_outlook")]),
        (a_draft(reasons=(Reason("A01", "styrkt", BAD),)), [("reasons", "wording_outlook")]),
        (a_draft(reasons=(Reason("A01", "styrkt", "Skäl", BAD),)), [("contrary", "wording_outlook")]),
        (a_draft(Outcome.DISMISSED, summary=BAD), [("summary", "wording_outlook")]),
        (a_draft(Outcome.PARTLY_GRANTED, summary=BAD), [("summary", "wording_outlook")]),
        (a_draft(Outcome.PARTLY_GRANTED, reasons=(Reason("A01", "nej", BAD),)), [("reasons", "wording_outlook")]),
        (a_draft(Outcome.CLOSED, summary=BAD), [("summary", "wording_outlook")]),
        (a_draft(Outcome.GRANTED, summary="Föreningen är lämplig, ledningens åsikter prövas inte."), []),
        (a_draft(Outcome.GRANTED, conditions=("Föreningen har inga olämpliga värderingar.",)),
         [("conditions", "wording_values"), ("conditions", "wording_vague")]),
    ],
)  # fmt: skip
def test_which_texts_of_a_proposal_are_held_against_what(draft, expected):
    assert found(draft) == expected


def test_an_act_on_one_question_carries_its_own_reason_and_the_summary_only():
    draft = a_draft(summary=BAD, reasons=(Reason("A01", "styrkt", BAD), Reason("S01", "nej", BAD)))
    assert found(draft) == [
        ("summary", "wording_outlook"),
        ("reasons", "wording_outlook"),
        ("reasons", "wording_outlook"),
    ]
    assert found(draft, acts=("A01",)) == [("reasons", "wording_outlook")]


def test_a_text_that_a_lawyer_let_stand_stands_word_for_word():
    assert found(a_draft(summary=BAD), allowed=(BAD,)) == []
    assert found(a_draft(summary=BAD + " Alls."), allowed=(BAD,)) == [("summary", "wording_outlook")]
