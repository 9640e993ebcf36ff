/* The search: two characters inside a longer word are found, in the browser, also over file://, where nothing can be fetched.
   Parts of the index are scripts that hand themselves to `bulletinSearch`; only those that a question needs are loaded. */

(() => {
  "use strict";

  const asked = (new URLSearchParams(location.search).get("q") || "").trim();
  const folder = new URL("../search-index/", document.currentScript.src).href;
  const ready = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const PAGE = 10, PASSAGES = 4, AROUND = 28;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const parts = new Map();
  const arrivals = new Map();
  let place, list, status;

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

  // The letters and digits of a text as they are compared.
  const letters = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

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

  // A part of the index has a line for each first character: the characters that may follow, with the bulletins they do in
  // (those of ASCII behind a tab, and with a blank between). Of a few bulletins each has its number; of many in a block of 64
  // the block is given, and a bit for each, six to a digit (=3_g…).
  function postings(shard, first, second, wide) {
    const line = shard.split("\n").find((each) => each.startsWith(first));
    const value = (digits) => [...digits].reduce((sum, digit) => 64 * sum + DIGITS.indexOf(digit), 0);
    const found = new Set();
    for (const [, chinese, ascii, told] of (line || "").slice(first.length).matchAll(/(?:([^\0-\x7f]+)|\t(\S+) )([\w=-]+)/gu)) {
      if (second !== undefined && ![...(chinese || ascii)].includes(second)) continue;
      const [few, ...many] = told.split("=");
      for (let at = 0; at < few.length; at += wide + 1) found.add(value(few.slice(at, at + wide + 1)));
      for (const block of many) {
        const base = 64 * value(block.slice(0, wide));
        [...block.slice(wide)].forEach((digit, at) => {
          for (let bit = 0; bit < 6; bit++) if ((DIGITS.indexOf(digit) >> bit) & 1) found.add(base + 6 * at + bit);
        });
      }
    }
    return found;
  }

  async function candidates(terms) {
    const { count, shards, wide } = await part("index");
    let left;
    for (const term of terms) {
      const signs = [...term];
      const pairs = signs.length > 1 ? signs.slice(1).map((second, at) => [signs[at], second]) : [[signs[0]]];
      for (const [first, second] of pairs) {
        const found = postings(await part("s" + (first.codePointAt(0) % shards)), first, second, wide);
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

  function result(found, terms) {
    const read = found.sections.map(([address, title, text]) => ({ address, title, text, name: letters(title), body: letters(text) }));
    const whole = read.map((section) => section.name + section.body).join("");
    if (!terms.every((term) => whole.includes(term))) return null;
    const item = document.createElement("li");
    const heading = item.appendChild(document.createElement("h3"));
    const link = heading.appendChild(document.createElement("a"));
    link.href = place.dataset.root + found.address;
    link.textContent = found.title;
    const about = item.appendChild(document.createElement("p"));
    about.className = "note";
    about.textContent = found.about;
    const met = (text) => terms.filter((term) => text.includes(term)).length;
    const hits = read
      .map((section) => ({ ...section, most: Math.max(met(section.name), met(section.body)) }))
      .filter((hit) => hit.most)
      .sort((one, other) => other.most - one.most);
    for (const hit of hits.slice(0, PASSAGES)) {
      const made = item.appendChild(document.createElement("div"));
      if (hit.title !== found.title) {
        const where = made.appendChild(document.createElement("a"));
        where.href = place.dataset.root + hit.address;
        where.textContent = hit.title;
      }
      const stretch = stretches(hit.text, terms)?.[0];
      if (stretch) made.append(excerpt(hit.text, stretch));
    }
    return item;
  }

  async function text(number) {
    const { texts } = await part("index");
    return part("t" + texts.slice(8 * number, 8 * number + 8));
  }

  // All at once; who waits for one hears of a failure.
  const ahead = (numbers) => numbers.slice(0, PAGE).forEach((number) => text(number).catch(() => {}));

  async function show(numbers, terms) {
    ahead(numbers);
    let shown = 0;
    for (let at = 0; at < numbers.length; at++) {
      if (shown === PAGE) {
        const more = document.createElement("button");
        more.textContent = "更多结果";
        more.onclick = () => { more.remove(); show(numbers.slice(at), terms); };
        list.after(more);
        return;
      }
      const item = result(await text(numbers[at]), terms);
      if (item) { list.append(item); shown++; }
    }
  }

  async function answer(found, terms) {
    status.textContent = "正在查找……";
    try {
      const numbers = await found;
      await show(numbers, terms);
      const any = list.childElementCount;
      const most = numbers.length > PAGE ? `至多${numbers.length}` : any; // beyond the page shown, what the parts promise
      status.textContent = any ? `“${asked}”：${most}份通报` : `没有找到“${asked}”。可以换短一些的词，如两个字。`;
    } catch {
      status.textContent = "搜索所需的文件没有取到，请刷新页面再试。";
    }
  }

  // What is asked for is sought while the page is still read.
  const terms = asked.split(/\s+/u).map(letters).filter(Boolean);
  const found = terms.length ? candidates(terms) : null;
  found?.then(ahead, () => {});
  ready.then(() => {
    place = document.getElementById("found");
    list = place.querySelector(".found");
    status = place.querySelector("[role=status]");
    const field = document.getElementById("q");
    field.value = asked;
    if (found) answer(found, terms);
    else if (!asked) field.focus();
  });
})();
