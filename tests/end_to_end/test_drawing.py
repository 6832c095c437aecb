"""A draw in the real bot: practised from the first word to a proof that is verified; locked for a beacon."""

import asyncio
import sys
from pathlib import Path

from rules.draw.verifying import verify
from tests.people import BotUnderTest, Person


async def verified_by_command(path: Path) -> tuple[int | None, str]:
    command = (sys.executable, "-m", "bot", "verify", str(path))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    return process.returncode, told.decode()


async def test_a_practice_raffle_is_drawn_and_its_proof_file_verified(
    bot: BotUnderTest, ana: Person, tmp_path: Path
) -> None:
    await ana.say("/start")
    await ana.sees("Hello")
    await ana.tap("🧪 Try a practice raffle · 2 min")
    await ana.tap("🏆 Draw", on=await ana.sees("Your raffles"))
    checklist = await ana.sees("List for the draw")
    assert "Can still be settled" in checklist.text
    await ana.tap("Close the list")
    assert "proves nothing against whoever runs me" in (await ana.sees("Close the list?")).text
    await ana.tap("Close the list")
    await ana.tap("Draw now", on=await ana.sees("The list is closed"))
    drawn = await ana.sees("Who steps in")
    await ana.tap("Proof file", on=drawn)
    name, content = await ana.sees_document()
    (tmp_path / name).write_bytes(content)
    verdict = verify(content)
    number = verdict.winners[0].number
    assert f"{number:02}" in drawn.text
    code, told = await verified_by_command(tmp_path / name)
    assert code == 0
    assert f"P1: number {number}," in told


async def test_a_list_is_closed_for_the_beacon_taken_back_and_closed_again(bot: BotUnderTest, ana: Person) -> None:
    """Meanwhile nothing is sold."""
    for line in ("/new Spring trip", "/set 0-99 5", "/prize A bicycle", "/sell 7,8 Luis"):
        await ana.say(line)
        await ana.sees("")
    await ana.say("/draw")
    await ana.tap("How winners are found", on=await ana.sees("cannot be drawn yet"))
    await ana.tap("Public beacon", on=await ana.sees("winners"))
    await ana.sees("public beacon")
    await ana.say("/draw")
    await ana.tap("Close the list", on=await ana.sees("2 numbers of 1 person"))
    await ana.tap("Close the list", on=await ana.sees("not before"))
    waiting = await ana.sees("Fingerprint of the list")
    assert "public beacon round" in waiting.text
    await ana.say("/sell 9 Marta")
    await ana.sees("locked for its draw")
    await ana.say("/draw")
    await ana.tap("Take back", on=await ana.sees("The list is closed"))
    await ana.sees("Why is the draw taken back")
    await ana.say("Marta's number was forgotten")
    await ana.tap("Yes, take back", on=await ana.sees("because: Marta's number was forgotten"))
    await ana.tap("Open sales again", on=await ana.sees("Draw 1 was taken back"))
    await ana.sees("Spring trip")
    await ana.say("/sell 9 Marta")
    await ana.sees("Sold to Marta")
    await ana.say("/draw")
    await ana.tap("Close the list", on=await ana.sees("3 numbers of 2 people"))
    await ana.tap("Close the list", on=await ana.sees("not before"))
    await ana.sees("It is number 2 of your public draws")
