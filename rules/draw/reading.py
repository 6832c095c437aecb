"""Reading the texts of a draw: exactly as they are written or not at all, nothing is repaired."""

from rules.draw import forms
from rules.draw.entries import MOST_NUMBER, Entries
from rules.draw.texts import ZERO, Commitment, LotteryRule
from rules.draw.validity import NotValid

_LONGEST_SHORT_TEXT = 4096
_MOST_ENTRIES = 2**32 - 1


def read_commitment(text: object) -> Commitment:
    if not isinstance(text, str) or len(text) > _LONGEST_SHORT_TEXT:
        raise NotValid("E_COMMIT_CANON", "there is no commitment that could be read")
    match = forms.COMMITMENT.fullmatch(text)
    if match is None:
        raise NotValid("E_COMMIT_CANON", "the commitment is not written as it must be")
    said = match.groupdict()
    if (said["seq"] == "1") != (said["prev"] == ZERO):
        raise NotValid("E_COMMIT_CANON", "only an organizer's first draw has none before it")
    number = _absent(said["beacon_round"])
    return Commitment(
        draw=said["draw"],
        organizer=said["organizer"],
        seq=int(said["seq"]),
        prev=said["prev"],
        entries=said["entries"],
        count=int(said["count"]),
        prizes=int(said["prizes"]),
        alternates=int(said["alternates"]),
        per_holder=said["per_holder"] == "1",
        method=said["method"],
        seed_commit=_absent(said["seed_commit"]),
        beacon_chain=_absent(said["beacon_chain"]),
        beacon_round=None if number is None else int(number),
        lottery_rule=_absent(said["lottery_rule"]),
        locked_at=int(said["locked_at"]),
    )


def read_entries(text: object) -> tuple[str, Entries]:
    """The draw that the list names, and the list."""
    head = forms.ENTRIES_HEAD.match(text) if isinstance(text, str) else None
    if head is None or not isinstance(text, str):
        raise NotValid("E_ENTRIES_CANON", "the list does not begin as it must")
    draw, count = head.groups()
    entries, at = Entries(), head.end()
    last, holders = -1, 0
    while match := forms.ENTRY.match(text, at):
        number, holder = int(match[1]), int(match[2])
        if not last < number <= MOST_NUMBER or holder > holders + 1:
            break
        last, holders, at = number, max(holders, holder), match.end()
        entries.add(number, holder, bytes.fromhex(match[3]))
    if at != len(text):
        raise NotValid("E_ENTRIES_CANON", f"line {len(entries) + 4} of the list is not as it must be")
    if len(entries) != int(count) or len(entries) > _MOST_ENTRIES:
        raise NotValid("E_ENTRIES_CANON", f"the list says {count} lines and has {len(entries)}")
    return draw, entries


def read_rule(text: str) -> LotteryRule:
    match = forms.RULE.fullmatch(text)
    if match is None:
        raise NotValid("E_LOTTERY_RULE", "the rule is not written as it must be")
    said = match.groupdict()
    sizes = (int(said["groups"]), int(said["digits"]), int(said["bits"]))
    where = (said["url"], _absent(said["take"]), _absent(said["unsold"]))
    rule = LotteryRule(said["name"], said["draw_date"], said["what"], *sizes, *where)
    if 1 << rule.bits > 10 ** (rule.groups * rule.digits):
        raise NotValid("E_LOTTERY_RULE", f"{rule.groups} x {rule.digits} digits hold less than {rule.bits} bits")
    return rule


def _absent(value: str) -> str | None:
    return None if value == "-" else value
