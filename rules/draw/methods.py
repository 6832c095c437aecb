"""The six methods, and what a commitment must say and leave out for each."""

from rules.draw.beacon import CHAIN, LEAD, second_of
from rules.draw.texts import Commitment, LotteryRule
from rules.draw.validity import NotValid

METHODS = ("beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed", "number")
SPARE_BITS = 20


def sources_of(method: str) -> frozenset[str]:
    """Of beacon, sealed and lottery."""
    return frozenset("lottery" if part == "number" else part for part in method.split("+"))


def check_method(commitment: Commitment) -> None:
    if commitment.method not in METHODS:
        raise NotValid("E_METHOD", "this is none of the six methods")
    used = sources_of(commitment.method)
    fields = {
        "seed_commit": "sealed",
        "beacon_chain": "beacon",
        "beacon_round": "beacon",
        "lottery_rule": "lottery",
    }
    for field, source in fields.items():
        if (getattr(commitment, field) is not None) != (source in used):
            raise NotValid("E_METHOD", f"{field} does not go with {commitment.method}")
    if commitment.method == "number" and (commitment.per_holder or commitment.alternates):
        raise NotValid("E_METHOD", "with number a holder may win twice, and there are no alternates")


def check_round(commitment: Commitment) -> None:
    if commitment.beacon_round is None:
        return
    if commitment.beacon_chain != CHAIN:
        raise NotValid("E_BEACON_CHAIN", "this is not the chain of quicknet")
    if second_of(commitment.beacon_round) < commitment.locked_at + LEAD:
        raise NotValid("E_BEACON_TIME", f"the round came less than {LEAD} seconds after the lock")


def check_rule(commitment: Commitment, rule: LotteryRule) -> None:
    if commitment.method != "number":
        if rule.take is not None or rule.unsold is not None:
            raise NotValid("E_LOTTERY_RULE", "take and unsold belong to number alone")
        return
    if rule.take is None or rule.unsold is None:
        raise NotValid("E_LOTTERY_RULE", "number needs take and unsold")
    if int(rule.take.partition(":")[2]) > rule.digits:
        raise NotValid("E_LOTTERY_RULE", "more digits are taken than a group has")
    if commitment.prizes != rule.groups:
        raise NotValid("E_METHOD", f"{rule.groups} groups are not {commitment.prizes} prizes")


def bits_needed(count: int) -> int:
    """With fewer, some tickets have visibly more chance than others."""
    return SPARE_BITS + (count - 1).bit_length()
