"""The refusals that people meet most, word by word; each fits the alert that answers a tap."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.refusing import LONGEST_ALERT
from bot.texts.refusals import refused
from bot.texts.say import say_in
from rules import misreadings as misread
from rules import refusals as no
from rules.numbers import NumberRange
from rules.refusals import Refusal, TakenAs

LANGUAGES = ("en", "es", "pt_BR")
NOW = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
RANGES = (NumberRange(0, 99, 2), NumberRange(100, 199, 0))
HELD_UNTIL = TakenAs(7, "reserved", datetime(2026, 3, 13, 18, 0, tzinfo=UTC))


def taken(*numbers: int, nearby: tuple[int, ...] = (), first: tuple[TakenAs, ...] = ()) -> Refusal:
    return no.NumbersTaken(numbers, nearby, RANGES, first, NOW)


EXACTLY: list[tuple[Refusal, str, str, str]] = [
    (
        taken(7, nearby=(6, 8, 9), first=(HELD_UNTIL,)),
        "07 is taken (reserved until Fri 13 Mar 13:00).\nFree nearby: 06, 08, 09.\nNothing was changed.",
        "El 07 está ocupado (apartado hasta vie 13 mar 13:00).\nLibres cerca: 06, 08, 09.\nNo cambió nada.",
        "O 07 está ocupado (reservado até sex 13 mar 13:00).\nLivres por perto: 06, 08, 09.\nNada mudou.",
    ),
    (
        taken(7, 150, first=(TakenAs(7, "reserved", None), TakenAs(150, "sold", None))),
        "07 is taken (reserved).\n150 is taken (sold).\nNothing was changed.",
        "El 07 está ocupado (apartado).\nEl 150 está ocupado (vendido).\nNo cambió nada.",
        "O 07 está ocupado (reservado).\nO 150 está ocupado (vendido).\nNada mudou.",
    ),
    (
        taken(7, 8, 9, 12, nearby=(6,), first=(HELD_UNTIL,)),
        "Taken: 07-09, 12.\nFree nearby: 06.\nNothing was changed.",
        "Ocupados: 07-09, 12.\nLibres cerca: 06.\nNo cambió nada.",
        "Ocupados: 07-09, 12.\nLivres por perto: 06.\nNada mudou.",
    ),
    (
        no.NumbersOutside((250,), RANGES),
        "250 is not in this raffle.\nIts numbers: 00-99, 100-199.",
        "El 250 no está en esta rifa.\nSus números: 00-99, 100-199.",
        "O 250 não está nesta rifa.\nOs números dela: 00-99, 100-199.",
    ),
    (
        misread.NumbersUnreadable("7 o 8"),
        "I cannot read “7 o 8” as numbers.\nWrite them like this: 5, 12-20 or: random 3",
        "No entiendo «7 o 8» como números.\nEscríbelos así: 5, 12-20 o: azar 3",
        "Não entendo “7 o 8” como números.\nEscreva assim: 5, 12-20 ou: sorte 3",
    ),
    (
        misread.NumbersRepeated((7,), 2),
        "Twice in your list: 07.\nWrite each number once.",
        "Dos veces en tu lista: 07.\nEscribe cada número una sola vez.",
        "Duas vezes na sua lista: 07.\nEscreva cada número uma vez só.",
    ),
    (
        misread.RangeBackwards(20, 5, 2),
        "20-05 runs backwards. Try: 05-20",
        "20-05 va al revés. Prueba: 05-20",
        "20-05 está ao contrário. Tente: 05-20",
    ),
    (
        no.NotEnoughFree(5, 2),
        "Only 2 numbers are free, and you asked for 5. Try: random 2",
        "Solo quedan 2 números libres y pediste 5. Prueba: azar 2",
        "Só há 2 números livres e você pediu 5. Tente: sorte 2",
    ),
    (
        no.NumbersNotHeld((7,), RANGES),
        "Nobody holds 07: there is nothing to pay or to give back.\nWho holds what: /find reserved",
        "Nadie tiene 07: no hay nada que pagar ni que liberar.\nPara ver los apartados: /buscar apartado",
        "Ninguém tem 07: não há nada para pagar nem liberar.\nPara ver as reservas: /buscar reservado",
    ),
    (
        no.NumbersAlreadyPaid((7,), RANGES),
        "07 is paid. Only unpaid numbers can be given back.\nNothing was changed.",
        "El 07 ya está pagado. Solo se liberan números sin pagar.\nNo cambió nada.",
        "O 07 já está pago. Só dá para liberar números não pagos.\nNada mudou.",
    ),
    (
        no.AmountAboveOwed(10_000, 500, "USD"),
        "$5.00 is left to pay, and $100.00 is more.\nNothing was changed. Without an amount, all of it is paid: /pay 7",
        "Faltan US$5,00 por pagar y US$100,00 es más.\nNo cambió nada. Sin monto se paga todo: /pagar 7",
        "Faltam US$\xa05,00 e US$\xa0100,00 é mais que isso.\nNada mudou. Sem valor, tudo é pago: /pagar 7",
    ),
    (
        no.OrderNotPayable(3, "paid"),
        "This order is paid already. Nothing is left to pay.",
        "Esta compra ya está pagada. No queda nada por pagar.",
        "Esta compra já está paga. Não falta pagar nada.",
    ),
    (
        misread.BuyerMissing("7 cash"),
        "In “7 cash” I find no name. Who takes the numbers? Try: /sell 7 Luis",
        "En «7 cash» no encuentro un nombre. ¿Para quién son los números? Prueba: /vender 7 Luis",
        "Em “7 cash” não encontro um nome. Para quem são os números? Tente: /vender 7 Luis",
    ),
    (
        no.BuyerAmbiguous("Luis", (3, 8)),
        "Several buyers are called Luis: #3, #8.\nWrite the number instead of the name. Try: /sell 7 #3",
        "Varios compradores se llaman Luis: #3, #8.\nEscribe el número en vez del nombre. Prueba: /vender 7 #3",
        "Vários compradores se chamam Luis: #3, #8.\nEscreva o número em vez do nome. Tente: /vender 7 #3",
    ),
    (
        no.NotFound("buyer", 99),
        "You have no buyer #99. /buyers shows them.",
        "No tienes un comprador #99. /compradores los muestra.",
        "Você não tem um comprador #99. /compradores mostra todos.",
    ),
    (
        misread.ChoiceUnknown("method", "bitcoin", ("cash", "card", "transfer")),
        "I do not know “bitcoin”. Possible: cash, card, transfer.",
        "No conozco «bitcoin». Se puede: efectivo, tarjeta, transferencia.",
        "Não conheço “bitcoin”. Pode ser: dinheiro, cartão, transferência.",
    ),
    (
        misread.TooManyDecimals("5.005", "USD", "5.005", 2),
        "I read “5.005” as 5.005 USD. That money has only 2 decimals. Try: 10",
        "Leí «5.005» como 5,005 USD. Esa moneda solo tiene 2 decimales. Prueba: 10",
        "Li “5.005” como 5,005 USD. Essa moeda só tem 2 casas decimais. Tente: 10",
    ),
    (
        no.RangesOverlap(NumberRange(50, 150, 0), NumberRange(0, 99, 2), 200),
        "50-150 runs into 00-99, which this raffle has already.\nFree for new numbers: from 200 on.",
        "50-150 se cruza con 00-99, que esta rifa ya tiene.\nPara números nuevos: desde el 200.",
        "50-150 se cruza com 00-99, que esta rifa já tem.\nPara números novos: a partir de 200.",
    ),
    (
        no.ProjectNotOpen(1, "closed"),
        "This raffle is closed: nothing new can be sold, reserved or added. Payments go on.",
        "Esta rifa está cerrada: ya no se vende, ni se aparta, ni se agregan números. Los pagos siguen.",
        "Esta rifa está fechada: não dá mais para vender, reservar nem adicionar números. Os pagamentos continuam.",
    ),
    (
        no.MoveNotAllowed("order", "cancelled", "cancelled"),
        "This order is cancelled already.",
        "Esta compra ya está cancelada.",
        "Esta compra já está cancelada.",
    ),
    (
        misread.TextTooLong("name", 4000, 80),
        "Too long: the name has 4,000 characters, and at most 80 fit. Write it shorter.",
        "Es muy largo: el nombre tiene 4.000 caracteres y caben 80 como máximo. Escríbelo más corto.",
        "Ficou longo: o nome tem 4.000 caracteres e cabem no máximo 80. Escreva mais curto.",
    ),
    (
        misread.DateInThePast(NOW - timedelta(hours=2), NOW),
        "That time is over: today 08:30. Choose one that is still to come.",
        "Ese momento ya pasó: hoy 08:30. Elige uno que esté por venir.",
        "Esse momento já passou: hoje 08:30. Escolha um que ainda venha.",
    ),
]


@pytest.mark.parametrize("expected", EXACTLY, ids=lambda one: type(one[0]).__name__)
def test_what_happens_most_is_said_in_short_words_that_an_alert_holds(expected: tuple[Refusal, str, str, str]) -> None:
    refusal, *sentences = expected
    for language, sentence in zip(LANGUAGES, sentences, strict=True):
        assert refused(say_in(language, "America/Bogota"), refusal) == sentence
        assert len(sentence) <= LONGEST_ALERT
