"""Paper tickets, from the question which ones to the file that a printer takes."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.states import SetType
from services.organizers import choose_country
from services.sets import add_set_to
from tests.cast import House
from tests.people import Person

SLOW = 30


@pytest.fixture
async def fair(trip: ProjectKey, house: House, ana: Person) -> ProjectKey:
    """Her raffle has 500 numbers on paper too."""
    await house.do(add_set_to, trip, NumberRange(1001, 1500, 5), 700, ana.id, type=SetType.PHYSICAL)
    return trip


def printed(content: bytes) -> list[str]:
    """The numbers, page by page: each once on its stub, once on its ticket."""
    words = [word for page in PdfReader(BytesIO(content)).pages for word in page.extract_text().split()]
    found = [word for word in words if re.fullmatch("0[0-9]{4}", word)]
    assert len(found) == 2 * len(set(found))
    return sorted(set(found))


@pytest.mark.usefixtures("fair")
async def test_tickets_are_chosen_by_tapping_and_come_as_a_file(ana: Person) -> None:
    await ana.say("/print")
    asked = await ana.sees("8 tickets to a page")
    assert [asked.place(label) is not None for label in ("All: 01001-01500", "01201-01400", "01401-01500")] == [
        True
    ] * 3
    await ana.tap("01401-01500")
    await ana.sees("🖨 Tickets to print · ")
    name, content = await ana.sees_document(within=SLOW)
    assert name == "tickets-01401-01500.pdf"
    assert printed(content) == [f"0{number}" for number in range(1401, 1501)]


@pytest.mark.usefixtures("fair")
async def test_they_are_typed_too_and_what_has_none_is_refused(ana: Person) -> None:
    await ana.say("/imprimir")
    await ana.sees("8 tickets to a page")
    await ana.say("1-10")
    await ana.sees("1-10 are online")
    await ana.say("1001 bis 1003")
    await ana.sees("I cannot read")
    await ana.say("1001-1003")
    name, content = await ana.sees_document(within=SLOW)
    assert (name, printed(content)) == ("tickets-01001-01003.pdf", ["01001", "01002", "01003"])


async def test_one_line_prints_at_once_on_the_paper_of_the_country(fair: ProjectKey, ana: Person, house: House) -> None:
    await house.do(choose_country, ana.id, "CO")
    await ana.say("/print 1001-3001")
    await ana.sees("That is 2,001 tickets; at most 2,000 go into one file. Try: /print 01001-01500")
    await ana.say("/print 1500")
    name, content = await ana.sees_document(within=SLOW)
    (page,) = PdfReader(BytesIO(content)).pages
    assert (name, printed(content)) == ("tickets-01500-01500.pdf", ["01500"])
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)
    assert len(page.images) == 1, "the code that opens the page of the raffle"


async def test_a_raffle_without_paper_says_how_to_get_some(trip: ProjectKey, ana: Person) -> None:
    await ana.say("/print")
    await ana.sees("Add some: /set 101-200 10 physical")
    await ana.say("/set 101-200 10 physical")
    await ana.sees("101-200")
    await ana.say("/print 101")
    await ana.sees_document(within=SLOW)
