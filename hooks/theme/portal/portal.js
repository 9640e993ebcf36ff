/* What only a script can do; every page reads without it. Nothing is sent anywhere: a choice of type is kept in this browser. */

(() => {
  "use strict";

  const root = document.documentElement;
  const MODES = ["elder", "contrast"];

  // Before the page is drawn, so that it does not jump.
  const kept = (mode) => {
    try {
      return localStorage.getItem("bulletin-" + mode) === "1";
    } catch {
      return false; // storage is switched off: the mode holds for this page
    }
  };
  const keep = (mode, on) => {
    try {
      localStorage.setItem("bulletin-" + mode, on ? "1" : "0");
    } catch {
      /* as above */
    }
  };
  root.classList.add("js"); // shows what only works with a script, before the page is drawn
  MODES.forEach((mode) => root.classList.toggle(mode, kept(mode)));

  function modes() {
    for (const button of document.querySelectorAll("[data-mode]")) {
      const mode = button.dataset.mode;
      button.setAttribute("aria-pressed", root.classList.contains(mode));
      button.addEventListener("click", () => {
        const on = root.classList.toggle(mode);
        button.setAttribute("aria-pressed", on);
        keep(mode, on);
      });
    }
  }

  function printing() {
    for (const button of document.querySelectorAll("[data-print]")) {
      button.addEventListener("click", () => print());
    }
    // What is folded away on a screen is there on paper.
    addEventListener("beforeprint", () => {
      document.querySelectorAll("details").forEach((fold) => (fold.open = true));
    });
  }

  // Filters: the choice stands in the address, so that what one sees can be sent to somebody.
  function filters(form) {
    const place = document.getElementById(form.dataset.filters);
    let rows = [...place.querySelectorAll("[data-row]")];
    let rest = form.dataset.all; // the script that has the rows of the leaves of this list that are not shown
    const fields = [...form.elements].filter((field) => field.name);
    const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);

    function apply() {
      const wanted = fields.map((field) => [field.name, value(field)]).filter(([, chosen]) => chosen);
      if (rest && wanted.length) return whole();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !wanted.every(([name, chosen]) => row.dataset[name] === chosen);
        shown += !row.hidden;
      }
      for (const group of place.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("[data-row]:not([hidden])");
      }
      const none = shown ? "" : "。没有符合的，请放宽条件或清除筛选";
      form.querySelector("output").textContent = wanted.length ? `${shown}/${rows.length}项${none}` : "";
    }

    // All rows in place of those of this leaf, in groups made after the first one here.
    function whole() {
      const held = place.querySelector("[data-rows]");
      const pattern = held.querySelector("[data-group]");
      const known = pattern.querySelector("h2")?.textContent;
      const group = ([heading, html]) => {
        const made = pattern.cloneNode(true);
        const caption = made.querySelector("caption");
        if (known) {
          made.id = made.querySelector("h2").textContent = heading;
          caption.textContent = caption.textContent.replace(known, heading);
        }
        made.querySelector("tbody").innerHTML = html;
        return made;
      };
      const script = document.createElement("script");
      script.src = rest;
      window.bulletinRows = (groups) => {
        held.replaceChildren(...groups.map(group));
        place.querySelector(".leaves").remove();
        rows = [...place.querySelectorAll("[data-row]")];
        apply();
      };
      script.onerror = apply; // the rows of this leaf are better than none
      rest = "";
      document.head.append(script);
    }

    function remember() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        query.delete(field.name);
        if (value(field)) query.set(field.name, value(field));
      }
      const told = query.toString();
      history.replaceState(null, "", location.pathname + (told ? "?" + told : "") + location.hash);
    }

    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const given = asked.get(field.name) || "";
      if (field.type === "checkbox") field.checked = given === field.value;
      else if ([...field.options].some((option) => option.value === given)) field.value = given;
    }
    form.addEventListener("change", () => { apply(); remember(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => {
      remember();
      if (form.dataset.all && !rest) location.reload(); // back to the leaf, not to all rows at once
      else apply();
    }));
    apply();
  }

  document.addEventListener("DOMContentLoaded", () => {
    modes();
    printing();
    document.querySelectorAll("[data-filters]").forEach(filters);
  });
})();
