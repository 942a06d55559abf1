"""Kinds of mail in an application: the label that is true of each, and who writes it how often."""

from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.example.mailers import Side
from analyzer.labels import Label

_S, _B, _T, _P, _O = Side.SYSTEM, Side.BOARD, Side.TEST, Side.PERSON, Side.OWN


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mail."""

    label: Label | None
    """None: the user's own mail."""
    sides: Mapping[Side, float]
    """Who writes it: relative weights; sides that an application does not have drop out."""


KINDS: Mapping[str, Kind] = {
    "own_application": Kind(None, {_O: 1}),
    "ack": Kind(Label.AUTO_ACK, {_S: 1}),
    "ack_board": Kind(Label.AUTO_ACK, {_B: 1}),
    "ack_mail": Kind(Label.AUTO_ACK, {_S: 0.7, _P: 0.3}),
    "action": Kind(Label.ACTION_NEEDED, {_S: 0.85, _P: 0.15}),
    "references": Kind(Label.ACTION_NEEDED, {_P: 1}),
    "test": Kind(Label.ASSESSMENT, {_T: 0.4, _S: 0.35, _P: 0.25}),
    "homework": Kind(Label.ASSESSMENT, {_P: 1}),
    "test_reminder": Kind(Label.ASSESSMENT, {_T: 0.4, _S: 0.4, _P: 0.2}),
    "test_receipt": Kind(Label.AUTO_ACK, {_T: 0.5, _S: 0.4, _P: 0.1}),
    "invite_ask": Kind(Label.INTERVIEW_INVITE, {_P: 0.8, _S: 0.2}),
    "invite_link": Kind(Label.INTERVIEW_INVITE, {_S: 0.75, _P: 0.25}),
    "invite_fixed": Kind(Label.INTERVIEW_INVITE, {_P: 0.65, _S: 0.35}),
    "next_ask": Kind(Label.INTERVIEW_INVITE, {_P: 1}),
    "next_fixed": Kind(Label.INTERVIEW_INVITE, {_P: 0.75, _S: 0.25}),
    "final_ask": Kind(Label.INTERVIEW_INVITE, {_P: 1}),
    "final_fixed": Kind(Label.INTERVIEW_INVITE, {_P: 0.8, _S: 0.2}),
    "own_times": Kind(None, {_O: 1}),
    "own_yes": Kind(None, {_O: 1}),
    "own_move": Kind(None, {_O: 1}),
    "confirm": Kind(Label.INTERVIEW_INVITE, {_P: 0.7, _S: 0.3}),
    "booked": Kind(Label.INTERVIEW_INVITE, {_S: 0.8, _P: 0.2}),
    "move": Kind(Label.INTERVIEW_INVITE, {_P: 0.8, _S: 0.2}),
    "moved": Kind(Label.INTERVIEW_INVITE, {_P: 1}),
    "reminder": Kind(Label.INTERVIEW_INVITE, {_S: 0.7, _P: 0.3}),
    "offer": Kind(Label.OFFER, {_P: 1}),
    "own_thanks": Kind(None, {_O: 1}),
    "own_decline": Kind(None, {_O: 1}),
    "rescinded": Kind(Label.HIRING_FREEZE, {_P: 1}),
    "reject_cv": Kind(Label.REJECTION, {_S: 0.74, _B: 0.18, _P: 0.08}),
    "reject_test": Kind(Label.REJECTION, {_S: 0.7, _P: 0.3}),
    "reject_talk": Kind(Label.REJECTION, {_P: 0.7, _S: 0.3}),
    "reject_final": Kind(Label.REJECTION, {_P: 1}),
    "freeze": Kind(Label.HIRING_FREEZE, {_S: 0.75, _P: 0.25}),
    "freeze_talk": Kind(Label.HIRING_FREEZE, {_P: 0.8, _S: 0.2}),
    "own_withdraw": Kind(None, {_O: 1}),
    "withdrawn": Kind(Label.WITHDRAWN, {_S: 1}),
    "withdrawn_reply": Kind(Label.WITHDRAWN, {_P: 1}),
    "survey": Kind(Label.OTHER, {_S: 1}),
}
