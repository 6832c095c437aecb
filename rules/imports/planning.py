"""What would come of a list, worked out before anything is written: who takes which numbers, and what is left out."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from rules.imports.entries import Entry, LeftOut, Listing, Unread, Why
from rules.namesakes import who_is_meant
from rules.numbers import MOST_NUMBERS
from rules.phones import Phone
from rules.refusals import BuyerAmbiguous
from rules.states import PaymentMethod


class Offer(NamedTuple):
    """A run of numbers with one price."""

    init: int
    final: int
    set_number: int
    unit_price: int


class Acquaintance(NamedTuple):
    """A buyer as far as it is asked who is meant. Whoever is new has a number below 0 until they are added."""

    buyer_number: int
    phone: str | None


class World(NamedTuple):
    """What the list meets."""

    offers: Sequence[Offer]
    """In the order of their numbers."""
    held: frozenset[int]
    """Of the numbers in the list."""
    by_phone: Mapping[str, Acquaintance]
    """By its digits."""
    by_name: Mapping[str, Sequence[Acquaintance]]
    """By the name, case, accents and spaces aside."""


class Newcomer(NamedTuple):
    name: str
    phone: Phone | None


class Share(NamedTuple):
    """What becomes one order."""

    buyer: int
    """Below 0: a newcomer, -1 is the first."""
    method: PaymentMethod | None
    """None reserves."""
    numbers: tuple[tuple[int, Offer], ...]

    @property
    def total(self) -> int:
        return sum(offer.unit_price for _, offer in self.numbers)


class Counts(NamedTuple):
    paid: int = 0
    reserved: int = 0
    """Numbers."""
    paid_amount: int = 0
    reserved_amount: int = 0
    orders: int = 0
    newcomers: int = 0
    known: int = 0
    free: int = 0
    left_out: int = 0
    """Lines."""
    unreadable: int = 0
    repeated: int = 0
    taken: int = 0
    outside: int = 0

    @property
    def numbers(self) -> int:
        return self.paid + self.reserved


class Plan(NamedTuple):
    shares: tuple[Share, ...]
    newcomers: tuple[Newcomer, ...]
    phones: tuple[tuple[int, Phone], ...]
    """Of buyers whose phone was not known."""
    left_out: tuple[LeftOut, ...]
    counts: Counts
    entries: tuple[Entry, ...]
    """Those that are taken in."""

    @property
    def digest(self) -> str:
        """Equal for equal plans: what was shown is what is done."""
        said = repr((self.shares, self.newcomers, self.phones, self.counts))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def plan(listing: Listing, world: World) -> Plan:
    """Line after line, as though each was typed: a line is taken in as a whole or left out."""
    planning = _Planning(world)
    for entry in listing.entries:
        planning.add(entry)
    left_out = sorted((*listing.left_out, *planning.left_out), key=lambda one: one.line)
    return Plan(
        tuple(planning.shares()),
        tuple(planning.newcomers),
        tuple(planning.phones.items()),
        tuple(left_out),
        _count(planning, left_out, listing.free),
        tuple(planning.taken_in),
    )


class _Planning:
    def __init__(self, world: World) -> None:
        self._world = world
        self._starts = [offer.init for offer in world.offers]
        self._by_phone = dict(world.by_phone)
        self._by_name = {name: list(known) for name, known in world.by_name.items()}
        self._lines: dict[int, int] = {}
        self._shares: dict[tuple[int, PaymentMethod | None], list[tuple[int, Offer]]] = {}
        self.newcomers: list[Newcomer] = []
        self.phones: dict[int, Phone] = {}
        self.left_out: list[LeftOut] = []
        self.taken_in: list[Entry] = []

    def add(self, entry: Entry) -> None:
        try:
            numbers = self._priced(entry)
            buyer = self._buyer(entry)
        except Unread as unread:
            self.left_out.append(LeftOut(entry.line, unread.why, entry.text, unread.numbers, unread.other))
            return
        method = (entry.method or PaymentMethod.CASH) if entry.paid else None
        self._shares.setdefault((buyer, method), []).extend(numbers)
        self._lines |= dict.fromkeys(entry.numbers, entry.line)
        self.taken_in.append(entry)

    def shares(self) -> list[Share]:
        """None with more numbers than one may take in one go."""
        found = []
        for (buyer, method), numbers in self._shares.items():
            rest = iter(numbers)
            while part := tuple(islice(rest, MOST_NUMBERS)):
                found.append(Share(buyer, method, part))
        return found

    def _priced(self, entry: Entry) -> list[tuple[int, Offer]]:
        offers = [(number, self._offer(number)) for number in entry.numbers]
        outside = tuple(number for number, offer in offers if offer is None)
        if outside:
            raise Unread(Why.OUTSIDE, outside)
        repeated = tuple(number for number in entry.numbers if number in self._lines)
        if repeated:
            raise Unread(Why.REPEATED, repeated, self._lines[repeated[0]])
        taken = tuple(number for number in entry.numbers if number in self._world.held)
        if taken:
            raise Unread(Why.TAKEN, taken)
        found = [(number, offer) for number, offer in offers if offer is not None]
        if entry.paid and entry.amount not in (None, sum(offer.unit_price for _, offer in found)):
            raise Unread(Why.AMOUNT_DIFFERS)
        return found

    def _offer(self, number: int) -> Offer | None:
        place = bisect_right(self._starts, number) - 1
        offer = self._world.offers[place] if place >= 0 else None
        return offer if offer is not None and number <= offer.final else None

    def _buyer(self, entry: Entry) -> int:
        digits = entry.phone.digits if entry.phone else None
        named = self._by_name.setdefault(entry.name_key, [])
        try:
            known = who_is_meant(
                entry.name, self._by_phone.get(digits) if digits else None, named, has_phone=digits is not None
            )
        except BuyerAmbiguous as ambiguous:
            raise Unread(Why.TWO_OF_THEM, tuple(n for n in ambiguous.buyer_numbers if n > 0)) from None
        if known is None:
            self.newcomers.append(Newcomer(entry.name, entry.phone))
            known = Acquaintance(-len(self.newcomers), digits)
            named.append(known)
        elif entry.phone is not None and known.phone is None:
            known = self._learn_phone(named, known, entry.phone)
        if digits:
            self._by_phone[digits] = known
        return known.buyer_number

    def _learn_phone(self, named: list[Acquaintance], known: Acquaintance, phone: Phone) -> Acquaintance:
        learned = known._replace(phone=phone.digits)
        named[named.index(known)] = learned
        if known.buyer_number > 0:
            self.phones[known.buyer_number] = phone
        else:
            place = -known.buyer_number - 1
            self.newcomers[place] = self.newcomers[place]._replace(phone=phone)
        return learned


def _count(planning: _Planning, left_out: Sequence[LeftOut], free: int) -> Counts:
    shares = planning.shares()
    paid, reserved = ([share for share in shares if (share.method is not None) is sold] for sold in (True, False))
    whys = [one.why for one in left_out]
    met = {why: whys.count(why) for why in (Why.REPEATED, Why.TAKEN, Why.OUTSIDE)}
    return Counts(
        paid=sum(len(share.numbers) for share in paid),
        reserved=sum(len(share.numbers) for share in reserved),
        paid_amount=sum(share.total for share in paid),
        reserved_amount=sum(share.total for share in reserved),
        orders=len(shares),
        newcomers=len(planning.newcomers),
        known=len({share.buyer for share in shares if share.buyer > 0}),
        free=free,
        left_out=len(whys),
        unreadable=len(whys) - sum(met.values()),
        repeated=met[Why.REPEATED],
        taken=met[Why.TAKEN],
        outside=met[Why.OUTSIDE],
    )
