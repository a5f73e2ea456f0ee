// One message as a bubble.

import { clockTime, icon, make } from "./dom.js";
import { formatted, linkTo } from "./text.js";

/** Return the element of a message seen by `me`; `does` tells of presses. */
export function bubble(message, me, zone, does) {
  if (isService(message)) return service(message);
  const sender = message.from ?? message.sender_chat;
  const isOwn = !message.is_from_bot && message.from?.id === me.id;
  const name = message.sender_chat?.title ?? sender?.first_name ?? "";
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const words = make("div", { className: "words" });
  words.append(formatted(text, entities, does));
  return make(
    "article",
    {
      className: `message ${isOwn ? "own" : "other"}`,
      data: { id: message.message_id },
      aria: { label: `${isOwn ? "You" : name}, ${clockTime(sentAt(message), zone)}` },
    },
    make(
      "div",
      { className: "bubble" },
      message.chat.type !== "private" && !isOwn
        ? make("p", { className: "name" }, name) : null,
      quote(message),
      attachment(message),
      text ? words : null,
      foot(message, isOwn, zone),
    ),
    keyboard(message, does),
    actions(message, isOwn, does),
  );
}

export const sentAt = (message) => new Date(message.date * 1000);

export const preview = (message) => {
  const words = message.text ?? message.caption ?? message.document?.file_name ?? "(no text)";
  return words.length > 90 ? `${words.slice(0, 90)}…` : words;
};

function isService(message) {
  return ["new_chat_members", "forum_topic_created", "migrate_to_chat_id",
    "migrate_from_chat_id"].some((field) => field in message);
}

function service(message) {
  const words = message.new_chat_members
    ? `${message.new_chat_members.map((one) => one.first_name).join(", ")} joined`
    : message.forum_topic_created
      ? `Topic “${message.forum_topic_created.name}”`
      : "The group became a supergroup";
  return make("p", { className: "service", data: { id: message.message_id } }, words);
}

function quote(message) {
  const original = message.reply_to_message;
  if (!original) return null;
  return make(
    "blockquote",
    { className: "reply" },
    make("strong", {}, original.sender_chat?.title ?? original.from?.first_name ?? ""),
    make("span", {}, preview(original)),
  );
}

function attachment(message) {
  if (message.photo && message.is_from_bot) {
    return make("img", {
      className: "photo",
      src: `files/${message.photo.at(-1).file_id}`,
      alt: message.caption || "Picture",
    });
  }
  if (message.document) {
    const { file_id: id, file_name: name, file_size: size } = message.document;
    return make(
      "a",
      { className: "document", href: `files/${id}`, download: name },
      icon("file"),
      make("span", {}, make("b", {}, name), make("small", {}, `${size} bytes`)),
    );
  }
  const kind = ["photo", "sticker", "voice", "location"].find((field) => field in message);
  return kind ? make("p", { className: "media" }, `[${kind}]`) : null;
}

function foot(message, isOwn, zone) {
  return make(
    "p",
    { className: "foot" },
    message.is_heard || !isOwn ? null
      : make("span", { title: "In groups a bot sees mentions, replies and commands only" },
        "not shown to the bot · "),
    message.edit_date ? make("span", { className: "edited" }, "edited ") : null,
    make("time", { dateTime: sentAt(message).toISOString() }, clockTime(sentAt(message), zone)),
  );
}

function keyboard(message, does) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return make(
    "div",
    { className: "keyboard", role: "group", ariaLabel: "Buttons of this message" },
    ...rows.map((row) =>
      make("div", { className: "keys" }, ...row.map((key) => keyOf(key, message, does)))),
  );
}

function keyOf(key, message, does) {
  if (key.url) {
    const link = make("a", { className: "key" }, key.text,
      make("i", { aria: { hidden: true } }, " ↗"));
    linkTo(link, key.url, does);
    return link;
  }
  const button = make("button", { type: "button", className: `key ${key.style ?? ""}` }, key.text);
  button.addEventListener("click", () => {
    if (key.copy_text) navigator.clipboard.writeText(key.copy_text.text);
    else does.tap(message, key.callback_data, button);
  });
  return button;
}

function actions(message, isOwn, does) {
  return make(
    "div",
    { className: "actions" },
    make("button", { type: "button", on: { click: () => does.reply(message) } }, "Reply"),
    isOwn && message.text
      ? make("button", { type: "button", on: { click: () => does.edit(message) } }, "Edit")
      : null,
  );
}
