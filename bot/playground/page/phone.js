// One phone: who holds it, their chats, one chat open, and what they write.

import { all, colour, dayOf, find, initials, make } from "./dom.js";
import { Composer } from "./composer.js";
import { bubble, sentAt } from "./message.js";
import { act } from "./store.js";
import { deepLink } from "./text.js";

const TYPING_SECONDS = 5;
const TONGUES = { en: "English", es: "Español", ht: "Kreyòl" };

export class Phone {
  constructor(store, tell) {
    this.store = store;
    this.tell = tell; // say something to the whole page
    this.me = null;
    this.chatId = null;
    this.taps = new Map(); // callback query id → button
    this.root = find("#phone").content.firstElementChild.cloneNode(true);
    this.log = find(".log", this.root);
    this.composer = new Composer(this);
    store.addEventListener("news", (event) => this.#take(event.detail));
    store.addEventListener("seen", () => this.me && this.#drawPeople());
    if (store.state) this.#take({ state: store.state, isAll: true });
  }

  get place() {
    return this.me.chats.find((chat) => chat.id === this.chatId);
  }

  be(personId, chatId) {
    const isOther = this.me?.id !== personId;
    this.me = this.store.person(personId);
    this.root.setAttribute("aria-label", `Phone of ${this.me.first_name}`);
    const chats = this.me.chats.map((chat) => chat.id);
    const wanted = chatId ?? (isOther ? this.me.id : this.chatId);
    this.chatId = chats.includes(wanted) ? wanted : chats[0];
    this.composer.clear();
    this.#drawAll();
  }

  start(payload) {
    this.be(this.me.id, this.me.id);
    return this.does(() => act(this.me.id, "starts", { payload }));
  }

  // What came in

  #take(news) {
    if (news.state) {
      const known = this.me && this.store.person(this.me.id);
      if (!known || news.isAll) {
        this.be(this.me?.id ?? this.store.state.people[0].id, this.chatId);
        return;
      }
      this.me = known;
      this.#drawPeople();
      this.composer.draw();
      if (!this.store.chat(this.chatId).length) this.#drawLog();
    }
    this.#takeMessages(news.messages ?? []);
    for (const call of news.calls ?? []) this.#takeCall(call);
  }

  #takeMessages(messages) {
    const here = messages.filter((message) => message.chat_id === this.chatId);
    if (here.length) {
      const isAtEnd = this.#isAtEnd();
      for (const message of here) this.#place(message);
      const last = here.at(-1);
      if (here.some((message) => message.is_from_bot)) this.#typing(false);
      if (isAtEnd || last.from?.id === this.me.id) this.#toEnd(last.edits ? null : last);
    }
    if (here.length && this.root.isConnected) this.store.see(this.me.id, this.chatId);
    else if (messages.length) this.#drawPeople();
  }

