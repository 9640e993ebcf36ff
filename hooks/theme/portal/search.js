/* The search: two characters inside a longer word are found, in the browser, also over file://, where nothing can be fetched.
   Parts of the index are scripts that hand themselves to `bulletinSearch`; only those that a question needs are loaded. */

(() => {
  "use strict";

  const place = document.getElementById("found");
  const field = document.getElementById("q");
  const list = place.querySelector(".found");
  const status = place.querySelector("[role=status]");
  const folder = place.dataset.root + "search-index/";
  const PAGE = 10, PASSAGES = 4, AROUND = 28;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const parts = new Map();
  const arrivals = new Map();

  window.bulletinSearch = (name, value) => arrivals.get(name)(value);

  function part(name) {
    if (!parts.has(name)) {
      parts.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        arrivals.set(name, resolve);
        script.src = folder + name + ".js";
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      }));
    }
    return parts.get(name);
  }

  // The letters and digits of a text as they are compared, and where each of them stands in it.
  function bare(text) {
    const letters = [], spots = [];
    let spot = 0;
    for (const character of text) {
      for (const letter of character.normalize("NFKC").toLowerCase()) {
        if (/[\p{L}\p{N}]/u.test(letter)) {
          letters.push(letter);
          spots.push(...Array(letter.length).fill(spot));
        }
      }
      spot += character.length;
    }
    return { letters: letters.join(""), spots };
  }

  // A part of the index has a line for each first character: the characters that may follow, with the bulletins they do in,
  // block by block: a few of the 64 of a block by their digits (3:0Az), many as bits, six to a digit (3=_g…).
  function postings(shard, first, second) {
    const line = shard.split("\n").find((each) => each.startsWith(first));
    const found = new Set();
    for (const entry of line ? line.slice(first.length).split("\t") : []) {
      const [followers, told] = entry.split(" ");
      if (second !== undefined && ![...followers].includes(second)) continue;
      for (const block of told.split(".")) {
        const [, number, form, digits] = /^([0-9a-f]+)([:=])(.*)$/.exec(block);
        const base = 64 * parseInt(number, 16);
        [...digits].forEach((digit, at) => {
          const value = DIGITS.indexOf(digit);
          if (form === ":") found.add(base + value);
          else for (let bit = 0; bit < 6; bit++) if ((value >> bit) & 1) found.add(base + 6 * at + bit);
        });
      }
    }
    return found;
  }

  async function candidates(terms) {
    const { count, shards } = await part("index");
    let left;
    for (const term of terms) {
      const letters = [...term];
      const pairs = letters.length > 1 ? letters.slice(1).map((second, at) => [letters[at], second]) : [[letters[0]]];
      for (const [first, second] of pairs) {
        const found = postings(await part("s" + (first.codePointAt(0) % shards)), first, second);
        left = left ? left.filter((number) => found.has(number)) : [...found];
      }
    }
    return left.sort((one, other) => other - one).filter((number) => number < count);
  }

  // Where the words stand in a text, as stretches of it; null if none does.
  function stretches(text, terms) {
    const { letters, spots } = bare(text);
    const found = terms.map((term) => [letters.indexOf(term), term.length]).filter(([at]) => at >= 0);
    return found.length ? found.map(([at, length]) => [spots[at], spots[at + length - 1] + 1]) : null;
  }

  function excerpt(text, [from, to]) {
    const made = document.createElement("p");
    const start = Math.max(0, from - AROUND), end = Math.min(text.length, to + AROUND);
    const marked = document.createElement("mark");
    marked.textContent = text.slice(from, to);
    made.append((start ? "…" : "") + text.slice(start, from), marked, text.slice(to, end) + (end < text.length ? "…" : ""));
    return made;
  }

  const most = (hit) => Math.max(hit.name?.length || 0, hit.body?.length || 0);

  function result(found, terms) {
    const whole = bare(found.sections.map((section) => section.slice(1).join("\n")).join("\n")).letters;
    if (!terms.every((term) => whole.includes(term))) return null;
    const item = document.createElement("li");
    const heading = item.appendChild(document.createElement("h3"));
    const link = heading.appendChild(document.createElement("a"));
    link.href = place.dataset.root + found.address;
    link.textContent = found.title;
    const about = item.appendChild(document.createElement("p"));
    about.className = "note";
    about.textContent = found.about;
    const hits = found.sections
      .map(([address, title, text]) => ({ address, title, text, name: stretches(title, terms), body: stretches(text, terms) }))
      .filter((hit) => hit.name || hit.body)
      .sort((one, other) => most(other) - most(one));
    for (const hit of hits.slice(0, PASSAGES)) {
      const made = item.appendChild(document.createElement("div"));
      if (hit.title !== found.title) {
        const where = made.appendChild(document.createElement("a"));
        where.href = place.dataset.root + hit.address;
        where.textContent = hit.title;
      }
      if (hit.body) made.append(excerpt(hit.text, hit.body[0]));
    }
    return item;
  }

  async function show(numbers, terms, from) {
    const { texts } = await part("index");
    const text = (at) => part("t" + texts.slice(8 * numbers[at], 8 * numbers[at] + 8));
    numbers.slice(from, from + PAGE).forEach((_, at) => text(from + at).catch(() => {})); // all at once; who waits hears of a failure
    let shown = 0;
    for (let at = from; at < numbers.length; at++) {
      if (shown === PAGE) {
        const more = document.createElement("button");
        more.textContent = "更多结果";
        more.onclick = () => { more.remove(); show(numbers, terms, at); };
        list.after(more);
        return;
      }
      const item = result(await text(at), terms);
      if (item) { list.append(item); shown++; }
    }
  }

  async function search(asked) {
    const terms = asked.split(/\s+/u).map((word) => bare(word).letters).filter(Boolean);
    if (!terms.length) return;
    status.textContent = "正在查找……";
    try {
      const numbers = await candidates(terms);
      await show(numbers, terms, 0);
      const any = list.childElementCount;
      const most = numbers.length > PAGE ? `至多${numbers.length}` : any; // beyond the page shown, what the parts promise
      status.textContent = any ? `“${asked}”：${most}份通报` : `没有找到“${asked}”。可以换短一些的词，如两个字。`;
    } catch {
      status.textContent = "搜索所需的文件没有取到，请刷新页面再试。";
    }
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value.trim()) search(field.value.trim());
  else field.focus();
})();
