"""What can be wished by a button, and what is shown instead of it when it comes too late."""

from enum import StrEnum
from typing import NamedTuple


class Action(StrEnum):
    """What can be wished by a button; the value says of what: numbers of ours with points between them."""

    LANGUAGE = "lang"
    HOME = "home"
    CANCEL = "stop"
    BACK = "back"
    SELL = "sell"
    RESERVE = "resv"
    PICK = "pick"
    PAGE = "page"
    JUMP = "jump"
    VIEW = "view"
    RANDOM = "rand"
    CLEAR = "clear"
    GO_ON = "go"
    BUYER = "buyer"
    NEW_BUYER = "newb"
    SOLD = "sold"
    HOLD = "hold"
    UNDO = "undo"
    ORDER = "order"
    NEW = "new"
    OWES = "owes"
    ORDERS = "ords"
    PAY = "pay"
    PART = "part"
    TIME = "time"
    EXTEND = "extend"
    RELEASE = "rel"
    GIVE_UP = "relone"
    RELEASED = "reldo"
    HAND_ON = "hand"
    HAND_TO = "handto"
    HAND_NEW = "handnw"
    CORRECT = "fix"
    TICKET = "ticket"
    REMIND = "remind"
    REMINDERS = "rems"
    REMIND_ALL = "remall"
    PASSED_ON = "passed"
    VOID = "void"
    VOIDED = "voiddo"
    ORDER_HISTORY = "ohist"
    USE = "use"
    PROJECT = "proj"
    PROJECTS = "projs"
    MORE = "more"
    HELP = "help"
    COUNTRY = "ctry"
    SETTING = "cfg"
    SET_TO = "cfgset"
    PRACTICE = "pract"
    END_PRACTICE = "unprac"
    ANSWER = "ans"
    CREATE = "make"
    ALTER = "alter"
    EDIT = "edit"
    CHANGE = "chg"
    CALL_OFF = "off"
    REFUNDS = "refund"
    PEOPLE = "people"
    FOUND = "found"
    PERSON = "person"
    ADD_PERSON = "addper"
    AMEND = "amend"
    FORGET = "forget"
    MERGE = "merge"
    MERGE_WITH = "mwith"
    MERGED = "merged"
    CLAIM = "claim"
    UNLINK = "unlink"
    SELL_TO = "sellto"
    THEIR_ORDERS = "pords"
    THEIR_PAST = "phist"
    FIND = "find"
    FIND_WHAT = "fwhat"
    HISTORY = "hist"
    REPORT = "report"
    REPORT_DAYS = "rdays"
    CHART = "chart"
    BOARD = "board"
    LOOK = "look"
    BACKDROP = "photo"
    NO_BACKDROP = "nophot"
    POST_BOARD = "pboard"
    TURN_BOARD = "turn"
    IN_CHANNEL = "inchan"
    SHARE = "share"
    NEW_LINK = "newlnk"
    NEW_LINK_MADE = "relink"
    CHOOSE = "choose"
    MY_NAME = "myname"
    HOLDER = "holder"
    FOR_ME = "forme"
    BOOK = "book"
    CLAIM_PAID = "ipaid"
    PROVE = "prove"
    PROOF = "proof"
    PROOFS = "proofs"
    ACCEPT = "accept"
    REJECT = "reject"
    ASK_AGAIN = "again"
    MY_TICKETS = "mine"
    MINE = "myord"
    GIVE_BACK = "give"
    GIVEN_BACK = "givedo"
    MY_TICKET = "mytick"
    TAKE_BACK = "regain"
    MUTE = "mute"
    MUTED = "mutedo"
    UNMUTE = "unmute"
    WISH_TIME = "wish"
    GIVE_TIME = "givet"
    DENY_TIME = "denyt"
    PAY_BY = "payby"
    PAYS_BY = "paysby"
    WAIT = "wait"
    TELL_ME = "tellme"
    WAITING = "waits"
    STOP_WAITING = "nowait"
    TAKE_OFFERED = "takeit"
    PRIVACY = "priv"
    MY_DATA = "mydata"
    ERASE = "erase"
    ERASED = "erased"
    DRAW = "draw"
    DRAWS = "draws"
    LOCK = "lock"
    LOCKED = "lockdo"
    RELEASE_ALL = "relall"
    RELEASED_ALL = "reldal"
    DRAW_NOW = "drawdo"
    FIGURE = "figure"
    PASTE = "paste"
    SURE = "sure"
    VOID_DRAW = "undraw"
    REDRAW = "redraw"
    WINNER = "winner"
    HANDED = "handed"
    CLAIM_CODE = "ccode"
    DRAW_PROOF = "dproof"
    MY_PRIZE = "prize"
    GOT_PRIZE = "got"
    GOT_IT = "gotdo"
    FAIR = "fair"
    STOP_TASK = "halt"
    EXPORT = "export"
    PRINT = "print"
    PRINT_RANGE = "prange"
    ANNOUNCE = "annc"
    ANNOUNCE_TO = "anncto"
    ANNOUNCED = "anncdo"
    OPT_OUT = "optout"
    OPT_IN = "optin"
    OPS = "ops"
    REPORT_ABUSE = "abuse"
    IMPORT = "imp"
    IMPORT_READ = "impall"
    IMPORT_SEEN = "impsee"
    IMPORT_HOW = "imphow"
    IMPORT_COLUMN = "impcol"
    IMPORT_ROLE = "improl"
    IMPORT_STATES = "impsts"
    IMPORT_CANCEL = "impoff"
    IMPORT_UNDO = "impun"
    LEFT_OUT = "impout"
    TAKE_IN = "imptak"
    NOTHING = "none"
    """A sign in a grid: it only looks like a button."""


