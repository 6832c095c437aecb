// Sending pictures, documents and contacts: choose or paste, look at it, add a caption, send.

import { choiceField, field, formIn, menuIn, textField } from "../dialogs.js";
import { h } from "../dom.js";
import { userName } from "../names.js";
import { fileSize } from "../times.js";
import { say } from "../words.js";

const ALBUM_MOST = 10;

// `send(kind, files, caption)` with kind photo, document or album; `sendContact({ first_name, phone_number })`.
export function attachMenu(host, point, deeds) {
  return menuIn(host, point, [
    ["photo", say("photo"), () => chooseFiles("image/*", true, (files) => preview(host, files, true, deeds.send))],
    ["document", say("document"), () => chooseFiles("", false, (files) => preview(host, files, false, deeds.send))],
    ["contact", say("contact"), () => chooseContact(host, deeds)],
  ]);
}

function chooseFiles(accept, multiple, then) {
  const input = h("input", {
    type: "file",
    accept: accept || undefined,
    multiple,
    class: "seen-by-readers-only",
    "aria-label": say("attach"),
    tabindex: -1,
  });
  input.addEventListener("change", () => {
    if (input.files.length) then([...input.files]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

const isPicture = (file) => /^image\/(jpeg|png|webp|gif|bmp)$/.test(file.type);

// Shows what will be sent; pictures may go as pictures, everything else goes as a document.
export async function preview(host, files, asPictures, send) {
  const chosen = files.slice(0, ALBUM_MOST);
  const pictured = asPictures && chosen.every(isPicture);
  const addresses = pictured ? chosen.map((file) => URL.createObjectURL(file)) : [];
  const shown = addresses.length
    ? h(
        "div",
        { class: "previews" },
        addresses.map((address, at) => h("img", { src: address, alt: chosen[at].name })),
      )
    : h("p", { class: "chosen-files" }, chosen.map((file) => `${file.name} · ${fileSize(file.size)}`).join(", "));
  const caption = field(
    say("caption"),
    h("input", { name: "caption", class: "input", maxlength: 1024, autocomplete: "off", data: { first: "" } }),
  );
  const title = say(pictured ? (chosen.length > 1 ? "album" : "photo") : "document");
  const answer = await formIn(host, title, [shown, caption], say("send"));
  for (const address of addresses) URL.revokeObjectURL(address);
  if (!answer) return;
  if (pictured) await send(chosen.length > 1 ? "album" : "photo", chosen, answer.caption);
  else await send("document", chosen, answer.caption);
}

async function chooseContact(host, { people, sendContact }) {
  const known = choiceField(
    "person",
    say("person"),
    [...people.map((one) => [String(one.id), userName(one)]), ["", "…"]],
    String(people[0]?.id ?? ""),
  );
  const own = [
    textField("first_name", say("firstName")),
    textField("phone_number", say("phone"), { type: "tel", placeholder: "+57 300 123 4567" }),
  ];
  const select = known.querySelector("select");
  const follow = () =>
    own.forEach((one) => {
      one.hidden = select.value !== "";
    });
  select.addEventListener("change", follow);
  follow();
  const answer = await formIn(host, say("contact"), [known, own], say("send"));
  if (!answer) return;
  const person = people.find((one) => String(one.id) === answer.person);
  if (person)
    await sendContact({
      user_id: person.id,
      first_name: person.first_name,
      last_name: person.last_name,
      phone_number: person.phone_number ?? person.phone,
    });
  else if (answer.first_name.trim() && answer.phone_number.trim())
    await sendContact({ first_name: answer.first_name.trim(), phone_number: answer.phone_number.trim() });
}

// Pasted or dropped files, or nothing.
export function filesOf(transfer) {
  return [...(transfer?.files ?? [])];
}
