"use strict";
// Search without a network: every answer on this page, ranked by the rare words it shares.
(() => {
  const most = 12;
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const answers = [...document.querySelectorAll("article")].map((article) => ({
    code: article.id,
    title: article.querySelector("h3 span").textContent,
    named: new Set(fold(`${article.querySelector("h3").textContent} ${article.dataset.terms}`)),
    words: new Set(fold(`${article.textContent} ${article.dataset.asked}`)),
  }));
  const holds = (words, word) =>
    words.has(word) || (word.length > 3 && [...words].some((one) => one.startsWith(word)));

  function ranked(query) {
    const code = query.trim().match(/^([a-z]+)[\s_-]*(\d+)$/i);
    const exact = code && answers.find((a) => a.code === `${code[1]}-${code[2]}`.toUpperCase());
    if (exact) return [exact];
    const asked = [...new Set(fold(query))];
    const scores = new Map();
    for (const word of asked) {
      const found = answers.filter((answer) => holds(answer.words, word));
      const rare = Math.log((answers.length + 1) / (found.length + 0.5));
      for (const answer of found) {
        const weight = holds(answer.named, word) ? 2 : 1;
        scores.set(answer, (scores.get(answer) ?? 0) + rare * weight);
      }
    }
    const best = [...scores].filter(([, score]) => score > 0).sort((a, b) => b[1] - a[1]);
    return best.filter(([, score]) => score >= best[0][1] / 2).slice(0, most).map(([a]) => a);
  }

  const form = document.querySelector("form");
  const box = form.querySelector("input");
  const hits = document.getElementById("hits");
  const told = document.getElementById("told");

  function search() {
    const found = ranked(box.value);
    hits.replaceChildren(
      ...found.map((answer) => {
        const link = document.createElement("a");
        link.href = `#${answer.code}`;
        link.textContent = answer.title;
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    const words = found.length ? told.dataset.hits.replace("{n}", found.length) : told.dataset.none;
    told.textContent = box.value.trim() ? words : "";
  }

  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    hits.querySelector("a")?.focus();
  });
  form.hidden = false;

  // Another language opens at the same answer.
  const follow = () => {
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = location.hash;
  };
  addEventListener("hashchange", follow);
  follow();
})();
