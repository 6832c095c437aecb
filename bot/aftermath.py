"""What becomes of a letter once Telegram has answered, or when it could not even be said."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import structlog

from bot.landing import landed, lost
from bot.rewording import Piece, afresh, alone, plain, split
from bot.telegram_answers import Answer, Verdict
from db.files import keep_file
from db.outbox import (
    NOTICE,
    Letter,
    Posted,
    follow_migration,
    mark_dropped,
    mark_sent,
    post_letters,
    put_off_letter,
    reword_letter,
)
from db.work import Work
from rules.keys import BuyerKey
from services.live_boards import follow_group, leave_chat
from services.reach import lose_touch

WORDING_TRIES = 5
STUBBORN, HOPELESS = 20, 400
"""So often Telegram is asked to take a letter at which it fails: about an hour while others get through, else a day."""
_PATIENT = 4
"""So many times a connection that fails counts: it says nothing of the letter, and may be back at any moment."""
_LONGEST_AWAY = timedelta(seconds=15)

BackOff = Callable[[Letter], timedelta]

log = structlog.get_logger()


class Attempt(NamedTuple):
    letter: Letter
    answer: Answer
    otherwise: Sequence[Piece] = ()
    """How it is said now that it was not taken as it was."""
    following: Sequence[Piece] = ()
    """What is to be said right behind it."""
    others_pass: bool = True
    file_key: str | None = None
    """By which the file that was sent is known from now on."""
    shows: str | None = None
    """What stands there, of what was said as it is or not at all."""


def tried(letter: Letter, calls: Sequence[Piece], answer: Answer, *, others_pass: bool) -> Attempt:
    first, *following = calls
    answer = answer if first.shows is None else _in_no_other_way(answer)
    words = alone(first.payload) if first.drawing is not None else first
    match answer.verdict:
        case Verdict.PLAIN:
            otherwise = [words._replace(payload=plain(words.payload))]
        case Verdict.AFRESH:
            otherwise = [afresh(first.method, first.payload)]
        case Verdict.ALONE:
            otherwise = [alone(first.payload)]
        case Verdict.SPLIT:
            otherwise = split(words.method, words.payload)
        case _:
            file_key = first.drawing.file_key if first.drawing is not None else None
            return Attempt(letter, answer, (), following, others_pass, file_key, first.shows)
    if otherwise[0] == first:
        return Attempt(letter, Answer(Verdict.REFUSED, words="it cannot be said in another way"))
    return Attempt(letter, answer, [*otherwise, *following])


def _in_no_other_way(answer: Answer) -> Answer:
    match answer.verdict:
        case Verdict.AFRESH:
            return answer._replace(verdict=Verdict.GONE)
        case Verdict.PLAIN | Verdict.ALONE | Verdict.SPLIT:
            return answer._replace(verdict=Verdict.REFUSED)
    return answer


async def follow(work: Work, attempts: Sequence[Attempt], back_off: BackOff) -> None:
    sent = [attempt for attempt in attempts if attempt.answer.verdict is Verdict.SENT]
    await mark_sent(work, [(attempt.letter, attempt.answer.message_id) for attempt in sent])
    for attempt in sent:
        if attempt.file_key is not None and attempt.answer.file_id:
            await keep_file(work, attempt.file_key, attempt.answer.file_id)
        await _post_behind(work, attempt.letter, attempt.following)
        await landed(work, attempt.letter, attempt.answer.message_id, attempt.shows)
    for attempt in attempts:
        if attempt.answer.verdict is not Verdict.SENT:
            await _follow(work, attempt, back_off)


async def _follow(work: Work, attempt: Attempt, back_off: BackOff) -> None:
    letter, answer = attempt.letter, attempt.answer
    match answer.verdict:
        case Verdict.PAUSE:
            await put_off_letter(work, letter, work.now + timedelta(seconds=answer.seconds), failed=False)
        case Verdict.AWAY:
            pause = min(back_off(letter), _LONGEST_AWAY)
            await put_off_letter(work, letter, work.now + pause, failed=letter.attempts < _PATIENT)
        case Verdict.AGAIN | Verdict.FAULT if not is_given_up(attempt):
            await put_off_letter(work, letter, work.now + back_off(letter), failed=True)
        case Verdict.MOVED:
            await follow_migration(work, letter.chat_id, answer.new_chat)
            await follow_group(work, letter.chat_id, answer.new_chat)
            await put_off_letter(work, letter, work.now, failed=False)
        case Verdict.AFRESH if (keys := _by_itself(letter)) is not None:
            await reword_letter(work, letter, letter.method, keys, letter.priority, NOTICE)
        case Verdict.PLAIN | Verdict.AFRESH | Verdict.ALONE | Verdict.SPLIT:
            await _reword(work, letter, attempt.otherwise)
        case Verdict.NO_TOKEN:
            await put_off_letter(work, letter, work.now, failed=False)
        case Verdict.UNWANTED:
            await mark_dropped(work, letter)
        case Verdict.UNREACHABLE:
            await _drop(work, letter, answer)
            await lose_touch(work, letter.chat_id, _buyer_of(letter))
            await leave_chat(work, letter.chat_id)
        case _:
            await _drop(work, letter, answer)


def is_given_up(attempt: Attempt) -> bool:
    """While nothing gets through at all it is not about the letter, and it may wait longer."""
    tries = attempt.letter.attempts + 1
    if attempt.answer.verdict is Verdict.FAULT:
        return tries >= WORDING_TRIES
    return tries >= (STUBBORN if attempt.others_pass else HOPELESS)


def _by_itself(letter: Letter) -> str | None:
    """The keys of a notice that was to take the place of another message, without that one: a picture is drawn anew."""
    keys = json.loads(letter.payload) if letter.kind == NOTICE else {}
    return json.dumps(keys) if keys.pop("instead_of", None) is not None else None


def _buyer_of(letter: Letter) -> BuyerKey | None:
    """Whom a notice names; a call names nobody."""
    keys = json.loads(letter.payload) if letter.kind == NOTICE else {}
    return BuyerKey(keys["user_id"], keys["buyer_number"]) if {"user_id", "buyer_number"} <= keys.keys() else None


async def _reword(work: Work, letter: Letter, pieces: Sequence[Piece]) -> None:
    first, *rest = pieces
    await reword_letter(work, letter, first.method, first.payload, letter.priority - bool(rest))
    await _post_behind(work, letter, rest)


async def _post_behind(work: Work, letter: Letter, pieces: Sequence[Piece]) -> None:
    """A little before their like, so that nothing else comes between them."""
    keyed = ((f"{letter.letter_key}+{count}", piece) for count, piece in enumerate(pieces, 1))
    earlier = letter.priority - 1
    behind = [Posted(key, letter.chat_id, earlier, piece.method, piece.payload) for key, piece in keyed]
    if behind:
        await post_letters(work, behind)


async def _drop(work: Work, letter: Letter, answer: Answer) -> None:
    log.warning("letter dropped", letter=letter.letter_number, method=letter.method, why=answer.words)
    await mark_dropped(work, letter)
    await lost(work, letter, is_gone=answer.verdict is Verdict.GONE)
