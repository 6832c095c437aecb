"""How a board looks: its shapes, light or dark, and an own photo behind its numbers, from the photo to the picture."""

from io import BytesIO

from PIL import Image, ImageStat

from db.backdrops import find_backdrop_if_any
from rules.keys import ProjectKey
from tests.bot.some_boards import photo
from tests.cast import House
from tests.people import BotUnderTest, Person, Telegram

DIM, BRIGHT = 80, 175
"""On the average of all its points, of 255."""


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def brightness(picture: bytes) -> float:
    return float(ImageStat.Stat(opened(picture).convert("L")).mean[0])


async def test_the_board_comes_square_and_for_stories(ana: Person, trip: ProjectKey) -> None:
    await ana.say("/board")
    assert opened(await ana.sees_picture()).size == (1024, 1280)
    await ana.tap("⬜ Square")
    assert opened(await ana.sees_picture()).size == (1080, 1080)
    await ana.tap("📱 For stories")
    name, story = await ana.sees_document()
    assert (name, opened(story).size) == ("board.png", (1080, 1920))


async def test_another_shape_takes_its_place_and_where_it_was_deleted_comes_anew(
    ana: Person, trip: ProjectKey, bot: BotUnderTest
) -> None:
    await ana.say("/board")
    board = await ana.sees("Spring trip")
    await ana.sees_picture()
    await ana.tap("⬜ Square")
    assert opened(await ana.sees_picture()).size == (1080, 1080)
    square = await ana.sees("Spring trip")
    assert square.id == board.id
    await bot.stop()
    await ana.tap("▭ Usual shape")
    await ana.delete(square)
    await bot.start()
    assert opened(await ana.sees_picture(within=20)).size == (1024, 1280)
    assert (await ana.sees("Spring trip")).id > board.id


async def test_dark_once_every_picture_of_the_raffle_is_dark_until_it_is_light_again(
    ana: Person, trip: ProjectKey, bot: BotUnderTest
) -> None:
    await ana.say("/board")
    assert brightness(await ana.sees_picture()) > BRIGHT
    await ana.tap("🌙 Dark")
    await ana.sees_toast("dark from now on")
    assert brightness(await ana.sees_picture()) < DIM
    await ana.tap("⬜ Square")
    assert brightness(await ana.sees_picture()) < DIM
    await bot.kill()
    await bot.start()
    await ana.say("/share")
    assert brightness(await ana.sees_picture()) < DIM
    await ana.say("/report")
    await ana.sees("Report")
    await ana.tap("📈 Chart")
    assert brightness(await ana.sees_picture()) < DIM
    await ana.say("/board")
    await ana.sees_picture()
    await ana.tap("☀️ Light")
    assert brightness(await ana.sees_picture()) > BRIGHT


async def test_a_photo_of_her_own_stands_behind_it_until_she_takes_it_away(
    ana: Person, trip: ProjectKey, house: House, telegram: Telegram
) -> None:
    await ana.say("/board")
    assert opened(await ana.sees_picture()).format == "PNG"
    await ana.tap("🌄 Photo behind it")
    await ana.sees("Send me a photo")
    await ana.say("a beach")
    await ana.sees("That is no photo")
    await telegram.fault("error", "getFile", times=1)
    await ana.send_photo(photo())
    await ana.sees("comes in a moment")
    assert opened(await ana.sees_picture(within=20)).format == "JPEG"
    await ana.tap("🌄 Photo behind it")
    await ana.sees("A photo of yours stands behind the numbers")
    await ana.tap("Take it away")
    await ana.sees("The photo is gone")
    assert opened(await ana.sees_picture()).format == "PNG"
    assert await house.look(find_backdrop_if_any, trip) is None


async def test_what_is_no_photo_inside_is_said(ana: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/board")
    await ana.sees_picture()
    await ana.tap("🌄 Photo behind it")
    await ana.sees("Send me a photo")
    await ana.send_document("beach.png", b"\x89PNG\r\n\x1a\n and nothing else")
    await ana.sees("comes in a moment")
    await ana.sees("I could not use the photo", within=20)
    assert await house.look(find_backdrop_if_any, trip) is None
