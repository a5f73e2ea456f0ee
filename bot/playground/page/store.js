// What the page knows, as the playground tells it; everything else only draws it.

export class Store extends EventTarget {
  constructor() {
    super();
    this.#forget();
  }

  #forget() {
    this.state = null;
    this.messages = new Map(); // chat id → Map(message id → message)
    this.calls = [];
    this.verdicts = [];
    this.complaints = [];
    this.answers = new Map(); // callback query id → what the bot answered
    this.seen = new Map(); // "person chat" → newest revision that person has seen
  }

  connect() {
    const news = new EventSource("news");
    news.addEventListener("all", (event) => {
      this.#forget();
      this.#take(JSON.parse(event.data), true);
    });
    news.addEventListener("message", (event) => this.#take(JSON.parse(event.data), false));
    news.addEventListener("open", () => this.#tell("connection", { isUp: true }));
    news.addEventListener("error", () => this.#tell("connection", { isUp: false }));
  }

  #take(news, isAll) {
    if (news.state) this.state = news.state;
    for (const message of news.messages ?? []) {
      if (!this.messages.has(message.chat_id)) this.messages.set(message.chat_id, new Map());
      this.messages.get(message.chat_id).set(message.message_id, message);
    }
    for (const call of news.calls ?? []) {
      this.calls.push(call);
      if (call.method === "answerCallbackQuery" && call.status === 200) {
        this.answers.set(String(call.parameters.callback_query_id), call.parameters);
      }
    }
    this.calls.splice(0, Math.max(0, this.calls.length - 500));
    this.verdicts.push(...(news.verdicts ?? []));
    this.complaints.push(...(news.complaints ?? []));
    this.#tell("news", { ...news, isAll });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Note that a person has seen all of a chat. */
  see(personId, chatId) {
    const newest = Math.max(0, ...this.chat(chatId).map((message) => message.revision));
    this.seen.set(`${personId} ${chatId}`, newest);
    this.#tell("seen");
  }

  /** Return the revision up to which a person has seen a chat. */
  seenBy(personId, chatId) {
    return this.seen.get(`${personId} ${chatId}`) ?? 0;
  }

  person(id) {
    return this.state.people.find((person) => person.id === id);
  }

  now() {
    return new Date(Date.now() + (this.state?.ahead ?? 0) * 1000);
  }

  chat(id) {
    return [...(this.messages.get(id)?.values() ?? [])].filter((message) => !message.is_deleted);
  }
}

/** Order something of the playground; throws an Error in its words. */
export async function order(path, body) {
  const response = await fetch(`playground/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error?.replace(/^\w+: /, "") ?? `The playground answered ${response.status}.`);
  return answer;
}

export const act = (who, name, values = {}) => order("act", { who, act: name, ...values });
