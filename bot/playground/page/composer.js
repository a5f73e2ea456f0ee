// What a person writes with: the box, the menu of commands, replies, edits, files.

import { all, find, make } from "./dom.js";
import { preview } from "./message.js";
import { act } from "./store.js";

const TALLEST = 140; // pixels
const PIECE = 32768; // bytes turned into letters at once

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.writing = {}; // {reply} or {edit}
    this.box = find(".composer", phone.root);
    this.menu = find(".menu", phone.root);
    this.text = find("textarea", this.box);
    this.file = find("input[type=file]", this.box);
    this.#listen();
  }

  clear() {
    this.write({});
    this.#showMenu(false);
  }

  /** Begin to answer a message or to change one. */
  write(how) {
    const context = find(".context", this.box);
    const about = how.reply ?? how.edit;
    this.writing = how;
    context.hidden = !about;
    this.text.value = how.edit?.text ?? "";
    this.#grow();
    if (!about) return;
    find("p", context).textContent = `${how.edit ? "Edit" : "Reply to"}: ${preview(about)}`;
    this.text.focus();
  }

  /** Put words back that could not be sent. */
  keep(words) {
    if (words && !this.text.value) this.text.value = words;
  }

  /** Show what may be written in the chat that is open. */
  draw() {
    const { type, menu, may_write: mayWrite } = this.phone.place;
    this.box.classList.toggle("closed", !mayWrite);
    this.text.disabled = !mayWrite;
    this.text.placeholder = !mayWrite ? "Only administrators post here"
      : type === "channel" ? "Post to the channel" : "Message";
    this.#button("mention").hidden = !["group", "supergroup"].includes(type);
    this.#button("menu").hidden = !menu.length;
    if (!this.menu.hidden) this.#drawMenu();
  }

  #button(name) {
    return find(`[data-does="${name}"]`, this.box);
  }

  #listen() {
    this.box.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.text.addEventListener("input", () => {
      this.#grow();
      this.#showMenu(this.text.value.startsWith("/") && !this.text.value.includes(" "));
    });
    const press = (name, does) => this.#button(name).addEventListener("click", does);
    press("menu", () => this.#showMenu(this.menu.hidden, true));
    press("drop", () => this.write({}));
    press("attach", () => this.file.click());
    press("mention", () => {
      this.text.value = `@${this.phone.store.state.bot.username} ${this.text.value}`;
      this.text.focus();
    });
    this.file.addEventListener("change", () => {
      const [file] = this.file.files;
      if (file) this.#sendFile(file);
      this.file.value = "";
    });
    this.menu.addEventListener("keydown", (event) => this.#menuKey(event));
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape") {
      this.clear();
    } else if (event.key === "ArrowDown" && !this.menu.hidden) {
      event.preventDefault();
      find("button", this.menu)?.focus();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const own = this.phone.store.chat(this.phone.chatId)
        .filter((message) => message.from?.id === this.phone.me.id && message.text).at(-1);
      if (own) this.write({ edit: own });
    }
  }

  #send() {
    const words = this.text.value.trim();
    if (!words) return;
    const { reply, edit } = this.writing;
    const { me, chatId } = this.phone;
    this.clear();
    if (!edit) this.phone.say(words, reply);
    else {
      const values = { message: edit.message_id, text: words, in: chatId };
      this.phone.does(() => act(me.id, "edits", values), words);
    }
  }

  async #sendFile(file) {
    const { me, place } = this.phone;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let raw = "";
    for (let at = 0; at < bytes.length; at += PIECE) {
      raw += String.fromCharCode(...bytes.subarray(at, at + PIECE));
    }
    const values = { name: file.name, content: btoa(raw), caption: this.text.value.trim() };
    if (place.type !== "private") values.chat = place.id;
    this.write({});
    await this.phone.does(() => act(me.id, "sends_document", values));
  }

  #grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }

  #showMenu(isShown, isByButton = false) {
    if (isByButton && isShown) this.text.value = "";
    this.menu.hidden = !isShown || !this.#drawMenu();
    this.#button("menu").setAttribute("aria-expanded", String(!this.menu.hidden));
    if (isByButton && !this.menu.hidden) find("button", this.menu)?.focus();
  }

  #drawMenu() {
    const typed = this.text.value.slice(1).toLowerCase();
    const fitting = this.phone.place.menu.filter((item) => item.command.startsWith(typed));
    this.menu.replaceChildren(...fitting.map((item) =>
      make("button", { type: "button", on: { click: () => this.#choose(item.command) } },
        make("b", {}, `/${item.command}`), make("span", {}, item.description))));
    return fitting.length > 0;
  }

  #choose(command) {
    this.clear();
    this.text.focus();
    const { place, store } = this.phone;
    const mention = place.type === "private" ? "" : `@${store.state.bot.username}`;
    this.phone.say(`/${command}${mention}`);
  }

  #menuKey(event) {
    const items = all("button", this.menu);
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.#showMenu(false);
      this.text.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : items.length - 1;
      items[(at + step) % items.length]?.focus();
    }
  }
}
