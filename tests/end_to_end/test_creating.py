"""Making a raffle and changing it, as an organizer does it in the chat."""

import pytest

from db.projects import Project, list_projects
from db.sets import list_sets
from services.organizers import choose_country
from tests.cast import House
from tests.people import BotUnderTest, Person, Step, Telegram, tell

STORY = [
    Step("say", "/new", "What is it called?"),
    Step("say", "Spring trip", "What can be won?"),
    Step("say", "A bicycle", "Anything else to win?"),
    Step("tap", "Go on", "Which numbers do you sell?"),
    Step("tap", "00-99", "What does one number cost?"),
    Step("say", "5,00", "When is the draw?"),
    Step("tap", "In two weeks", "How are the winners found?"),
    Step("tap", "Public beacon", "Is it right so?"),
    Step("tap", "✅ Create", "Your raffle is open."),
]


async def raffles(house: House, person: Person) -> list[Project]:
    return await house.look(list_projects, person.id, 10)


async def test_whoever_comes_first_makes_a_raffle_by_buttons_and_sells(
    bot: BotUnderTest, telegram: Telegram, house: House
) -> None:
    rosa = await telegram.person("Rosa", language_code="es")
    await rosa.say("/start")
    await rosa.sees("Llevo rifas")
    await house.do(choose_country, rosa.id, "CO")
    await rosa.tap("Crear mi rifa")
    await rosa.sees("¿Cómo se llama?")
    await rosa.tap("Rifa de Rosa")
    await rosa.sees("¿Qué se puede ganar?")
    await rosa.say("Una bicicleta\nUn pastel")
    await rosa.sees("🏆 2. Un pastel")
    await rosa.tap("Seguir")
    await rosa.sees("¿Qué números vendes?")
    await rosa.tap("000-999")
    asked = await rosa.sees("una cantidad en COP")
    assert asked.labels[:4] == ["$2.000", "$5.000", "$10.000", "$20.000"]
    await rosa.say("5.000")
    asked = await rosa.sees("¿Cuándo es el sorteo?")
    assert "Hora de Bogot" in asked.text
    await rosa.say("ayer")
    again = await rosa.sees("No puedo leer «ayer» como día y hora")
    assert again.labels == asked.labels
    await rosa.tap("En un mes")
    await rosa.sees("Faro público")
    await rosa.say("lotería")
    await rosa.sees("¿Qué lotería decide?")
    await rosa.tap("Lotería de Bogotá")
    await rosa.sees("Tiene 4.")
    await rosa.tap("Últimas 3 cifras")
    await rosa.sees("¿Y si nadie tiene ese número?")
    await rosa.tap("No gana nadie")
    summary = await rosa.sees("000-999 · 1.000 números")
    assert "$5.000 cada uno\n💰 $5.000.000 si se venden todos" in summary.text
    assert "🎱 Lotería de Bogotá · primeros premios en su orden · últimas 3 cifras" in summary.text
    await rosa.tap("Crear")
    await rosa.sees("Tu rifa está abierta")
    await rosa.tap("🎟 Vender")
    await rosa.sees("Elige números · $5.000 cada uno")
    (made,) = await raffles(house, rosa)
    assert (made.name, made.draw_method, made.currency) == ("Rifa de Rosa", "number", "COP")


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("killed", range(1, len(STORY)))
async def test_it_goes_on_where_it_was_after_a_kill(bot: BotUnderTest, ana: Person, house: House, killed: int) -> None:
    await tell(bot, ana, STORY, killed_after=killed)
    (made,) = await raffles(house, ana)
    assert (made.name, made.draw_method) == ("Spring trip", "beacon")


async def test_a_kill_between_create_and_its_answer_creates_one(bot: BotUnderTest, ana: Person, house: House) -> None:
    await tell(bot, ana, STORY, killed_after=len(STORY))
    assert len(await raffles(house, ana)) == 1


async def test_in_a_group_the_questions_are_for_whoever_asked(
    bot: BotUnderTest, telegram: Telegram, ana: Person, house: House
) -> None:
    beto = await telegram.person("Beto", language_code="en")
    group = await ana.found("group", "Helpers", beto)
    await ana.say("/new@" + telegram.bot["username"], chat=group)
    asked = await ana.sees("What is it called?", chat=group)
    await beto.tap("Grand raffle", on=asked, chat=group)
    await beto.sees_toast("These buttons belong to somebody else.", chat=group)
    for does, what, seen in STORY[1:-1]:
        if does == "say":
            await ana.say(what, chat=group, reply_to=asked)
        else:
            await ana.tap(what, chat=group)
        asked = await ana.sees(seen, chat=group)
    await beto.tap("✅ Create", on=asked, chat=group)
    await beto.sees_toast("These buttons belong to somebody else.", chat=group)
    assert await raffles(house, ana) == []
    await ana.tap("✅ Create", on=asked, chat=group)
    await ana.sees("Your raffle is open.", chat=group)
    assert len(await raffles(house, ana)) == 1


async def test_a_raffle_is_built_up_in_lines_and_changed_by_buttons(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    await ana.say("/new Spring <b>trip</b>")
    await ana.sees("Spring <b>trip</b> is made")
    await ana.say("/set 1-100 5.00 online Early birds")
    await ana.sees("1-100 · 100 numbers at $5.00 · online")
    await ana.say("/prize A bicycle 🚲")
    await ana.sees("🏆 1. A bicycle 🚲")
    await ana.say("/start")
    await ana.sees("0 of 100")
    await ana.tap("··· More")
    await ana.sees("What else?")
    await ana.tap("✏️ Change")
    await ana.sees("What do you want to change?")
    await ana.tap("Name")
    await ana.sees("What is it called from now on?")
    await bot.kill()
    await bot.start()
    await ana.say("\u202eAutumn trip")
    await ana.sees("✅ Changed.")
    await ana.tap("📅 Date")
    await ana.sees("When is the draw?")
    await ana.tap("In a week")
    await ana.sees("📅 Draw:")
    await ana.say("/close")
    await ana.sees("sales are closed")
    await ana.say("/sell 7 Luis")
    await ana.sees("This raffle is closed")
    await ana.tap("Open sales again")
    await ana.sees("✅ Changed.")
    await ana.say("/sell 7 Luis")
    await ana.sees("Sold to Luis: 7")
    (project,) = await raffles(house, ana)
    assert (project.name, project.state) == ("Autumn trip", "open")
    assert [one.name for one in await house.look(list_sets, project.key)] == ["Early birds"]