class Look(NamedTuple):
    """The action that shows what another one would change, and how many parts of its value it takes along."""

    action: Action
    parts: int = 0


_AT_THE_STEP, _AT_THE_ORDER, _AT_THE_RAFFLE = Look(Action.NOTHING), Look(Action.ORDER, 2), Look(Action.PROJECT, 1)
_AT_THE_DRAW = Look(Action.DRAW, 1)

FOR_EVERYBODY = frozenset({Action.TURN_BOARD})
"""In a group they are not for one person alone: what they do, they do for all who look."""

MONEY: dict[str, Look] = {
    Action.SOLD: _AT_THE_STEP,
    Action.HOLD: _AT_THE_STEP,
    Action.BOOK: _AT_THE_STEP,
    Action.UNDO: Look(Action.HOME),
    Action.PAY: _AT_THE_ORDER,
    Action.EXTEND: _AT_THE_ORDER,
    Action.GIVE_TIME: _AT_THE_ORDER,
    Action.WISH_TIME: Look(Action.MINE, 1),
    Action.RELEASED: Look(Action.OWES, 1),
    Action.HAND_TO: _AT_THE_ORDER,
    Action.HAND_NEW: _AT_THE_ORDER,
    Action.VOIDED: _AT_THE_ORDER,
    Action.ACCEPT: _AT_THE_ORDER,
    Action.END_PRACTICE: _AT_THE_RAFFLE,
    Action.CALL_OFF: _AT_THE_RAFFLE,
    Action.NEW_LINK_MADE: Look(Action.SHARE, 1),
    Action.REMIND_ALL: Look(Action.REMINDERS, 1),
    Action.MERGED: Look(Action.PERSON, 1),
    Action.GIVEN_BACK: Look(Action.MINE, 1),
    Action.TAKE_BACK: Look(Action.MINE, 1),
    Action.TAKE_OFFERED: Look(Action.WAITING),
    Action.ERASED: Look(Action.PRIVACY),
    Action.GOT_IT: Look(Action.MY_PRIZE, 4),
    Action.LOCKED: _AT_THE_DRAW,
    Action.RELEASED_ALL: _AT_THE_DRAW,
    Action.DRAW_NOW: _AT_THE_DRAW,
    Action.SURE: _AT_THE_DRAW,
    Action.HANDED: Look(Action.WINNER, 4),
    Action.ANNOUNCED: Look(Action.ANNOUNCE, 1),
    Action.TAKE_IN: Look(Action.IMPORT_SEEN, 2),
    Action.IMPORT_UNDO: Look(Action.IMPORT_SEEN, 2),
}
"""The actions that sell, pay, give back or end something are never left out for want of room. Late they are not done:
what they would have changed is shown."""
