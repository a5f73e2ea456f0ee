// The panels beside the chat: clock, calendar, network, verdicts, calls.

import { all, clockTime, dayOf, find, make } from "./dom.js";
import { act, order } from "./store.js";

const SHOWN = 200;

export class Panels {
  constructor(store, tell) {
    this.store = store;
    this.tell = tell;
    this.#listen();
    store.addEventListener("news", (event) => this.#take(event.detail));
    setInterval(() => this.#tick(), 1000);
  }

  #take(news) {
    if (news.isAll) for (const id of ["#verdict-list", "#call-list"]) find(id).replaceChildren();
    if (news.state) this.#drawState(news.state);
    for (const asked of news.verdicts ?? []) prepend("#verdict-list", verdict(asked, this.store));
    for (const call of news.calls ?? []) prepend("#call-list", callLine(call, this.store));
    if (news.complaints) this.#complain(news.complaints);
  }

  #drawState(state) {
    const has = { clock: state.ahead !== null, meetings: state.meetings !== null, verdicts: state.has_verdicts };
    for (const node of all("[data-needs]")) node.hidden = !has[node.dataset.needs];
    for (const node of all("[data-lacks]")) node.hidden = has[node.dataset.lacks];
    find("#away").checked = state.network.is_away;
    find("#flood").checked = state.flood;
    find("#faults").replaceChildren(...state.network.faults
      .filter((fault) => fault.times === null || fault.hits < fault.times)
      .map((fault) => make("li", {}, faultWords(fault))));
    this.#drawBlocks(state);
    this.#drawMeetings(state.meetings ?? []);
    this.#tick();
  }

  #drawBlocks(state) {
    find("#blocks").replaceChildren(...state.people.map((person) => {
      const box = make("input", { type: "checkbox", checked: person.has_blocked });
      box.addEventListener("change", () =>
        this.#does(() => act(person.id, box.checked ? "blocks" : "unblocks")));
      return make("label", { className: "switch" }, box, ` ${person.first_name}`);
    }));
  }

  #drawMeetings(meetings) {
    const held = document.activeElement?.dataset?.key;
    find("#meetings").replaceChildren(...meetings.map((meeting) => this.#meeting(meeting)));
    if (held) find(`[data-key="${held}"]`)?.focus();
  }

  #meeting(meeting) {
    const isOff = ["Cancelled", "Deferred"].includes(meeting.status);
    const on = new Date(`${meeting.date}T12:00:00Z`);
    const when = on.toLocaleDateString("en-US", {
      weekday: "short", month: "short", day: "numeric", timeZone: "UTC" });
    const change = (row) => this.#does(() => order("calendar", { change: meeting.id, ...row }));
    const button = (name, does) => make("button", { type: "button", className: "quiet",
      data: { key: `${name} ${meeting.id}` }, aria: { label: `${name}: ${meeting.body}, ${when}` },
      on: { click: does } }, name);
    return make(
      "li",
      { className: isOff ? "off" : "" },
      make("p", {}, make("b", {}, meeting.body), isOff ? make("em", {}, meeting.status) : null),
      make("p", { className: "hint" }, [when, meeting.time || "time open", meeting.place,
        meeting.agenda.length ? `${meeting.agenda.length} agenda items` : "no agenda"]
        .filter(Boolean).join(" · ")),
      make("div", { className: "row" },
        button("Change", () => this.#edit(meeting)),
        isOff ? button("Restore", () => change({ status: "Final" }))
          : button("Cancel", () => change({ status: "Cancelled" })),
        button("Remove", () => this.#does(() => order("calendar", { remove: meeting.id })))),
    );
  }

  #edit(meeting) {
    const dialog = find("#meeting-dialog");
    const form = find("form", dialog);
    this.edited = meeting;
    const choices = (name, list) => form.elements[name].replaceChildren(
      ...list.map((words) => make("option", {}, words)));
    choices("body", this.store.state.bodies);
    choices("status", this.store.state.statuses);
    form.elements.body.disabled = Boolean(meeting);
    const start = new Date(this.store.now().getTime() + 3 * 86400e3).toISOString().slice(0, 10);
    const row = meeting ?? { body: this.store.state.bodies[0], date: start, time: "18:00",
      place: "City Hall, Commission Chambers", comment: "", status: "Final", agenda: [] };
    for (const name of ["body", "date", "time", "place", "comment", "status"]) {
      form.elements[name].value = row[name];
    }
    form.elements.agenda.value = row.agenda.join("\n");
    find(".error", dialog).textContent = "";
    dialog.showModal();
  }

  async #save(event) {
    if (event.submitter?.value !== "save") return;
    event.preventDefault();
    const { elements } = event.target;
    const row = Object.fromEntries(["date", "time", "place", "comment", "status"]
      .map((name) => [name, elements[name].value]));
    row.agenda = elements.agenda.value.split("\n").filter((line) => line.trim());
    const body = this.edited ? { change: this.edited.id, ...row }
      : { add: { ...row, body: elements.body.value } };
    try {
      await order("calendar", body);
      find("#meeting-dialog").close();
    } catch (error) {
      find("#meeting-dialog .error").textContent = error.message;
    }
  }

  #tick() {
    const state = this.store.state;
    if (!state || state.ahead === null) return;
    const now = this.store.now();
    find("#now").textContent = `${dayOf(now, state.zone)}, ${clockTime(now, state.zone)}`;
    const hours = Math.round(state.ahead / 360) / 10;
    find("#ahead").textContent = hours ? `${hours} h ahead of real time` : "real time";
  }

