"""The one table of authority: every act that needs some, and how far each role's goes."""

from enum import StrEnum

from vetting.domain.terms import Role


class Act(StrEnum):
    """Everything that needs authority. A route or deed names one of these."""

    SEE_DESK = "see_desk"
    SEE_CASES = "see_cases"
    RECEIVE_APPLICATION = "receive_application"  # register what an association applies for, with its papers
    PREPARE_CASE = "prepare_case"  # open, ask for completion, answer, judge hits, propose
    MARK_SECRECY = "mark_secrecy"  # mark what may not be given out, and make the public copy
    ALLOW_WORDING = "allow_wording"  # let a wording stand that the rules stop
    DECIDE = "decide"  # decide a proposal on delegation
    DECIDE_URGENT = "decide_urgent"  # decide what cannot await the board (KL 6:39)
    RECORD_BOARD_DECISION = "record_board_decision"  # enter what the board decided, from its minutes
    FOLLOW_UP = "follow_up"
    SEE_DIRECTORY = "see_directory"
    EDIT_DIRECTORY = "edit_directory"  # import, merge, correct
    SEE_SOURCES = "see_sources"
    MANAGE_SOURCES = "manage_sources"  # declare sources, receive deliveries
    RUN_CHECK = "run_check"
    OVERRIDE_SOURCE = "override_source"  # go on although a mandatory source was too old or silent
    SET_MATCHING = "set_matching"  # try thresholds, and set them from a date
    PARTNER_DESK = "partner_desk"  # deliver, correct and answer for one's own agency
    SEE_SPOT_CHECKS = "see_spot_checks"
    RUN_SPOT_CHECKS = "run_spot_checks"  # open, seal, record the seed, draw, share out, publish
    MAKE_SPOT_CHECK = "make_spot_check"  # examine what one was given to examine
    SEE_EQUAL_TREATMENT = "see_equal_treatment"  # what was treated otherwise than what was alike, half-yearly
    SEE_PREMISES = "see_premises"  # the register, tonight, what waits
    MANAGE_PREMISES = "manage_premises"  # register, house rules, tariffs, hours, who manages, imports
    RECEIVE_BOOKING = "receive_booking"
    DECIDE_BOOKING = "decide_booking"  # ask, approve, refuse, cancel; steps on a broken contract
    SECOND_BOOKING = "second_booking"  # sign a refusal or step that another proposed
    SEE_REVOCATIONS = "see_revocations"
    DECIDE_EFFECT = "decide_effect"  # what becomes of a row that a revocation reached
    SET_BAR = "set_bar"
    LIFT_BAR = "lift_bar"
    SEE_LEDGER = "see_ledger"
    KEEP_LEDGER = "keep_ledger"  # demand, respite, instalments, payments read, alarms settled
    SEE_BOARD_REPORTS = "see_board_reports"  # tertials, the year, and to the executive board
    WRITE_BOARD_REPORTS = "write_board_reports"
    HAND_IN_REPORTS = "hand_in_reports"
    SEE_ACTION_PLANS = "see_action_plans"  # and local pictures, and how many have read and been trained
    WRITE_ACTION_PLANS = "write_action_plans"  # draft, tell how it goes; local pictures; routines in use
    ADOPT_ACTION_PLANS = "adopt_action_plans"  # enter what the board adopted, from its minutes
    APPROVE_ACTION_PLANS = "approve_action_plans"  # enter what the executive board answered
    KEEP_ROUTINES = "keep_routines"  # publish routines and guidelines
    SEE_READERS = "see_readers"  # by name, who has not read a routine
    KEEP_TRAINING = "keep_training"  # who has taken the basic course
    SEE_RULE_DRAFTS = "see_rule_drafts"
    DRAFT_RULES = "draft_rules"  # the next version of a checklist
    PUBLISH_RULES = "publish_rules"  # what another drafted and the council or board adopted
    HANDLE_CONCERNS = "handle_concerns"  # read what came in without names, keep the signpost
    PUBLISH_OPEN_DATA = "publish_open_data"  # the yearly list of decided grants
    DISPOSE = "dispose"  # remove what the retention plan keeps no longer
    SEE_JOURNAL = "see_journal"
    KEEP_POST = "keep_post"  # what waits to be sent by e-mail, and what failed
    SEE_CLOCK = "see_clock"  # what the clock did, what it owes
    ADMINISTER = "administer"  # accounts, boards, schemes, tokens


class Reach(StrEnum):
    """How far a role's authority goes."""

    OWN_BOARDS = "own_boards"
    WHOLE = "whole"


_CASEWORK = {
    Act.SEE_DESK: Reach.OWN_BOARDS,
    Act.SEE_CASES: Reach.OWN_BOARDS,
    Act.SEE_DIRECTORY: Reach.WHOLE,
    Act.SEE_SOURCES: Reach.WHOLE,
}

