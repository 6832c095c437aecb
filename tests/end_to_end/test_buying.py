"""Buying by a link: choosing, saying who one is, reserving; and the organizer who hears of it."""

import asyncio
from base64 import b64encode
from collections.abc import Callable

import pytest

from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.phones import Phone
from rules.states import SetType
from services.buyers import TypedBuyer, list_recent_buyers
from services.lists import Filter, find_numbers
from services.organizers import choose_country, welcome, write_payment_text
from services.prizes import add_prize_to
from services.projects import close_project, create_project
from services.sets import add_set_to
from services.shares import share_link
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person, Seen, Step, Telegram, tell


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot can read the links that the house makes."""
    return environment | {"DATA_KEY": b64encode(DATA_KEY).decode()}


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    """Ana's raffle with the numbers 00-99 at $5, sold online, and 100-149 on paper."""
    await ana.say("/start")
    await ana.sees("I run raffles")

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        await choose_country(work, ana.id, "US")
        await write_payment_text(work, ana.id, "Transfer to 300 000 0000")
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await add_set_to(work, project.key, NumberRange(100, 149, 0), 500, ana.id, type=SetType.PHYSICAL)
        await add_prize_to(work, project.key, "A bicycle", ana.id)
        return project.key

    return await house.do(make)


@pytest.fixture
async def code(trip: ProjectKey, house: House) -> str:
    return await house.do(share_link, trip, trip.user_id)


@pytest.fixture
async def luis(telegram: Telegram) -> Person:
    return await telegram.person("Luis", language_code="en")


@pytest.fixture
async def marta(telegram: Telegram) -> Person:
    return await telegram.person("Marta", language_code="en")


async def held(house: House, key: ProjectKey) -> dict[int, str]:
    pages = [await house.look(find_numbers, key, Filter(page=number)) for number in range(1, 6)]
    return {found.raffle_number: found.state for page in pages for found in page.found}


async def pick(buyer: Person, code: str, numbers: str) -> None:
    """In the grid, and on from there."""
    await buyer.say(f"/start {code}")
    await buyer.sees("A bicycle")
    await buyer.tap("🎟 Choose numbers")
    await buyer.sees("Choose numbers · $5.00 each")
    await buyer.say(numbers)
    await buyer.sees(lambda seen: any("Go on with" in label for label in seen.labels))
    await buyer.tap("Go on with")


async def come_to_phone(buyer: Person, code: str, numbers: str) -> None:
    """With the name that Telegram tells."""
    await pick(buyer, code, numbers)
    await buyer.sees("What is your name?")
    await buyer.tap(f"👤 {buyer.name}")
    await buyer.sees("How can Anne reach you?")


async def choose(buyer: Person, code: str, numbers: str) -> Seen:
    """Up to the summary, without a phone."""
    await come_to_phone(buyer, code, numbers)
    await buyer.press("Skip")
    return await buyer.sees("You have 48 hours to pay")


async def test_an_organizer_shares_a_buyer_reserves_and_both_know_it(
    ana: Person, luis: Person, trip: ProjectKey, house: House, telegram: Telegram
) -> None:
    await ana.say("/share")
    shared = await ana.sees("📣 Link to Spring trip")
    url = next(word for word in shared.text.split() if word.startswith("https://t.me/"))
    assert (await ana.sees(lambda seen: "Choose your numbers here" in seen.text and url in seen.text)).photo
    await ana.tap("New link", on=shared)
    await ana.sees("A new link for")
    await ana.tap("Back")
    await ana.sees("📣 Link to Spring trip")
    assert len([seen for seen in await ana.messages() if "Choose your numbers here" in seen.text]) == 1
    await luis.open(url)
    card = await luis.sees("Spring trip")
    assert card.photo
    for told in ("1. A bicycle", "00-99 · $5.00 each", "Organizer: Anne", "100 free", "is not said yet"):
        assert told in card.text
    await luis.tap("🎟 Choose numbers")
    grid = await luis.sees("Choose numbers · $5.00 each")
    assert not [label for label in grid.labels if label.startswith("100")]
    await luis.tap("07")
    await luis.sees("07 · $5.00")
    await luis.tap("Go on with 07")
    await luis.sees("What is your name? Anne will see it.")
    await luis.say("Luis Perez")
    await luis.sees("How can Anne reach you?")
    await luis.send_contact()
    summary = await luis.sees("You have 48 hours to pay")
    assert "Luis Perez · +" in summary.text
    await luis.tap("👤 For somebody else")
    await luis.sees("Who are they for?")
    await luis.say("Grandma Rosa")
    await luis.sees("For Grandma Rosa")
    await luis.tap("⏳ Reserve")
    done = await luis.sees("Reserved for you: 07")
    assert "Transfer to 300 000 0000" in done.text
    assert "$5.00 to pay until" in done.text
    assert done.labels == ["✅ I have paid", "💵 I pay in cash"]
    told_ana = await ana.sees("Luis Perez reserved 07")
    assert "For Grandma Rosa" in told_ana.text
    await ana.tap("Order ", on=told_ana)
    await ana.sees("Luis Perez")
    assert await held(house, trip) == {7: "reserved"}


