"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("has-js");
  const form = document.getElementById("filter");
  const result = document.getElementById("found");
  const groups = [...document.querySelectorAll("details.group")].map((box) => ({
    box, rows: [...box.querySelectorAll("li[data-c]")], wasOpen: false,
  }));
  const sections = [...document.querySelectorAll("section.document")];

  function matches(row, want, words) {
    if (want.cert && row.dataset.c !== want.cert) return false;
    if (want.what && (want.what === "l") !== ("l" in row.dataset)) return false;
    if (want.kind && row.dataset.k !== want.kind) return false;
    if (!words) return true;
    row.words ??= row.textContent.toLowerCase();
    return row.words.includes(words);
  }

  function filter() {
    const want = Object.fromEntries(new FormData(form));
    const words = want.words.trim().toLowerCase();
    const active = Object.values(want).some((value) => value.trim() !== "");
    const narrow = Boolean(words || want.rule || want.cert || want.kind || want.what === "r");
    let shown = 0, total = 0;
    for (const group of groups) {
      const of = group.box.dataset;
      const here = (!want.document || of.d === want.document) && (!want.stage || of.s === want.stage)
        && (!want.rule || of.r === want.rule) && (!want.state || of.a === want.state);
      let mine = 0;
      for (const row of group.rows) {
        const good = here && matches(row, want, words);
        row.hidden = !good;
        mine += good;
      }
      total += group.rows.length;
      shown += mine;
      group.box.hidden = active && mine === 0;
      if (narrow && mine > 0 && mine <= 200) group.box.open = true;
      group.box.querySelector(".count").textContent =
        active && mine < group.rows.length ? `${mine} of ${of.n}` : of.n;
    }
    for (const section of sections) {
      section.hidden = active && !section.querySelector("details.group:not([hidden])");
    }
    result.textContent = active ? `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} shown` : "";
  }

  let pending = 0;
  form.addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(filter, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("reset", () => setTimeout(filter));
  document.getElementById("open").addEventListener("click", () => {
    for (const group of groups) if (!group.box.hidden) group.box.open = true;
  });
  document.getElementById("close").addEventListener("click", () => {
    for (const group of groups) group.box.open = false;
  });

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("details")) box.open = true;
  });
  reveal();
})();
