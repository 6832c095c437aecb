// On a phone the way back (arrow, key or gesture) closes the open chat instead of leaving the page.

const inChat = () => Boolean(history.state?.inChat);

export function enterChat() {
  if (!inChat()) history.pushState({ inChat: true }, "");
}

export function goBack(close) {
  if (inChat()) history.back();
  else close();
}

export function onBack(close) {
  addEventListener("popstate", () => {
    if (!inChat()) close();
  });
}