async def test_who_is_known_is_not_asked_again(luis: Person, code: str, trip: ProjectKey, house: House) -> None:
    await choose(luis, code, "7")
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07")
    await pick(luis, code, "8")
    await luis.sees("How can Anne reach you?")
    await luis.say("+57 300 123 4567")
    await luis.sees("Luis · +57 300 123 4567")
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 08")
    await pick(luis, code, "9")
    await luis.sees("You have 48 hours to pay")
    buyers = await house.look(list_recent_buyers, trip)
    assert [buyer.name for buyer in buyers] == ["Luis"]


async def test_the_contact_of_another_is_not_taken(luis: Person, code: str) -> None:
    await come_to_phone(luis, code, "7")
    await luis.send_contact(phone_number="+573009999999", first_name="Marta")
    await luis.sees("That is somebody else's contact.")
    await luis.say("nonsense")
    await luis.sees("nonsense")
    await luis.press("Skip")
    summary = await luis.sees("You have 48 hours to pay")
    assert "+57" not in summary.text


async def test_what_is_taken_meanwhile_is_named_and_the_rest_stays(
    luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    await choose(luis, code, "7 8 9")
    await house.sell(trip, 8, buyer=TypedBuyer("Zoe"))
    await luis.tap("⏳ Reserve")
    again = await luis.sees("08 was taken meanwhile")
    assert "07, 09" in again.text
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07, 09")
    assert await held(house, trip) == {7: "reserved", 8: "sold", 9: "reserved"}


async def test_two_buyers_of_one_number_in_the_same_instant(
    code: str, trip: ProjectKey, house: House, telegram: Telegram, sized: Callable[[int, int], int]
) -> None:
    """One gets it, the other is told and can go on with the rest; nothing is half done."""
    rounds = sized(4, 100)
    for number in range(rounds):
        both = [await telegram.person(f"{name}{number}", language_code="en") for name in ("Luis", "Marta")]
        for buyer in both:
            await choose(buyer, code, str(number))
        await asyncio.gather(*(buyer.tap("⏳ Reserve") for buyer in both))
        ends = await asyncio.gather(*(buyer.sees(has_ended) for buyer in both))
        won = ["Reserved for you" in seen.text for seen in ends]
        assert sorted(won) == [False, True], [seen.text for seen in ends]
    assert await held(house, trip) == dict.fromkeys(range(rounds), "reserved")
    rows = await house.everything()
    assert (len(rows["buyers"]), len(rows["orders"])) == (rounds, rounds)


def has_ended(seen: Seen) -> bool:
    return "Reserved for you" in seen.text or "was taken meanwhile" in seen.text


PURCHASE = [
    Step("tap", "🎟 Choose numbers", "Choose numbers"),
    Step("tap", "07", "07 · $5.00"),
    Step("tap", "Go on with 07", "What is your name?"),
    Step("tap", "👤 Luis", "How can Anne reach you?"),
    Step("press", "Skip", "You have 48 hours to pay"),
    Step("tap", "⏳ Reserve", "Reserved for you: 07"),
]


@pytest.mark.parametrize("step", range(1, len(PURCHASE) + 2))
async def test_a_purchase_goes_on_where_it_was_after_a_kill(
    bot: BotUnderTest, ana: Person, luis: Person, code: str, trip: ProjectKey, house: House, step: int
) -> None:
    await tell(bot, luis, [Step("say", f"/start {code}", "A bicycle"), *PURCHASE], killed_after=step)
    await ana.sees("Luis reserved 07")
    assert await held(house, trip) == {7: "reserved"}


async def test_a_link_that_is_revoked_guessed_or_another_s_says_the_same_and_guessing_ends(
    ana: Person, luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    await choose(luis, code, "7")
    await ana.say("/share")
    shared = await ana.sees("📣 Link to Spring trip")
    assert code in shared.text
    await ana.tap("New link")
    await ana.sees("The old one stops working at once")
    await ana.tap("Yes, make a new one")
    renewed = await ana.sees(lambda seen: "📣 Link to" in seen.text and code not in seen.text)
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07")
    for wrong in (code, "a" * 26, "nonsense", *["b" * 26] * 17):
        await luis.say(f"/start {wrong}")
        await luis.sees("This link is no longer good. Ask whoever sent it for a new one.")
    good = next(word for word in renewed.text.split() if "start=" in word).partition("start=")[2]
    await luis.say(f"/start {good}")
    await luis.sees("Too many links were wrong. Please try again in 3 minutes.")
    assert await held(house, trip) == {7: "reserved"}


async def test_the_buttons_of_a_purchase_are_pressed_twice_and_late(
    luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    summary = await choose(luis, code, "7")
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07")
    await luis.tap_data(summary, summary.rows[0][0]["callback_data"])
    await luis.sees_toast("That button is too old.")
    assert await held(house, trip) == {7: "reserved"}


async def test_a_buyer_who_blocks_the_bot_in_between_finds_everything_as_it_was(
    ana: Person, luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    await choose(luis, code, "7")
    await luis.block_bot()
    await luis.unblock_bot()
    await luis.say("/start")
    await luis.sees("I run raffles")
    assert await held(house, trip) == {}
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07")
    await ana.sees("Luis reserved 07")


async def test_the_organizer_s_limits_are_said_and_kept(
    ana: Person, luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    await ana.say("/start")
    await ana.sees("Spring trip")
    await ana.tap("··· More")
    await ana.sees("What else?")
    await ana.tap("Change")
    await ana.sees("What do you want to change?")
    await ana.tap("👤 Limits")
    await ana.sees("Each person in all: no limit")
    await ana.tap("At a time")
    await ana.sees("How many numbers at a time?")
    await ana.tap("2")
    await ana.sees("At a time: 2")
    await ana.tap("Each person")
    await ana.sees("for each person in all?")
    await ana.say("many")
    await ana.sees("“many”")
    await ana.say("3")
    await ana.sees("Each person in all: 3")
    await pick(luis, code, "1-3")
    await luis.sees_alert("At most 2 numbers at a time")
    await luis.tap("Cancel")
    await luis.sees("Left.")
    summary = await choose(luis, code, "1 2")
    assert "At most 2 numbers at a time.\nAt most 3 numbers for each person." in summary.text
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 01, 02")
    assert len(await held(house, trip)) == 2


async def test_inline_mode_posts_a_raffle_whose_button_opens_the_bot(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    talk = await ana.talk_to(luis)
    offered = await ana.ask_inline("spring", chat=talk)
    assert [one["title"] for one in offered["results"]] == ["Spring trip"]
    assert offered["results"][0]["description"] == "100 free · $5.00"
    assert (await ana.ask_inline("winter", chat=talk))["results"] == []
    nothing = await luis.ask_inline("", chat=talk)
    assert (nothing["results"], nothing["button"]["text"]) == ([], "No raffle is open: make one")
    await luis.say(f"/start {nothing['button']['start_parameter']}")
    await luis.sees("I run raffles")
    posted = await ana.choose(offered, offered["results"][0]["id"], chat=talk)
    assert "1. A bicycle" in posted.text
    assert posted.rows[0][0]["url"].endswith(await house.do(share_link, trip, trip.user_id))
    await luis.open(posted.rows[0][0]["url"])
    await luis.sees("100 free")
    await ana.choose(offered, offered["results"][0]["id"])
    await ana.sees_nothing()


async def test_in_a_group_a_link_shows_the_raffle_and_sends_people_to_a_chat_of_their_own(
    luis: Person, code: str, bot: BotUnderTest
) -> None:
    group = await luis.found("group", "Class 5B")
    await luis.say(f"/start {code}", chat=group)
    card = await luis.sees("A bicycle", chat=group)
    assert code in card.rows[0][0]["url"]


async def test_a_closed_raffle_is_shown_and_nothing_is_taken_any_more(
    ana: Person, luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    await choose(luis, code, "7")
    await house.do(close_project, trip, trip.user_id)
    await luis.tap("⏳ Reserve")
    await luis.sees_alert("This raffle is closed")
    await luis.say(f"/start {code}")
    card = await luis.sees("Spring trip · closed")
    assert card.labels == []
    assert await held(house, trip) == {}


async def test_whoever_leaves_while_the_phone_is_asked_for_gets_their_keyboard_back(luis: Person, code: str) -> None:
    await come_to_phone(luis, code, "7")
    assert (await luis.view())["keyboard"]
    await luis.tap("Cancel")
    await luis.sees("Left. Nothing was changed.")
    assert not (await luis.view())["keyboard"]
    await come_to_phone(luis, code, "7")
    await luis.say("/cancel")
    await luis.sees("Left. Nothing was changed.")
    assert not (await luis.view())["keyboard"]


async def test_the_same_phone_as_a_buyer_who_was_typed_in_is_told_to_the_organizer(
    ana: Person, luis: Person, code: str, trip: ProjectKey, house: House
) -> None:
    phone = Phone("+57 300 123 4567", "+573001234567")
    await house.sell(trip, 1, buyer=TypedBuyer("Don Luis", phone))
    await come_to_phone(luis, code, "7")
    await luis.say("+57 3001234567")
    await luis.sees("Luis · +57 3001234567")
    await luis.tap("⏳ Reserve")
    await luis.sees("Reserved for you: 07")
    told = await ana.sees("The same phone as Don Luis (#1)")
    await ana.tap("Join with #1", on=told)
    await ana.sees("Don Luis")


async def test_a_practice_raffle_is_not_shared(ana: Person, luis: Person, bot: BotUnderTest) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    await ana.tap("🧪 Try a practice raffle")
    await ana.sees("nobody here is real")
    await ana.say("/share")
    await ana.sees("A practice raffle is yours alone")
