// From a text and its entities to elements. Offsets are UTF-16 units, as in JavaScript itself.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "button",
  text_link: "a", url: "a", email: "a", bot_command: "button", mention: "span", hashtag: "span",
};

/** Return a fragment; `does.command(text)` and `does.link(url)` tell of presses. */
export function formatted(text, entities, does) {
  const root = document.createDocumentFragment();
  const open = [{ node: root, end: text.length }];
  let at = 0;
  const writeTo = (offset) => {
    while (at < offset) {
      const top = open.at(-1);
      const until = Math.min(offset, top.end);
      if (until > at) top.node.append(text.slice(at, until));
      at = until;
      while (open.length > 1 && open.at(-1).end <= at) open.pop();
    }
  };
  for (const entity of entities) {
    writeTo(entity.offset);
    const words = text.substr(entity.offset, entity.length);
    const node = element(entity, words, does);
    open.at(-1).node.append(node);
    open.push({ node, end: Math.min(entity.offset + entity.length, open.at(-1).end) });
  }
  writeTo(text.length);
  return root;
}

function element(entity, words, does) {
  const node = document.createElement(TAGS[entity.type] ?? "span");
  if (node.tagName === "BUTTON") node.type = "button";
  if (node.tagName === "A") linkTo(node, address(entity, words), does);
  if (entity.type === "bot_command") {
    node.className = "command";
    node.addEventListener("click", () => does.command(words));
  } else if (entity.type === "spoiler") {
    node.className = "spoiler";
    node.setAttribute("aria-expanded", "false");
    node.title = "Hidden; press to show";
    node.addEventListener("click", () => node.setAttribute("aria-expanded", "true"));
  } else if (entity.type === "expandable_blockquote") {
    node.className = "folded";
    node.tabIndex = 0;
    node.addEventListener("click", () => node.classList.remove("folded"));
    node.addEventListener("focus", () => node.classList.remove("folded"));
  } else if (entity.type === "mention") node.className = "mention";
  return node;
}

function address(entity, words) {
  if (entity.type === "text_link") return entity.url;
  if (entity.type === "email") return `mailto:${words}`;
  return /^https?:/i.test(words) ? words : `https://${words}`;
}

export function linkTo(node, url, does) {
  const scheme = url.split(":", 1)[0].toLowerCase();
  if (!["http", "https", "mailto", "tg"].includes(scheme)) return;
  node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.addEventListener("click", (event) => {
    if (does.link(url)) event.preventDefault();
  });
}

/** Return {name, payload} of a deep link such as https://t.me/SomeBot?start=AB-14, or null. */
export function deepLink(url) {
  try {
    const link = new URL(url);
    const isTelegram = ["t.me", "telegram.me"].includes(link.hostname);
    const name = link.protocol === "tg:" ? link.searchParams.get("domain")
      : isTelegram ? link.pathname.slice(1) : null;
    return name ? { name, payload: link.searchParams.get("start") ?? "" } : null;
  } catch {
    return null;
  }
}
