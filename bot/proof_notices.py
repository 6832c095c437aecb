"""The notice that brings a proof of payment to whoever decides on it."""

from bot.screens import proofs
from bot.wording import Call, Keys, Reader, known_file
from db.work import Work
from rules.keys import ProofKey
from rules.states import ProofState
from services.proofs import find_proof_view


async def proof(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """The picture itself, while nobody has decided on it."""
    key = ProofKey(keys["user_id"], keys["project_number"], keys["order_number"], keys["proof_number"])
    view = await find_proof_view(work, key)
    if view.proof.state != ProofState.WAITING or view.proof.file_id is None:
        return None
    return [known_file(view.proof.kind, view.proof.file_id, *proofs.proof(reader.say, view))]
