// The smallest tools for making elements.

/** Make an element: properties, then children; `data`, `aria` and `on` are objects. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name === "aria") {
      for (const [key, words] of Object.entries(value)) node.setAttribute(`aria-${key}`, words);
    } else if (name === "on") {
      for (const [event, does] of Object.entries(value)) node.addEventListener(event, does);
    } else node[name] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Return one of the icons that stand in the page, for eyes only. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "i");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
}

export const find = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export const clockTime = (date, zone) =>
  date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", timeZone: zone });

export const dayOf = (date, zone) =>
  date.toLocaleDateString("en-US", {
    weekday: "long", month: "long", day: "numeric", timeZone: zone,
  });

const COLOURS = 6;
export const colour = (place) => `c${place % COLOURS}`;
export const initials = (name) =>
  name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();
