// Puts the page together: the store, one or two phones, the panels.

import { all, find, make } from "./dom.js";
import { Panels } from "./panels.js";
import { Phone } from "./phone.js";
import { Store } from "./store.js";

const NOTE_SECONDS = 5;
const store = new Store();
const note = make("p", { className: "note", role: "alert" });
document.body.append(note);

function tell(words) {
  note.textContent = words;
  note.classList.add("shown");
  clearTimeout(tell.ends);
  tell.ends = setTimeout(() => note.classList.remove("shown"), NOTE_SECONDS * 1000);
}

new Panels(store, tell);
const first = new Phone(store, tell);
find("#phones").append(first.root);
let second = null;

find(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  show(wide.matches ? document.body.dataset.view : "chat");
  first.composer.text.focus();
});

find("#second").addEventListener("click", ({ currentTarget }) => {
  const isOn = currentTarget.getAttribute("aria-pressed") !== "true";
  currentTarget.setAttribute("aria-pressed", String(isOn));
  if (!second && store.state) {
    second = new Phone(store, tell);
    second.be(store.state.people[1].id);
  }
  if (!second) return;
  if (isOn) find("#phones").append(second.root);
  else second.root.remove();
});

function show(name) {
  document.body.dataset.view = name;
  for (const button of all(".tabs button")) {
    button.setAttribute("aria-current", String(button.dataset.shows === name));
  }
  for (const panel of all(".panel")) panel.hidden = panel.id !== name;
}

for (const button of all(".tabs button")) {
  button.addEventListener("click", () => show(button.dataset.shows));
}
const wide = window.matchMedia("(min-width: 56rem)");
const settle = () => show(wide.matches && document.body.dataset.view === "chat"
  ? "city" : document.body.dataset.view);
wide.addEventListener("change", settle);
show(wide.matches ? "city" : "chat");

function standing(isUp = true) {
  const words = !isUp ? "The playground does not answer. Is it still running?"
    : !store.state?.is_ready ? "The bot is starting…"
      : store.state.network.is_away ? "Telegram is away" : "The bot is running";
  if (find("#status").textContent !== words) find("#status").textContent = words;
}
store.addEventListener("connection", (event) => standing(event.detail.isUp));
store.addEventListener("news", () => standing());

store.addEventListener("news", function opened() {
  store.removeEventListener("news", opened);
  const asked = new URLSearchParams(location.search);
  const who = Number(asked.get("as"));
  if (who && store.person(who)) first.be(who);
  if (asked.has("start")) {
    history.replaceState(null, "", location.pathname);
    first.start(asked.get("start"));
  }
});
store.connect();
