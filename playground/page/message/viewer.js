// The enlarged picture: arrows walk through an album, Esc closes.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";

export function openViewer(all, place) {
  const image = h("img", { alt: "" });
  const caption = h("p", {});
  const save = h(
    "a",
    { class: "round save", "aria-label": say("download", { name: "" }).trim(), download: "" },
    icon("download"),
  );
  const viewer = h("dialog", { class: "viewer", "aria-label": say("photo") }, image, caption, save);
  const show = (to) => {
    place = (to + all.length) % all.length;
    image.src = all[place].address;
    image.alt = all[place].caption || say("photo");
    caption.textContent = all[place].caption;
    save.href = all[place].address;
  };
  viewer.append(round("close", "close", () => viewer.close()));
  if (all.length > 1)
    viewer.append(
      round("back", "previous", () => show(place - 1)),
      round("forward", "next", () => show(place + 1)),
    );
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(place - 1);
    if (event.key === "ArrowRight") show(place + 1);
  });
  viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
  viewer.addEventListener("close", () => viewer.remove());
  show(place);
  document.body.append(viewer);
  viewer.showModal();
}

function round(sign, word, deed) {
  return h("button", { type: "button", class: `round ${word}`, "aria-label": say(word), onclick: deed }, icon(sign));
}
