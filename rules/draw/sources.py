"""Whether what a proof reveals is what its commitment named: the sealed secret, the beacon's round, the figure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rules.draw import forms
from rules.draw.beacon import check_signature
from rules.draw.methods import bits_needed, check_rule, sources_of
from rules.draw.reading import read_rule
from rules.draw.texts import Commitment, LotteryRule, digest, seal
from rules.draw.validity import NotValid, Step


class Revealed(NamedTuple):
    secret: str | None = None
    randomness: bytes | None = None
    rule: LotteryRule | None = None
    value: str | None = None


def check_sources(commitment: Commitment, carried: Mapping[str, object], steps: list[Step]) -> Revealed:
    """Those that the method uses, in this order: sealed, beacon, lottery."""
    used, revealed = sources_of(commitment.method), Revealed()
    if "sealed" in used:
        revealed = revealed._replace(secret=_check_sealed(commitment, carried.get("sealed")))
        steps.append(Step("sealed", commitment.seed_commit or ""))
    if "beacon" in used:
        revealed = revealed._replace(randomness=_check_beacon(commitment, carried.get("beacon")))
        steps.append(Step("beacon", str(commitment.beacon_round)))
    if "lottery" in used:
        rule, value = _check_lottery(commitment, carried.get("lottery"))
        revealed = revealed._replace(rule=rule, value=value)
        steps.append(Step("lottery", value))
    return revealed


def _check_sealed(commitment: Commitment, sealed: object) -> str:
    secret = sealed.get("secret") if isinstance(sealed, dict) else None
    if not isinstance(secret, str) or not forms.HEX64.fullmatch(secret):
        raise NotValid("E_SEALED", "the secret was not revealed")
    if seal(commitment.draw, secret) != commitment.seed_commit:
        raise NotValid("E_SEALED", "the revealed secret is not the one that was sealed")
    return secret


def _check_beacon(commitment: Commitment, beacon: object) -> bytes:
    if not isinstance(beacon, dict):
        raise NotValid("E_BEACON_ROUND", "the beacon's round is missing")
    if beacon.get("chain") != commitment.beacon_chain:
        raise NotValid("E_BEACON_CHAIN", "the round is of another chain")
    number, signature = beacon.get("round"), beacon.get("signature")
    if type(number) is not int or number != commitment.beacon_round:
        raise NotValid("E_BEACON_ROUND", f"the commitment names round {commitment.beacon_round}")
    if not isinstance(signature, str) or not forms.SIGNATURE.fullmatch(signature):
        raise NotValid("E_BEACON_SIG", "a signature is 96 hex digits")
    randomness = check_signature(number, bytes.fromhex(signature))
    if beacon.get("randomness") != randomness.hex():
        raise NotValid("E_BEACON_RANDOMNESS", "the randomness does not follow from the signature")
    return randomness


def _check_lottery(commitment: Commitment, lottery: object) -> tuple[LotteryRule, str]:
    text, value = (lottery.get("rule"), lottery.get("value")) if isinstance(lottery, dict) else (None, None)
    if not isinstance(text, str) or _hash_of(text) != commitment.lottery_rule:
        raise NotValid("E_LOTTERY_RULE_HASH", "this is not the rule that the commitment names")
    rule = read_rule(text)
    check_rule(commitment, rule)
    if not isinstance(value, str) or not re.fullmatch(_value_form(rule), value):
        raise NotValid("E_LOTTERY_VALUE", f"the figure is {rule.groups} x {rule.digits} digits, joined by -")
    if commitment.method != "number" and rule.bits < bits_needed(commitment.count):
        raise NotValid("E_LOTTERY_BITS", f"{commitment.count} entries need {bits_needed(commitment.count)} bits")
    return rule, value


def _hash_of(text: str) -> str | None:
    """Half a character, which JSON can write, has no bytes."""
    try:
        return digest(text)
    except UnicodeEncodeError:
        return None


def _value_form(rule: LotteryRule) -> str:
    group = f"[0-9]{{{rule.digits}}}"
    return f"{group}(?:-{group}){{{rule.groups - 1}}}"
