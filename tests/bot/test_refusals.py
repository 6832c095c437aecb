"""What is said to a refusal: about every one there is, in every language, whatever was typed."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.oneline.finds import read_find
from bot.rewording import without_markup
from bot.texts import words
from bot.texts.refusals import refused
from bot.texts.say import say_in
from bot.texts.shown import numbers, short
from rules import announcements, bars, exports, more_time, paper, quotas, reminding, tasks
from rules import buying as limits
from rules import locking as draws
from rules import misreadings as misread
from rules import refusals as no
from rules.choices import DRAW_METHODS, read_draw_method, read_method, read_raffle_state, read_set_type
from rules.dates import read_moment
from rules.imports import refusals as lists
from rules.imports.states import ImportState
from rules.numbers import AtRandom, NumberRange, read_choice
from rules.refusals import Refusal, TakenAs
from rules.states import MOVES, PaymentMethod, RaffleState, SetType

LANGUAGES = ("en", "es", "pt_BR")
NOW = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 13, 18, 0, tzinfo=UTC)
HOSTILE = "<b>{name}</b> &amp; {0}\u202e\n" + "W" * 4000
RANGES = (NumberRange(0, 99, 2), NumberRange(100, 199, 0))
ODD_RANGES = tuple(NumberRange(n * 10**7, n * 10**7 + 9, 9) for n in range(90))
MANY = tuple(range(1, 2000, 2))
LARGEST = 10**11


def taken(*numbers: int, nearby: tuple[int, ...] = (), first: tuple[TakenAs, ...] = ()) -> Refusal:
    return no.NumbersTaken(numbers, nearby, RANGES, first, NOW)


def moves() -> list[Refusal]:
    refused_moves: list[Refusal] = [no.MoveNotAllowed("order", state, "handed on") for state in MOVES["order"]]
    for noun, states in MOVES.items():
        refused_moves += [no.MoveNotAllowed(noun, str(one), str(other)) for one, other in product(states, states)]
    return refused_moves


HELD_UNTIL = TakenAs(7, "reserved", FRIDAY)
SAID: list[Refusal] = [
    announcements.TooManyLinks(9, 3),
    announcements.NobodyToWriteTo(),
    bars.BarredFromWriting(),
    announcements.AnnouncedEnough(FRIDAY, NOW),
    *(quotas.QuotaReached(quota, most, FRIDAY, NOW, 2**62) for quota, most in quotas.USUAL.items()),
    misread.TextMissing("announcement"),
    lists.TextNotReadable(),
    lists.ListTooLarge(10**9, 1_000_000),
    lists.LinesTooMany(10**9, 10_000),
    lists.ListNotLoaded(),
    *(lists.ImportOver(state) for state in ImportState),
    lists.ImportMoved(10**9),
    misread.FileNotUsable(),
    misread.FileTooLarge(10**9, 20_000_000),
    misread.NumbersUnreadable(HOSTILE),
    misread.NumbersUnreadable(""),
    misread.RangeUnreadable(HOSTILE),
    misread.RangeUnreadable(""),
    misread.NumbersRepeated(MANY, 9),
    misread.RangeBackwards(999_999_999, 0, 9),
    misread.TooManyNumbers(10**12, 1000),
    misread.TooManyNumbers(2, 1),
    misread.TooManyRows(4096, 20),
    misread.NumberTooLarge("9" * 4000, 999_999_999),
    misread.AmountUnreadable(HOSTILE),
    misread.TooManyDecimals(HOSTILE, "USD", "0." + "1" * 4000, 2),
    misread.TooManyDecimals("5.5", "CLP", "5.5", 0),
    misread.TooManyDecimals("5.55", "USD", "5.55", 1),
    misread.AmountNotPositive(HOSTILE),
    misread.AmountTooLarge("9" * 4000, LARGEST),
    misread.CurrencyUnknown(HOSTILE),
    misread.PhoneUnreadable(HOSTILE),
    misread.EmailUnreadable(HOSTILE),
    misread.ZoneUnknown(HOSTILE),
    misread.LanguageUnknown(HOSTILE),
    misread.CountryUnknown(HOSTILE),
    *(misread.TextMissing(field) for field in ("name", "description", "reason", "notes", "payment_text", "text")),
    misread.TextTooLong("description", 4000, 1000),
    misread.HoldUnreadable(HOSTILE),
    misread.HoldOutOfBounds(999_999_999 * 1440, 5, 129_600),
    misread.HoldOutOfBounds(60 * 24 * 31, 0, 43_200),
    misread.ClockUnreadable(HOSTILE),
    misread.QuietHoursUnreadable(HOSTILE),
    misread.DateUnreadable(HOSTILE),
    misread.MomentUnreadable(HOSTILE, FRIDAY, NOW),
    misread.DateTooFar(HOSTILE, 5),
    misread.TooManyPrizes(30),
    misread.DateInThePast(FRIDAY - timedelta(days=400), NOW),
    misread.ChoiceUnknown("method", HOSTILE, ("cash", "card", "transfer")),
    misread.ChoiceUnknown("type", HOSTILE, ("physical", "online")),
    misread.ChoiceUnknown("state", HOSTILE, ("available", "reserved", "sold")),
    misread.ChoiceUnknown("draw_method", HOSTILE, ("beacon", "number", "sealed")),
    misread.ChoiceUnknown("find", HOSTILE, ("free", "set:1")),
    misread.ChoiceUnknown("report", HOSTILE, ("from:2026-03-01",)),
    misread.ChoiceUnknown("colour", HOSTILE, ("<i>", "blue")),
    misread.BuyerMissing(HOSTILE),
    misread.OnlyOneOf(HOSTILE, HOSTILE),
    misread.ButtonTooOld(),
    *(tasks.TaskRunning(kind) for kind in (*tasks.TaskKind, "odd")),
    tasks.TaskOver("export", "done"),
    exports.TooMuchToExport(10**7, 10**6),
    misread.ChoiceUnknown("format", HOSTILE, ("xlsx", "csv")),
    tasks.FileTooLargeToSend(10**9, tasks.LARGEST_FILE),
    no.NoProjectYet(),
    no.ProjectUnclear(MANY),
    no.AlreadyPromised("draw_at"),
    no.NotPractice(1),
    *(no.CannotMerge(3, 8, why) for why in ("same", "merged", "telegram", "erased", "practice")),
    no.LinkNotUsable(),
    no.AlreadyConnected(3),
    *(no.NotFound(noun, HOSTILE) for noun in ("buyer", "project", "order", "set", "page", "user", "prize")),
    *(no.NotFound(noun, HOSTILE) for noun in ("draw", "winner")),
    *moves(),
    *(no.ProjectNotOpen(1, state) for state in ("closed", "drawn", "cancelled")),
    no.NoNumbersYet(1),
    no.NumbersOutside(MANY, ODD_RANGES),
    no.NumbersTaken(MANY, (10, 12, 14), ODD_RANGES, (HELD_UNTIL,) * 3, NOW),
    taken(1, 2, 3, nearby=(4, 5, 6), first=(HELD_UNTIL, HELD_UNTIL, TakenAs(8, "sold", None))),
    no.NotEnoughFree(1000, 0),
    no.NotEnoughFree(1000, 1),
    no.NumbersNotHeld(MANY, ODD_RANGES),
    no.NumbersAlreadyPaid(MANY, ODD_RANGES),
    no.PaidMoreThanRemains(LARGEST, 1, "USD"),
    no.RangesOverlap(NumberRange(0, 10**9 - 1, 9), NumberRange(0, 9, 1), 10),
    no.ProjectTooLarge(10**9, 10**7),
    no.SetOnlyGrows(99, 50, 2),
    no.AmountAboveOwed(LARGEST, 1, "USD"),
    *(no.OrderNotPayable(1, state) for state in ("paid", "expired", "cancelled")),
    no.BuyerAmbiguous(HOSTILE, MANY),
    no.CurrencyFixed("USD"),
    no.AlreadyHeldBy(3),
    *(no.OrderNotPaid(1, state) for state in ("reserved", "expired", "cancelled")),
    no.BuyerNotOnTelegram(3),
    no.NotAsShown(3),
    no.RemindedLately(NOW, NOW, 60),
    no.TooLateToUndo(10),
    no.AlreadyUndone(3),
    no.ChangedSince(3),
    limits.MoreThanPerOrder(1000, 1),
    limits.MoreThanPerOrder(1000, 100),
    limits.MoreThanPerBuyer(1000, 0, 1),
    limits.MoreThanPerBuyer(1000, 2, 100),
    limits.TooManyUnpaid(1),
    limits.TooManyUnpaid(5),
    limits.OrderedTooOften(20, 60),
    limits.NumbersKept(MANY, ODD_RANGES, FRIDAY, NOW),
    limits.NumberIsFree(7, RANGES),
    limits.NumberIsYours(7, RANGES),
    limits.TooManyWaitedFor(10),
    *(limits.NothingToProve(1, state) for state in ("paid", "expired", "cancelled")),
    limits.TooManyProofs(10),
    limits.ProvedTooOften(20, 60),
    *(limits.ProofDecided(1, state) for state in ("accepted", "rejected", "again")),
    limits.ProofWaits(3),
    limits.NotDueYet(3),
    limits.LimitOutOfBounds(0, 1000),
    limits.LimitUnreadable(HOSTILE),
    limits.RemindersOff(3),
    limits.BuyerErased(3),
    limits.ProjectsStillRunning(MANY),
    limits.TriedTooOften(90),
    draws.ProjectLocked(1),
    draws.NotReadyToDraw(1, tuple(draws.Lack)),
    draws.DrawTooSoon(FRIDAY, NOW),
    draws.DrawnAlready(1, 2),
    draws.NothingToRedraw(1),
    *(draws.DrawOver(1, state) for state in ("locked", "drawn", "void")),
    draws.StillListing(1),
    draws.DrawNotDue(FRIDAY, NOW),
    draws.ChanceIsKnown(1),
    draws.DrawnOtherwise("sealed"),
    draws.SignatureWrong(10**12),
    draws.FigureUnreadable(HOSTILE, 1, 4),
    draws.FigureUnreadable(HOSTILE, 32, 12),
    draws.FigureAsBefore("1207"),
    *(draws.LotteryUnreadable(field) for field in ("name", "what", "url", "digits", "take")),
    draws.CountUnreadable(1, 365),
    draws.PrizeNotWaiting("P1", "confirmed"),
    draws.ClaimCodeWrong("P1"),
    draws.PrizesHandedOver(1),
    reminding.NobodyToRemind(),
    reminding.TooManyReminders(5),
    more_time.MoreTimeAsked(7),
    more_time.MoreTimeRefused(7),
    *(more_time.MoreTimeAnswered(7, answer) for answer in (None, *more_time.MoreTime)),
    paper.NothingOnPaper(1),
    paper.NotOnPaper(NumberRange(0, 999_999_999, 9), ODD_RANGES),
    paper.TooManyToPrint(10**9, 2_000, NumberRange(0, 1_999, 9)),
]
_NAMES_OF_TABLES = ("reserved", "paid", "expired", "cancelled", "available", "sold", "closed", "drawn", "planned")
RAW = re.compile(rf"\b({'|'.join((*_NAMES_OF_TABLES, 'dropped', 'cash', 'card', 'transfer', 'physical'))})\b")
GENERIC = "That is not possible"


def test_every_refusal_there_is_is_said_here() -> None:
    rooms = (
        no,
        misread,
        limits,
        draws,
        reminding,
        more_time,
        paper,
        tasks,
        exports,
        announcements,
        lists,
        bars,
        quotas,
    )
    known = [value for room in rooms for value in vars(room).values()]
    every = {kind for kind in known if isinstance(kind, type) and issubclass(kind, Refusal)}
    assert every - {Refusal} == {type(refusal) for refusal in SAID}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", SAID, ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_has_a_sentence_of_its_own_that_nothing_typed_can_spoil(refusal: Refusal, language: str) -> None:
    say = say_in(language)
    said = refused(say, refusal)
    assert not said.startswith(say("That is not possible. Nothing was changed."))
    assert not said.startswith(say("That is not possible any more. Nothing was changed."))
    assert 0 < len(without_markup(said)) <= 300
    assert "<b>" not in said
    assert "<i>" not in said
    assert "\u202e" not in said
    assert "{" not in said.replace("{name}", "").replace("{0}", ""), (
        "what was typed may hold braces, a sentence may not"
    )
    assert language == "en" or not RAW.search(said)


def test_an_unknown_refusal_is_still_said() -> None:
    class Unheard(Refusal):
        pass

    assert refused(say_in("en"), Unheard()) == "That is not possible. Nothing was changed."
    assert refused(say_in("en"), no.MoveNotAllowed("draw", "locked", "open")).startswith(
        "That is not possible any more"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_are_offered_are_understood_when_they_are_typed(language: str) -> None:
    say = say_in(language)
    assert [read_method(words.method(say, one)) for one in PaymentMethod] == list(PaymentMethod)
    assert [read_set_type(words.set_type(say, one)) for one in SetType] == list(SetType)
    assert [read_raffle_state(words.raffle_state(say, one)) for one in RaffleState] == list(RaffleState)
    find = refused(say, misread.ChoiceUnknown("find", "x", ())).partition(": ")[2].rstrip(".")
    assert read_find(find.replace(",", "")).buyer_number == 3
    chance = refused(say, no.NotEnoughFree(9, 3)).rpartition(": ")[2]
    assert read_choice(chance) == AtRandom(3)
    assert read_choice(refused(say, misread.NumbersUnreadable("x")).rpartition(": ")[2]) == AtRandom(3)
    listed = refused(say, misread.ChoiceUnknown("type", "x", ("physical", "online")))
    assert listed.endswith(f"{words.set_type(say, 'physical')}, {words.set_type(say, 'online')}.")


def test_what_was_typed_is_shown_short_and_never_fails() -> None:
    assert short("  Ana \u202e Gomez ") == "Ana Gomez"
    assert short("\u200b\n") == "…"
    assert short("a" * 41) == "a" * 40 + "…"
    assert len(short("\U0001d160" * 4000)) == 41, "composing makes each of these three"


def test_numbers_are_shown_as_wide_as_their_sets_show_them() -> None:
    assert numbers((7, 8, 100, 300), RANGES) == "07, 08, 100, 300"
    assert numbers((98, 99, 100), RANGES) == "98, 99, 100"
    assert numbers(MANY, ()) == "1, 3, 5, 7, 9, 11, 13, 15, …"


def test_spans_are_said_as_people_say_them() -> None:
    said = {minutes: words.span(say_in("en"), minutes) for minutes in (30, 60, 90, 150, 1440, 2880, 4320, 1501)}
    assert list(said.values()) == [
        *("30 minutes", "1 hour", "90 minutes", "2 hours 30 minutes"),
        *("24 hours", "48 hours", "3 days", "25 hours 1 minute"),
    ]
    assert words.span(say_in("pt_BR"), 4320) == "3 dias"
    assert words.span(say_in("es"), 60) == "1 hora"


def test_a_state_that_has_no_word_is_shown_as_it_is_and_harmless() -> None:
    assert words.order_state(say_in("es"), "<i>") == "&lt;i&gt;"


@pytest.mark.parametrize("language", LANGUAGES)
def test_moments_are_read_as_they_are_said(language: str) -> None:
    say = say_in(language)
    for ahead in (timedelta(hours=2), timedelta(days=1), timedelta(days=4), timedelta(days=400)):
        at = (NOW + ahead).replace(second=0, microsecond=0)
        assert read_moment(say.moment(at, NOW), NOW, "UTC", language) == at
    tried = refused(say, misread.MomentUnreadable("soon", FRIDAY, NOW)).rpartition(": ")[2]
    assert read_moment(tried, NOW, "UTC", language) == FRIDAY
    unknown = misread.ChoiceUnknown("draw_method", "x", tuple(DRAW_METHODS))
    offered = refused(say, unknown).partition(": ")[2].rstrip(".")
    assert [read_draw_method(word) for word in offered.split(", ")] == list(DRAW_METHODS)
