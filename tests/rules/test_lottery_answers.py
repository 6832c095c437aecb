"""What is asked about a lottery: in order, only what is not known yet, and read as people say it."""

import pytest

from rules.draw_terms import read_alternates, read_claim_days
from rules.locking import CountUnreadable, LotteryUnreadable
from rules.lotteries import KNOWN, find_known, has_all_figures
from rules.lottery import Lottery, check_lottery, is_address
from rules.lottery_answers import NOTHING_SAID, QUESTIONS, answer, fitting_takes, is_even, open_question, read_take
from rules.numbers import NumberRange
from rules.states import DrawMethod

HUNDRED, FROM_ONE = [NumberRange(0, 99, 2)], [NumberRange(1, 100, 0)]
BOGOTA = Lottery("Lotería de Bogotá", "first prize", "https://www.loteriadebogota.com", 4, "last:2", "void")


def asked(words: list[str], ranges: list[NumberRange], country: str | None = None) -> list[str]:
    answers, questions = NOTHING_SAID, []
    for one in words:
        question = open_question(answers, ranges)
        assert question is not None
        questions.append(question)
        answers = answer(answers, question, one, country, "first prize")
    return [*questions, open_question(answers, ranges) or "nothing"]


def test_all_is_asked_about_a_lottery_that_nobody_knows() -> None:
    words = ["Tolima", "example.com", "4", "first prize", "last 2", "nobody"]
    assert asked(words, HUNDRED) == [*QUESTIONS[:-1], "nothing"]
    assert asked([*words, "yes"], FROM_ONE) == [*QUESTIONS, "nothing"]


def test_a_lottery_of_the_country_answers_most_by_itself() -> None:
    assert asked(["loteria de bogota", "2", "void"], HUNDRED, "CO") == ["name", "take", "unsold", "nothing"]
    assert asked(["loteria de bogota"], HUNDRED, "BR") == ["name", "url"]


def test_whoever_is_not_sure_is_asked_again() -> None:
    words = ["loteria de bogota", "last 2", "void"]
    assert asked([*words, "take"], FROM_ONE, "CO")[-1] == "take"
    assert asked([*words, "no"], FROM_ONE, "CO")[-1] == "take"
    assert asked([*words, "unsold"], FROM_ONE, "CO")[-1] == "unsold"
    assert asked([*words, "take", "last 3"], FROM_ONE, "CO")[-1] == "nothing"


@pytest.mark.parametrize(
    ("words", "take"),
    [
        ("last 2", "last:2"),
        ("las últimas 2", "last:2"),
        ("2", "last:2"),
        ("first:3", "first:3"),
        ("las primeras 3 cifras", "first:3"),
        ("os primeiros 4", "first:4"),
    ],
)
def test_digits_are_read_as_people_say_them(words: str, take: str) -> None:
    assert read_take(words, 4) == take


@pytest.mark.parametrize("words", ["", "last", "0", "5", "-", "99999", "last:99999999999"])
def test_digits_that_a_figure_does_not_have_are_refused(words: str) -> None:
    with pytest.raises(LotteryUnreadable):
        read_take(words, 4)


def test_as_few_digits_as_give_each_number_a_figure_are_offered_first() -> None:
    assert fitting_takes(HUNDRED, 4, is_full=True) == ["last:2", "last:1", "last:3", "first:2"]
    assert fitting_takes(FROM_ONE, 4, is_full=False) == ["last:3", "last:2", "last:4"]
    assert fitting_takes([NumberRange(0, 99999, 5)], 4, is_full=True) == ["last:4", "last:3"]
    assert fitting_takes([], 2, is_full=True) == ["last:2", "last:1"]


def test_first_digits_are_even_only_where_all_figures_come_up() -> None:
    assert is_even(BOGOTA, HUNDRED)
    assert is_even(BOGOTA._replace(take="first:2"), HUNDRED)
    assert not is_even(BOGOTA._replace(take="first:2", url="https://example.com"), HUNDRED)
    assert is_even(BOGOTA._replace(take="first:2", digits=2, url="https://example.com"), HUNDRED)
    assert not has_all_figures(KNOWN["BR"][0].url)


@pytest.mark.parametrize("country", KNOWN)
def test_what_is_known_of_a_lottery_makes_a_rule_and_fits_on_a_button(country: str) -> None:
    for one in KNOWN[country]:
        lottery = Lottery(one.name, "first prize", one.url, one.digits, "last:2", "void")
        assert check_lottery(lottery, DrawMethod.NUMBER) == lottery
        assert is_address(one.url)
        assert find_known(one.name.upper(), country) == one
        assert len(one.name.encode()) <= 30


def test_counts_are_read_within_their_bounds() -> None:
    assert [read_alternates(words) for words in ("0", " 5 ", "100")] == [0, 5, 100]
    assert [read_claim_days(words) for words in ("1", "14 days", "30 días", "7d", "365")] == [1, 14, 30, 7, 365]
    for words in ("-1", "101", "two", "", "9" * 30):
        with pytest.raises(CountUnreadable):
            read_alternates(words)
    for words in ("0", "366", "14 weeks", "d"):
        with pytest.raises(CountUnreadable):
            read_claim_days(words)
