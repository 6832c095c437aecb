"""Where the bot finds the bytes of a file."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.registry import answers
from playground.world.files import DOWNLOAD_LIMIT
from playground.world.world import World


@answers("getFile")
def find_file(world: World, params: JSON) -> JSON:
    file = world.files.named(params["file_id"])
    if file is None:
        raise BadRequest("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise BadRequest("file is too big")
    return {**file.reference(), "file_path": file.path}
