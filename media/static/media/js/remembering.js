// The list of remembered videos: kept in this browser only, told to nobody. Where the browser keeps nothing, nothing appears.

const NAME = "merkliste";

// --- The list -------------------------------------------------------------------------------

// { title, entries: [{ token, title }] }; null where the browser allows no storage.
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) || "{}");
    const entries = Array.isArray(kept?.entries) ? kept.entries : [];
    return {
      title: String(kept?.title ?? ""),
      entries: entries
        .map(({ token, title }) => ({ token: String(token), title: String(title) }))
        .filter(({ token }) => /^[\w-]{1,16}(?:~[\d.:-]*)?$/.test(token)),
    };
  } catch (error) {
    return error instanceof SyntaxError || error instanceof TypeError ? { title: "", entries: [] } : null;
  }
}

function write(list) {
  try {
    if (list.entries.length || list.title) localStorage.setItem(NAME, JSON.stringify(list));
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    return false;
  }
}

// Some browsers let themselves be read and refuse to write. A visit alone leaves nothing behind.
function isAllowed() {
  try {
    localStorage.setItem(`${NAME}?`, "");
    localStorage.removeItem(`${NAME}?`);
    return read() !== null;
  } catch {
    return false;
  }
}

function addressOf(base, list) {
  const videos = list.entries.map(({ token }) => token).join(",");
  const title = list.title.trim();
  return `${base}?v=${videos}${title ? `&t=${encodeURIComponent(title)}` : ""}`;
}

function keyOf(entry) {
  return entry.token.split("~")[0];
}

// --- Buttons beside videos ------------------------------------------------------------------

// The stretch that the panel "Use in lessons" names at this moment.
function stretch() {
  const link = document.getElementById("share-link");
  if (!link) return "";
  const query = new URL(link.value, location.href).searchParams;
  const [start, end] = [query.get("t") ?? "", query.get("end") ?? ""];
  if (end) return `~${start || 0}-${end}`;
  return start ? `~${start}` : "";
}

function connectButtons(place) {
  const { remember, kept, forgotten, full, refused, most } = place.dataset;
  const status = place.querySelector("[role=status]");
  const number = place.querySelector("[data-number]");
  const way = place.querySelector("a");
  const buttons = [];

  function show() {
    const { entries } = read() ?? { entries: [] };
    const keys = new Set(entries.map(keyOf));
    for (const [key, button] of buttons) button.setAttribute("aria-pressed", String(keys.has(key)));
    number.textContent = entries.length;
    way.hidden = !entries.length; // a box that lies upon the page for nothing is in the way
  }

  function toggle(key, title, isOnItsPage) {
    const list = read() ?? { title: "", entries: [] };
    const others = list.entries.filter((entry) => keyOf(entry) !== key);
    const isNew = others.length === list.entries.length;
    if (isNew && others.length >= Number(most)) return full;
    if (isNew) others.push({ token: key + (isOnItsPage ? stretch() : ""), title });
    if (!write({ ...list, entries: others })) return refused;
    return (isNew ? kept : forgotten).replace("{title}", title);
  }

  for (const part of document.querySelectorAll("[data-video]")) {
    const heading = part.querySelector("h1, h2, h3");
    const title = heading.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button remember no-print";
    button.textContent = remember;
    button.setAttribute("aria-label", `${remember}: ${title}`);
    button.addEventListener("click", () => {
      status.textContent = toggle(part.dataset.video, title, heading.localName === "h1");
      show();
    });
    part.append(button);
    buttons.push([part.dataset.video, button]);
  }
  place.hidden = false;
  show();
  addEventListener("storage", show);
  addEventListener("pageshow", show);
}

// --- The page of the list -------------------------------------------------------------------

