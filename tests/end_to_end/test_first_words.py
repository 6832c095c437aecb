"""The first words between a person and the bot, in their language."""

from tests.people import BotUnderTest, Person, Telegram


async def test_the_bot_greets_in_the_language_of_the_client(bot: BotUnderTest, telegram: Telegram, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    rosa = await telegram.person("Rosa", language_code="es")
    await rosa.say("/start")
    await rosa.sees("Llevo rifas")


async def test_another_language_is_chosen_by_a_button_by_typing_or_in_one_line(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/language")
    await ana.sees("Which language")
    await ana.tap("Español")
    await ana.sees("Ahora hablo español.")
    await ana.say("/idioma")
    await ana.sees("¿En qué idioma")
    await ana.say("klingon")
    await ana.sees("No hablo «klingon»")
    await ana.say("português")
    await ana.sees("Agora eu falo português.")
    await ana.say("/language en")
    await ana.sees("I speak English now.")


async def test_what_is_under_way_can_be_left(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/cancel")
    await ana.sees("There was nothing to leave.")
    await ana.say("/language")
    await ana.sees("Which language")
    await ana.say("/cancel")
    await ana.sees("Left.")
    await ana.say("hello")
    await ana.sees("I did not understand that.")


async def test_a_conversation_goes_on_where_it_was_after_a_kill(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/language")
    await ana.sees("Which language")
    await bot.kill()
    await bot.start()
    await ana.say("es")
    await ana.sees("Ahora hablo español.")


async def test_what_was_said_while_the_bot_was_away_is_answered_in_order(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    await bot.kill()
    for words in ("/language es", "/help", "/language en", "/help"):
        await ana.say(words)
    await bot.start()
    for words in ("Ahora hablo español.", "Lo que entiendo", "I speak English now.", "What I understand"):
        await ana.sees(words)


async def test_hostile_words_come_back_harmless(bot: BotUnderTest, ana: Person) -> None:
    for words in ("<b>bold</b>", "\u202egnol", "{0}{text}", "x" * 4000, "&lt;", "\u200b"):
        await ana.say(f"/language {words}")
        answer = await ana.sees("I do not speak")
        assert "\u202e" not in answer.text
        assert len(answer.text) < 120
        assert answer.text.endswith("Possible: es, en, pt. Try: /language es")
