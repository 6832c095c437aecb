"""The words of lists in every language: what a column holds, and what says that somebody paid or did not."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from rules.choices import METHODS, RAFFLE_STATES
from rules.states import PaymentMethod, RaffleState
from rules.words import fold

folded = lru_cache(maxsize=8192)(fold)


class Role(StrEnum):
    """What a column holds."""

    NUMBERS = "numbers"
    NAME = "name"
    PHONE = "phone"
    STATE = "state"
    METHOD = "method"
    AMOUNT = "amount"
    UNUSED = "unused"


# The first whose word is in the heading: "número de teléfono" is a phone, "forma de pago" a method.
_HEADINGS: tuple[tuple[Role, str], ...] = (
    (Role.METHOD, "forma metodo medio meio method modalidad"),
    (Role.UNUSED, "fecha date data dia hora vence due correo email mail vendedor seller vendido_por edad"),
    (Role.UNUSED, "notas nota notes note comentario comentarios comment observaciones observacion obs"),
    (Role.UNUSED, "direccion ciudad cidade city cedula dni cpf documento codigo code compra order pedido serie set id"),
    (Role.PHONE, "telefono telefonos tel celular cel movil whatsapp wsp phone mobile telefone fone zap contacto"),
    (Role.PHONE, "contato contact"),
    (Role.STATE, "estado status state situacion situacao pagado pagada pagou pago paid pagamento pagaron abonado"),
    (Role.AMOUNT, "monto importe valor amount total precio price preco abono quantia"),
    (Role.NAME, "nombre nombres name names nome nomes apellido apellidos sobrenome surname comprador buyer cliente"),
    (Role.NAME, "client customer participante participant titular holder persona person pessoa quien quem who"),
    (Role.NUMBERS, "numero numeros number numbers num nums no nro nros n boleto boletos ticket tickets bilhete"),
    (Role.NUMBERS, "bilhetes cota cotas rifa rifas # nº n° chance chances puesto talonario"),
)
_HEADING_WORDS = {word: role for role, words in reversed(_HEADINGS) for word in map(fold, words.split())}
_RANK = {word: place for place, (_, words) in enumerate(_HEADINGS) for word in map(fold, words.split())}
_WORD = re.compile(r"[^\W_]+[º°]?|#")

_PAID_MARKS = "✅✔☑✓💰💵💸🟢👍🆗🤑"
_UNPAID_MARKS = "❌⏳⌛❎✖✗✘🔴🟡🟠⭕❗🕐🚫👎"
MARKS: Mapping[str, RaffleState] = {
    **dict.fromkeys(_PAID_MARKS, RaffleState.SOLD),
    **dict.fromkeys(_UNPAID_MARKS, RaffleState.RESERVED),
}

_PAID = ("sold", "payed", "ya pagado", "ya pagada", "ya pagó", "pagó", "pagou", "ja pagou", "cobrado", "quitado")
_UNPAID = (
    *("reserved", "pending", "unpaid", "not paid", "no paid", "owes", "to pay", "has not paid"),
    *("pendiente", "pendientes", "pendiente de pago", "debe", "no pagado", "no pagada", "no pagó", "falta pagar"),
    *("por pagar", "sin pagar", "falta", "pendente", "pendentes", "deve", "não pago", "nao pagou", "a pagar"),
    *("falta pagamento", "separado", "separada", "separados", "fiado", "separó", "apartó", "booked"),
)
# In a column of their own these say enough; between other words they are somebody's.
_YES = ("sí", "s", "yes", "y", "sim", "x", "ok", "1", "true", "verdadero", "verdadeiro", "listo", "pronto")
_NO = ("no", "n", "não", "0", "false", "falso", "-", "")
# "pago" alone may be a name for the method's column; as a state it is paid.
_FREE = ("vacío", "vazio", "empty", "sin vender", "unsold", "not sold")


def _spread(phrases: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(map(fold, phrase.split())) for phrase in phrases)


STATE_PHRASES: Mapping[tuple[str, ...], RaffleState] = {
    **dict.fromkeys(_spread((*RAFFLE_STATES[RaffleState.AVAILABLE], "available", *_FREE)), RaffleState.AVAILABLE),
    **dict.fromkeys(_spread((*RAFFLE_STATES[RaffleState.SOLD], *_PAID)), RaffleState.SOLD),
    **dict.fromkeys(_spread((*RAFFLE_STATES[RaffleState.RESERVED], *_UNPAID)), RaffleState.RESERVED),
}
METHOD_PHRASES: Mapping[tuple[str, ...], PaymentMethod] = {
    phrase: method for method, aliases in METHODS.items() for phrase in _spread((method.value, *aliases))
}
_STATE_CELLS: Mapping[str, RaffleState] = {
    **{"".join(phrase): state for phrase, state in STATE_PHRASES.items()},
    **dict.fromkeys(map(fold, _YES), RaffleState.SOLD),
    **dict.fromkeys(map(fold, _NO), RaffleState.RESERVED),
}
_METHOD_CELLS: Mapping[str, PaymentMethod] = {"".join(phrase): method for phrase, method in METHOD_PHRASES.items()}


def role_of_heading(cell: str) -> Role | None:
    """None for what is no heading, as far as we know."""
    words = [folded(word) for word in _WORD.findall(cell[:60])]
    known = [word for word in words if word in _RANK]
    return _HEADING_WORDS[min(known, key=_RANK.__getitem__)] if known else None


def state_of_cell(cell: str) -> RaffleState | None:
    for char in cell:
        if char in MARKS:
            return MARKS[char]
    return _STATE_CELLS.get(folded(cell[:40].strip(" .!()[]*")))


def without_marks(text: str) -> tuple[str, RaffleState | None]:
    """Signs say who paid wherever they stand."""
    if text.isascii():
        return text, None
    state = next((MARKS[char] for char in text if char in MARKS), None)
    return "".join(" " if char in MARKS or char == "\ufe0f" else char for char in text), state


def method_of_cell(cell: str) -> PaymentMethod | None:
    return _METHOD_CELLS.get(folded(cell[:40]))