function connectEditor(editor) {
  const { base, moved, removed, refused } = editor.dataset;
  const rows = editor.querySelector("ol");
  const blank = editor.querySelector("template").content.firstElementChild;
  const status = editor.querySelector("[role=status]");
  const title = editor.querySelector("input");
  const open = editor.querySelector("[data-open]");
  let list = read();

  function keep(sentence) {
    status.textContent = write(list) ? sentence : refused;
    show();
  }

  function move(at, by) {
    const [entry] = list.entries.splice(at, 1);
    list.entries.splice(at + by, 0, entry);
    keep(moved.replace("{title}", entry.title).replace("{number}", at + by + 1));
    focus(at + by, by < 0 ? "up" : "down");
  }

  function remove(at) {
    const [entry] = list.entries.splice(at, 1);
    keep(removed.replace("{title}", entry.title));
    if (list.entries.length) focus(Math.min(at, list.entries.length - 1), "remove");
    else editor.querySelector("[data-empty] a").focus();
  }

  // The button that was pressed, or the one beside it where the row stands at an end.
  function focus(at, name) {
    const button = rows.children[at].querySelector(`[data-${name}]`);
    (button.disabled ? rows.children[at].querySelector("button:not([disabled])") : button).focus();
  }

  function row(entry, at) {
    const item = blank.cloneNode(true);
    const link = item.querySelector("a");
    link.href = `/v/${keyOf(entry)}/${queryOf(entry)}`;
    link.textContent = entry.title;
    const ways = { up: () => move(at, -1), down: () => move(at, 1), remove: () => remove(at) };
    for (const [name, way] of Object.entries(ways)) {
      const button = item.querySelector(`[data-${name}]`);
      button.setAttribute("aria-label", `${button.textContent}: ${entry.title}`);
      button.addEventListener("click", way);
    }
    item.querySelector("[data-up]").disabled = at === 0;
    item.querySelector("[data-down]").disabled = at === list.entries.length - 1;
    return item;
  }

  function show() {
    const isEmpty = !list.entries.length;
    rows.replaceChildren(...list.entries.map(row));
    editor.querySelector("[data-empty]").hidden = !isEmpty;
    editor.querySelector("[data-filled]").hidden = isEmpty;
    open.href = addressOf(base, list);
  }

  title.value = list.title;
  title.addEventListener("input", () => {
    list.title = title.value;
    open.href = addressOf(base, list);
    if (!write(list)) status.textContent = refused;
  });
  // Another tab, or the way back to this page, may have a later list.
  for (const event of ["storage", "pageshow"]) {
    addEventListener(event, () => {
      list = read() ?? list;
      if (document.activeElement !== title) title.value = list.title;
      show();
    });
  }
  editor.hidden = false;
  show();
}

function queryOf(entry) {
  const [, times = ""] = entry.token.split("~");
  const [start, end] = times.split("-");
  const parts = [start ? `t=${start}` : "", end ? `end=${end}` : ""].filter(Boolean);
  return parts.length ? `?${parts.join("&")}` : "";
}

// A list that someone passed on becomes the own one, in front of nothing and behind what is there.
function connectTaking(button) {
  const { most, taken, full, refused } = button.dataset;
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", () => {
    const list = read() ?? { title: "", entries: [] };
    const known = new Set(list.entries.map(({ token }) => token));
    const entries = [...document.querySelectorAll("[data-token]")].map(({ dataset }) => ({
      token: dataset.token,
      title: dataset.title,
    }));
    const both = [...list.entries, ...entries.filter(({ token }) => !known.has(token))];
    if (both.length > Number(most)) status.textContent = full;
    else status.textContent = write({ title: list.title || button.dataset.title, entries: both }) ? taken : refused;
  });
  button.hidden = false;
}

const editor = document.querySelector("[data-own-list]");
if (isAllowed()) {
  const place = document.querySelector("[data-remembering]");
  const taking = document.querySelector("[data-take-over]");
  if (place) connectButtons(place);
  if (editor) connectEditor(editor);
  if (taking) connectTaking(taking);
} else if (editor) {
  document.querySelector("[data-no-storage]").hidden = false;
}