TABLE: dict[Role, dict[Act, Reach]] = {
    Role.CULTURE_SECRETARY: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.RECEIVE_BOOKING: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.DECIDE_EFFECT: Reach.OWN_BOARDS,
        Act.SEE_LEDGER: Reach.OWN_BOARDS,
        Act.SEE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.WRITE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
        Act.WRITE_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.PREMISES_MANAGER: {
        Act.SEE_DESK: Reach.OWN_BOARDS,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.MANAGE_PREMISES: Reach.OWN_BOARDS,
        Act.RECEIVE_BOOKING: Reach.OWN_BOARDS,
        Act.DECIDE_BOOKING: Reach.OWN_BOARDS,
        Act.SECOND_BOOKING: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.DECIDE_EFFECT: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.UNIT_HEAD: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.DECIDE: Reach.OWN_BOARDS,
        Act.OVERRIDE_SOURCE: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.RUN_SPOT_CHECKS: Reach.OWN_BOARDS,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.OWN_BOARDS,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.MANAGE_PREMISES: Reach.OWN_BOARDS,
        Act.RECEIVE_BOOKING: Reach.OWN_BOARDS,
        Act.DECIDE_BOOKING: Reach.OWN_BOARDS,
        Act.SECOND_BOOKING: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.DECIDE_EFFECT: Reach.OWN_BOARDS,
        Act.SET_BAR: Reach.OWN_BOARDS,
        Act.LIFT_BAR: Reach.OWN_BOARDS,
        Act.SEE_LEDGER: Reach.OWN_BOARDS,
        Act.KEEP_LEDGER: Reach.OWN_BOARDS,
        Act.SEE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.WRITE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.HAND_IN_REPORTS: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
        Act.WRITE_ACTION_PLANS: Reach.OWN_BOARDS,
        Act.ADOPT_ACTION_PLANS: Reach.OWN_BOARDS,
        Act.SEE_READERS: Reach.OWN_BOARDS,
        Act.KEEP_TRAINING: Reach.OWN_BOARDS,
    },
    Role.DIVISION_HEAD: {
        **_CASEWORK,
        Act.DECIDE: Reach.OWN_BOARDS,
        Act.OVERRIDE_SOURCE: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.SECOND_BOOKING: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.DECIDE_EFFECT: Reach.OWN_BOARDS,
        Act.SET_BAR: Reach.OWN_BOARDS,
        Act.LIFT_BAR: Reach.OWN_BOARDS,
        Act.SEE_LEDGER: Reach.OWN_BOARDS,
        Act.KEEP_LEDGER: Reach.OWN_BOARDS,
        Act.SEE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.WRITE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.HAND_IN_REPORTS: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.CHAIR: {
        **_CASEWORK,
        Act.DECIDE_URGENT: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.SEE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.COORDINATOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.MANAGE_SOURCES: Reach.WHOLE,
        Act.SET_MATCHING: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.DRAFT_RULES: Reach.WHOLE,
        Act.PUBLISH_RULES: Reach.WHOLE,
        Act.RUN_CHECK: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.RUN_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.WHOLE,
        Act.RECEIVE_BOOKING: Reach.WHOLE,
        Act.SEE_REVOCATIONS: Reach.WHOLE,
        Act.SEE_LEDGER: Reach.WHOLE,
        Act.SEE_BOARD_REPORTS: Reach.WHOLE,
        Act.WRITE_BOARD_REPORTS: Reach.WHOLE,
        Act.HAND_IN_REPORTS: Reach.WHOLE,
        Act.KEEP_POST: Reach.WHOLE,
        Act.HANDLE_CONCERNS: Reach.WHOLE,
        Act.PUBLISH_OPEN_DATA: Reach.WHOLE,
        Act.SEE_ACTION_PLANS: Reach.WHOLE,
        Act.WRITE_ACTION_PLANS: Reach.WHOLE,
        Act.APPROVE_ACTION_PLANS: Reach.WHOLE,
        Act.KEEP_ROUTINES: Reach.WHOLE,
        Act.KEEP_TRAINING: Reach.WHOLE,
    },
    Role.LAWYER: {
        **_CASEWORK,
        Act.ALLOW_WORDING: Reach.OWN_BOARDS,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.DRAFT_RULES: Reach.WHOLE,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.SEE_LEDGER: Reach.OWN_BOARDS,
        Act.KEEP_LEDGER: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.REGISTRAR: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RECORD_BOARD_DECISION: Reach.OWN_BOARDS,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.OWN_BOARDS,
        Act.RECEIVE_BOOKING: Reach.OWN_BOARDS,
        Act.SEE_REVOCATIONS: Reach.OWN_BOARDS,
        Act.SEE_LEDGER: Reach.OWN_BOARDS,
        Act.SEE_BOARD_REPORTS: Reach.OWN_BOARDS,
        Act.SEE_ACTION_PLANS: Reach.OWN_BOARDS,
        Act.ADOPT_ACTION_PLANS: Reach.OWN_BOARDS,
    },
    Role.AUDITOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.SEE_CASES: Reach.WHOLE,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.SEE_JOURNAL: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.WHOLE,
        Act.SEE_REVOCATIONS: Reach.WHOLE,
        Act.SEE_LEDGER: Reach.WHOLE,
        Act.SEE_BOARD_REPORTS: Reach.WHOLE,
        Act.SEE_ACTION_PLANS: Reach.WHOLE,
    },
    Role.ADMINISTRATOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.ADMINISTER: Reach.WHOLE,
        Act.DISPOSE: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.PUBLISH_RULES: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.KEEP_POST: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
        Act.SEE_PREMISES: Reach.WHOLE,
        Act.MANAGE_PREMISES: Reach.WHOLE,
        Act.KEEP_ROUTINES: Reach.WHOLE,
        Act.SEE_READERS: Reach.WHOLE,
        Act.KEEP_TRAINING: Reach.WHOLE,
    },
    Role.PARTNER_AGENT: {Act.PARTNER_DESK: Reach.WHOLE},
}
