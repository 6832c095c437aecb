"""Home, the list of raffles, settings and help, as an organizer uses them."""

import pytest

from db.work import Work
from rules.numbers import NumberRange
from services.organizers import choose_country, find_organizer, welcome
from services.projects import create_project
from services.sets import add_set_to
from tests.cast import House
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> None:
    """Ana's first raffle has the numbers 00-99 at $5; a second one was made since, without any."""

    async def make(work: Work) -> None:
        await welcome(work, ana.id, "Anne", "en")
        project = await create_project(work, ana.id, "Spring <b> trip & co")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await create_project(work, ana.id, "Autumn")

    await house.do(make)


@pytest.mark.usefixtures("trip")
async def test_home_shows_the_raffle_worked_on_and_switches_to_another(ana: Person) -> None:
    await ana.say("/start")
    home = await ana.sees("Autumn\nNo numbers yet.")
    await ana.tap("🏆 Spring <b> trip & co")
    switched = await ana.sees("Spring <b> trip & co\n░░░░░░░░░░ 0 of 100")
    assert switched.id == home.id
    assert switched.place("🎟 Sell")
    await ana.say("/sell 7 Luis")
    await ana.sees("Sold to Luis: 07")
    await ana.say("/projects 2")
    await ana.sees("Autumn\nNo numbers yet.")
    await ana.say("/rifas 9")
    await ana.sees("9")
    await ana.say("/start")
    await ana.sees("Autumn")


@pytest.mark.usefixtures("trip")
async def test_a_raffle_is_looked_at_whole_and_nobody_elses_is(ana: Person, house: House, telegram: Telegram) -> None:
    await ana.say("/projects")
    await ana.sees("Tap the one to work on")
    await ana.tap("1 · 🏆 Spring <b> trip & co")
    await ana.sees("0 of 100")
    await ana.tap("··· More")
    await ana.sees("What else?")
    await ana.tap("About this raffle")
    sheet = await ana.sees("🎟 00-99 · $5.00 each · online")
    assert "Reserved for 48 hours, released 12 hours later" in sheet.text
    await ana.tap("⬅️ My raffles")
    await ana.sees("Your raffles")
    beto = await telegram.person("Beto", language_code="en")
    await beto.say("/start")
    mine = await beto.sees("I run raffles")
    for wish in ("use", "proj", "more", "unprac"):
        await beto.tap_data(mine, f"1:{wish}:1")
        await beto.sees_alert()
    for forged in ("use:", "proj:x", "more:1.2", "cfg:gone", "cfgset:zone", "cfgset:gone.1", "ctry:ZZ", "projs:x"):
        await beto.tap_data(mine, f"1:{forged}")
        await beto.sees_alert()


async def test_each_setting_is_changed_by_a_tap_or_by_typing(bot: BotUnderTest, ana: Person, house: House) -> None:
    await ana.say("/settings")
    shown = await ana.sees("My settings")
    for label, choice, told in (
        ("Country", "🇲🇽 Mexico", "Mexico, phones +52"),
        ("Time zone", None, "Mexico City"),
        ("Quiet hours", "22:00 to 07:00", "Quiet hours: 22:00 to 07:00"),
        ("Reservations", "24 hours", "Reservations: 24 hours"),
        ("Grace", "0 minutes", "Grace: 0 minutes"),
        ("Currency", "USD", "Currency: USD"),
    ):
        await ana.tap(label, on=shown)
        question = await ana.sees(f"{label}\nNow: ")
        await ana.tap(choice or "⬅️ Back", on=question)
        shown = await ana.sees(told)
    for label, typed, told in (
        ("Time zone", "europe/madrid", "Time zone: Madrid"),
        ("Quiet hours", "21-8", "Quiet hours: 21:00 to 08:00"),
        ("How to pay", "Nequi 300 <b>\n& cash", "How to pay: Nequi 300 <b> & cash"),
        ("Reservations", "3d", "Reservations: 3 days"),
        ("Grace", "2h", "Grace: 2 hours"),
        ("Country", "Brasil", "Currency: BRL"),
        ("Language", "es", "Mis ajustes"),
    ):
        await ana.tap(label, on=shown)
        await ana.sees(f"{label}\nNow: ")
        await ana.say(typed)
        shown = await ana.sees(told)
    user = await house.look(find_organizer, ana.id)
    assert user[2:11] == ("es", "BR", "BRL", "America/Sao_Paulo", 4320, 120, "21:00", "08:00", "Nequi 300 <b>\n& cash")


async def test_a_wrong_setting_is_refused_and_asked_again_also_after_a_kill(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    await ana.say("/settings")
    await ana.sees("My settings")
    await ana.tap("Quiet hours")
    await ana.sees("Quiet hours\nNow: 21:00 to 08:00")
    await bot.kill()
    await bot.start()
    await ana.say("at night")
    await ana.sees("I cannot read “at night” as two times of day. Try: 21:00-08:00")
    await ana.say("22-6")
    await ana.sees("Quiet hours: 22:00 to 06:00")
    await ana.say("23-5")
    await ana.sees("I did not understand")


async def test_who_goes_home_from_a_setting_answers_no_more(bot: BotUnderTest, ana: Person, house: House) -> None:
    async def known(work: Work) -> None:
        await welcome(work, ana.id, "Anne", "en")
        await choose_country(work, ana.id, "CO")

    await house.do(known)
    for leave in ("/start", "⬅️ My raffles"):
        await ana.say("/settings")
        shown = await ana.sees("My settings")
        await ana.tap("How to pay")
        await ana.sees("How to pay\nNow: not written")
        if leave == "/start":
            await ana.say(leave)
        else:
            await ana.tap_data(shown, "1:home:")
        await ana.sees("You have no raffle yet")
        await ana.say("hello")
        await ana.sees("I did not understand")
    assert (await house.look(find_organizer, ana.id)).payment_text is None


async def test_help_goes_by_topics(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/ayuda")
    await ana.sees("What I understand")
    await ana.tap("🎟 Sell")
    await ana.sees("/sell 5,12-14 Luis")
    await ana.tap("⬅️ Back")
    help_ = await ana.sees("What I understand")
    await ana.tap_data(help_, "1:help:gone")
    await ana.sees_toast()
