"""What a message may contain, made from the parameters of a call."""

from playground.errors import BadRequest, NotImitated
from playground.jsons import JSON
from playground.shapes import Upload
from playground.text.formatted import caption, message_text
from playground.world.files import File
from playground.world.world import World


def text_content(world: World, text: str, params: JSON) -> JSON:
    words, entities = message_text(text, params.get("parse_mode"), params.get("entities"))
    content: JSON = {"text": words}
    if entities:
        content["entities"] = known_users(world, entities)
    if "link_preview_options" in params:
        content["link_preview_options"] = params["link_preview_options"]
    return content


def known_users(world: World, entities: list[JSON]) -> list[JSON]:
    """Links to people become mentions when the person exists, else plain text."""
    if all("user_id" not in entity and "user" not in entity for entity in entities):
        return entities
    resolved = []
    for entity in entities:
        number = entity.get("user_id") or entity.get("user", {}).get("id")
        if number is None:
            resolved.append(entity)
        elif user := world.user(number):
            resolved.append({**{n: v for n, v in entity.items() if n != "user_id"}, "user": user})
    return resolved


def caption_content(world: World, params: JSON) -> JSON:
    fields = caption(params)
    if "caption_entities" in fields:
        fields["caption_entities"] = known_users(world, fields["caption_entities"])
    if fields and params.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def file_content(world: World, kind: str, given: Upload | str, uploads: JSON) -> JSON:
    return find_file(world, kind, given, uploads).content_fields()


def find_file(world: World, kind: str, given: Upload | str, uploads: JSON) -> File:
    """An upload, one named by `attach://`, or one the server already has."""
    if isinstance(given, str) and given.startswith("attach://"):
        given = uploads.get(given.removeprefix("attach://"), "")
    if isinstance(given, Upload):
        return world.files.receive(kind, given)
    if given.startswith(("http://", "https://")):
        raise BadRequest("failed to get HTTP URL content")
    file = world.files.named(given)
    if file is None:
        raise BadRequest("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise BadRequest(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def media_content(world: World, media: JSON, uploads: JSON) -> JSON:
    kind = media["type"]
    if kind not in {"photo", "document"}:
        raise NotImitated(f"media of type {kind}")
    return {**file_content(world, kind, media["media"], uploads), **caption_content(world, media)}


def contact_content(params: JSON) -> JSON:
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    contact = {name: params[name] for name in names if params.get(name)}
    if "phone_number" not in contact:
        raise BadRequest("PHONE_NUMBER_INVALID")
    if "first_name" not in contact:
        raise BadRequest("CONTACT_NAME_EMPTY")
    return {"contact": contact}


def location_content(params: JSON) -> JSON:
    if not (-90 <= params["latitude"] <= 90 and -180 <= params["longitude"] <= 180):
        raise BadRequest("wrong location specified")
    names = ("latitude", "longitude", "horizontal_accuracy")
    return {"location": {name: params[name] for name in names if name in params}}
