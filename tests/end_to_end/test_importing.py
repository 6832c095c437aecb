"""Ana takes in the list that she kept until now: pasted or as a file, looked at, taken in, and undone."""

from db.invariants import check
from rules.keys import ProjectKey
from services.totals import glance_at
from tests.cast import House
from tests.people import Person

PASTED = "07 Luis 3001234567 paid\n12 - Juan Perez ✅\n13. Maria\n14.\n20, 21 Marta owes\nMy raffle\n12 Pedro"


async def test_a_pasted_list_is_shown_taken_in_and_undone(house: House, trip: ProjectKey, ana: Person) -> None:
    await ana.say("/import")
    await ana.sees("Send it as a file")
    await ana.say(PASTED)
    await ana.sees("7 lines so far")
    await ana.say("30 Eva")
    await ana.sees("8 lines so far")
    await ana.tap("✅ That is all")
    shown = await ana.sees("This is how I read it")
    assert "2 numbers paid" in shown.text
    assert "12: in line 2 already" in shown.text
    await ana.tap("Left out (2)")
    name, content = await ana.sees_document()
    assert name == "left-out.txt"
    assert "My raffle" in content.decode()
    await ana.tap("Take in 6 numbers, leave out 2")
    await ana.sees("The list is in")
    glance = await house.look(glance_at, trip)
    assert (glance.sold, glance.reserved) == (2, 4)
    await ana.tap("↩️ Undo all of it")
    await ana.sees("The list was undone")
    glance = await house.look(glance_at, trip)
    assert (glance.sold, glance.reserved) == (0, 0)
    assert [finding async for finding in check(house.store)] == []


async def test_a_file_is_read_as_she_says(house: House, trip: ProjectKey, ana: Person) -> None:
    await ana.say("/import")
    await ana.sees("Send it as a file")
    rows = "Boleto;Comprador;Vendedor\n1;José;Sofía\n2;Inés;Sofía\n"
    await ana.send_document("lista.csv", rows.encode("cp1252"))
    await ana.sees("José")
    await ana.tap("How I read it")
    await ana.sees("Comprador: name (José)")
    await ana.tap("All paid")
    await ana.sees("2 numbers paid")
    await house.sell(trip, 1)
    await ana.tap("Take in 2 numbers")
    await ana.sees("Something changed meanwhile")
    await ana.tap("Take in 1 number, leave out 1")
    await ana.sees("The list is in")
    assert (await house.look(glance_at, trip)).sold == 2


async def test_what_is_no_list_gets_a_sentence(trip: ProjectKey, ana: Person) -> None:
    await ana.say("/importar")
    await ana.sees("Send it as a file")
    await ana.send_document("picture.csv", bytes(range(256)))
    await ana.sees("I cannot read this as a list")
    await ana.say("/import\n5 Luis paid")
    await ana.sees("1 number paid")