  #takeCall(call) {
    if (call.method === "sendChatAction" && Number(call.parameters.chat_id) === this.chatId) {
      this.#typing(true);
    }
    if (call.method === "answerCallbackQuery") this.#settleTaps();
  }

  #place(message) {
    const old = find(`[data-id="${message.message_id}"]`, this.log);
    if (message.is_deleted) {
      old?.remove();
      return;
    }
    const fresh = this.#bubble(message);
    if (old) {
      const held = old.contains(document.activeElement);
      old.replaceWith(fresh);
      if (held) (find(".key", fresh) ?? this.log).focus();
      return;
    }
    if (!find(".message, .service", this.log)) this.log.replaceChildren();
    const day = dayOf(sentAt(message), this.store.state.zone);
    const days = all(".day", this.log);
    if (days.at(-1)?.textContent !== day) this.log.append(make("p", { className: "day" }, day));
    this.log.append(fresh);
  }

  #bubble(message) {
    return bubble(message, this.me, this.store.state.zone, {
      command: (words) => this.say(words),
      link: (url) => this.#follow(url),
      tap: (tapped, data, button) => this.#tap(tapped, data, button),
      reply: (to) => this.composer.write({ reply: to }),
      edit: (own) => this.composer.write({ edit: own }),
    });
  }

  // What one sees

  #drawAll() {
    this.log.setAttribute("aria-label", `Messages with ${this.place.title}`);
    this.composer.draw();
    this.#typing(false);
    this.#drawPeople(); // before the log, whose height depends on it
    this.#drawLog();
    this.store.see(this.me.id, this.chatId);
  }

  #drawLog() {
    const unreadFrom = this.store.seenBy(this.me.id, this.chatId);
    const messages = this.store.chat(this.chatId);
    this.log.setAttribute("aria-busy", "true");
    this.log.replaceChildren();
    let isMarked = unreadFrom === 0;
    for (const message of messages) {
      if (!isMarked && message.revision > unreadFrom && message.from?.id !== this.me.id) {
        this.log.append(make("p", { className: "unread-mark" }, "New messages"));
        isMarked = true;
      }
      this.#place(message);
    }
    if (!messages.length) this.log.append(this.#welcome());
    this.log.setAttribute("aria-busy", "false");
    const mark = find(".unread-mark", this.log);
    if (mark) mark.scrollIntoView({ block: "center" });
    else this.#toEnd();
  }

  #welcome() {
    if (this.place.type !== "private") {
      return make("p", { className: "welcome" }, "Nothing has been said here yet.");
    }
    return make(
      "div",
      { className: "welcome" },
      make("p", { lang: this.me.language_code }, this.me.description || "The bot is starting…"),
      make("button", { type: "button", className: "primary", on: { click: () => this.start("") } },
        "Start"),
      make("p", { className: "hint" }, "or say at once"),
      ...this.me.try.map((words) =>
        make("button", { type: "button", className: "chip", lang: this.me.language_code,
          on: { click: () => this.say(words) } }, words)),
    );
  }

  #drawPeople() {
    const people = this.store.state.people.map((person, at) => {
      const count = person.chats.reduce((sum, chat) => sum + this.#unread(person, chat), 0);
      const tongue = TONGUES[person.language_code] ?? person.language_code;
      const about = person.role === "editor" ? "editor" : tongue;
      return choice(person.id, person.first_name, about, person.id === this.me.id, count, at,
        () => this.be(person.id));
    });
    refill(find(".people", this.root), people);
    const chats = this.me.chats.map((chat) =>
      choice(chat.id, chat.title, chat.type === "private" ? "bot" : chat.type,
        chat.id === this.chatId, this.#unread(this.me, chat), 0, () => this.be(this.me.id, chat.id)));
    refill(find(".chats", this.root), chats);
  }

  #unread(person, chat) {
    const seen = this.store.seenBy(person.id, chat.id);
    return this.store.chat(chat.id).filter((message) =>
      message.revision > seen && message.from?.id !== person.id && !message.new_chat_members).length;
  }

  #isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  /** Show the end; of a new message longer than the window, its beginning. */
  #toEnd(message) {
    this.log.scrollTop = this.log.scrollHeight;
    const node = message && find(`[data-id="${message.message_id}"]`, this.log);
    if (node && node.offsetHeight > this.log.clientHeight) node.scrollIntoView();
  }

  #typing(isTyping) {
    clearTimeout(this.typingEnds);
    find(".typing", this.root).textContent = isTyping ? `${this.place.title} is typing…` : "";
    if (isTyping) {
      this.typingEnds = setTimeout(() => this.#typing(false), TYPING_SECONDS * 1000);
    }
  }

  // What one does

  say(words, reply) {
    const place = this.place;
    const values = { text: words };
    if (reply) Object.assign(values, { reply_to: reply.message_id, in: place.id });
    if (place.type === "channel") return this.does(() => act(place.id, "posts", values), words);
    if (place.type !== "private") values.chat = place.id;
    return this.does(() => act(this.me.id, "says", values), words);
  }

  async #tap(message, data, button) {
    button.setAttribute("aria-busy", "true");
    const made = await this.does(() =>
      act(this.me.id, "forges", { data, message: message.message_id, in: message.chat_id }));
    if (!made) {
      button.removeAttribute("aria-busy");
      return;
    }
    this.taps.set(String(made.callback_query_id), button);
    this.#settleTaps();
  }

  #settleTaps() {
    for (const [id, button] of this.taps) {
      const answer = this.store.answers.get(id);
      if (!answer) continue;
      this.taps.delete(id);
      button.removeAttribute("aria-busy");
      if (answer.text) this.tell(answer.text);
    }
  }

  #follow(url) {
    const link = deepLink(url);
    if (link?.name.toLowerCase() !== this.store.state.bot.username.toLowerCase()) return false;
    this.start(link.payload);
    return true;
  }

  /** Do something; what goes wrong is told, and the words are not lost. */
  async does(what, words = "") {
    try {
      return await what();
    } catch (error) {
      this.tell(error.message);
      this.composer.keep(words);
      return null;
    }
  }
}

function choice(id, name, about, isChosen, count, at, does) {
  const unread = count ? make("span", { className: "badge" }, String(count),
    make("span", { className: "unseen" }, " unread")) : null;
  return make(
    "button",
    { type: "button", className: "choice", data: { key: id },
      aria: { pressed: isChosen }, on: { click: does } },
    make("i", { className: `avatar ${colour(at)}`, aria: { hidden: true } }, initials(name)),
    make("span", { className: "label" }, ...labelled(name), make("small", {}, about)),
    unread,
  );
}

/** The first word of a name stands alone on a narrow screen. */
function labelled(name) {
  const [first, ...rest] = name.split(" ");
  return [make("b", {}, first, make("span", {}, rest.length ? ` ${rest.join(" ")}` : ""))];
}

/** Replace buttons without losing which one has the focus. */
function refill(box, buttons) {
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  box.replaceChildren(...buttons);
  if (held) find(`[data-key="${held}"]`, box)?.focus();
}