  #complain(words) {
    const banner = find("#complaint");
    banner.hidden = false;
    find("span", banner).textContent = words.at(-1);
    find("#complaints").hidden = false;
    find("#complaints ul").append(...words.map((line) => make("li", {}, line)));
  }

  #listen() {
    for (const button of all("[data-seconds]")) {
      button.addEventListener("click", () => this.#move({ seconds: Number(button.dataset.seconds) }));
    }
    find("#next").addEventListener("click", () => this.#move({ to: "next" }));
    find("#add-meeting").addEventListener("click", () => this.#edit(null));
    find("#meeting-dialog form").addEventListener("submit", (event) => this.#save(event));
    find("#complaint button").addEventListener("click", () => (find("#complaint").hidden = true));
    const network = (body) => this.#does(() => order("network", body));
    find("#away").addEventListener("change", (event) => network({ away: event.target.checked }));
    find("#heal").addEventListener("click", () => network({ heal: true }));
    find("#flood").addEventListener("change", (event) =>
      this.#does(() => order("flood", { on: event.target.checked })));
    find("#fault").addEventListener("submit", (event) => {
      event.preventDefault();
      const { fault, method, times } = event.target.elements;
      network({ fault: fault.value, times: Number(times.value), method: method.value || null,
        ...(fault.value === "flood" ? { retry_after: 5 } : {}) });
    });
  }

  async #move(body) {
    const buttons = all(".clock button");
    for (const button of buttons) button.disabled = true;
    const said = await this.#does(() => order("clock", body));
    for (const button of buttons) button.disabled = false;
    find("#clock-said").textContent = said?.says ?? "";
  }

  async #does(what) {
    try {
      return await what();
    } catch (error) {
      this.tell(error.message);
      return null;
    }
  }
}

function prepend(list, node) {
  const box = find(list);
  box.prepend(node);
  while (box.children.length > SHOWN) box.lastElementChild.remove();
}

const percent = (score) => `${(score * 100).toFixed(1)} %`;

function verdict(asked, store) {
  return make(
    "li",
    { className: "verdict" },
    make("p", {}, make("b", {}, asked.text)),
    make("p", { className: "hint" },
      make("span", { className: `outcome ${asked.outcome}` }, asked.outcome),
      ` ${asked.entry ?? asked.scope ?? ""} · ${percent(asked.score)} · ${asked.language} · `,
      clockTime(new Date(asked.at), store.state.zone),
      asked.reasons.length ? ` · ${asked.reasons.join(", ")}` : ""),
    asked.candidates.length ? make("ul", { className: "candidates" },
      ...asked.candidates.map((one) => make("li", {},
        make("meter", { min: 0, max: 1, value: one.score, ariaLabel: `${one.entry} ${percent(one.score)}` }),
        make("span", {}, `${one.entry} ${percent(one.score)} `, make("q", {}, one.phrasing))))) : null,
  );
}

function callLine(call, store) {
  const isBad = call.fault || call.status !== 200;
  const parameters = JSON.stringify(call.parameters, null, 1);
  return make(
    "li",
    { className: isBad ? "bad" : "" },
    make("details", {},
      make("summary", {}, make("b", {}, call.method),
        make("span", {}, ` ${call.fault ? `${call.fault} ` : ""}${call.status ?? "no answer"} · `,
          clockTime(new Date(call.at), store.state.zone))),
      make("pre", { tabIndex: 0 }, parameters),
      make("pre", { tabIndex: 0 }, JSON.stringify(call.answer, null, 1) ?? "")),
  );
}

function faultWords(fault) {
  const left = fault.times === null ? "every" : `the next ${fault.times - fault.hits}`;
  return `${fault.status ?? fault.kind.replace("_", " ")} for ${left} of ${fault.method ?? "any method"}`;
}
