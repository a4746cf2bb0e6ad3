// Brings the buttons of the panel "Use in lessons" and ties link, QR code and codes to the chosen stretch of the film.

const panel = document.querySelector("[data-copying]");
const film = document.querySelector("[data-watch] video");

// --- Copying --------------------------------------------------------------------------------

function tell(sentence) {
  panel.querySelector("[role=status]").textContent = sentence;
}

function select(source) {
  source.closest("details")?.setAttribute("open", "");
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
}

function textOf(source) {
  return (source.value ?? source.innerText).trim();
}

// Markup for programs that take formatted text; pictures and links with their whole addresses.
function markupOf(source) {
  if ("value" in source) return source.value;
  const copy = source.cloneNode(true);
  for (const image of copy.querySelectorAll("img")) image.setAttribute("src", image.src);
  for (const link of copy.querySelectorAll("a")) link.setAttribute("href", link.href);
  return copy.innerHTML;
}

async function write(text, markup) {
  if (markup && window.ClipboardItem) {
    const parts = { "text/plain": text, "text/html": markup };
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } else {
    await navigator.clipboard.writeText(text);
  }
}

async function copy(source, formatted) {
  const { copied, notCopied } = panel.querySelector("[role=status]").dataset;
  tell("");
  try {
    await write(textOf(source), formatted && markupOf(formatted));
    tell(copied);
  } catch {
    select(source);
    tell(notCopied);
  }
}

function connectCopying(button) {
  const source = document.getElementById(button.dataset.copy);
  const formatted = document.getElementById(button.dataset.copyHtml);
  button.addEventListener("click", () => copy(source, formatted));
  button.hidden = false;
}

// --- A stretch of the film ------------------------------------------------------------------

function clock(moment) {
  const whole = Math.floor(moment);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

// Seconds of "90", "1:30" or "1:02:03"; null for nothing, NaN for what is no time.
function seconds(text) {
  const compact = text.trim().replace(",", ".");
  if (!compact) return null;
  if (!/^(?:\d{1,3}:){0,2}\d{1,6}(?:\.\d+)?$/.test(compact)) return NaN;
  return compact.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

// The address of the same thing for another stretch.
function withQuery(address, query) {
  const url = new URL(address, location.href);
  const isDownload = url.searchParams.has("download");
  url.search = query;
  if (isDownload) url.searchParams.set("download", "1");
  return url.href;
}

function connectExcerpt(form) {
  const { t: start, end } = form.elements;
  const error = panel.querySelector("#excerpt-error");
  const details = form.closest("details");
  let isTyped = Boolean(start.value || end.value);

  function excerpt() {
    const [from, until] = [seconds(start.value) ?? 0, seconds(end.value)];
    const limit = film?.duration || Infinity;
    const isWrong = !(from >= 0 && from <= limit) || (until !== null && !(until > from && until <= limit));
    return { from, until, isWrong };
  }

  function show() {
    const { from, until, isWrong } = excerpt();
    error.textContent = isWrong ? error.dataset.noTime : "";
    for (const field of [start, end]) {
      if (isWrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (isWrong) return;
    const parts = [from ? `t=${from}` : "", until === null ? "" : `end=${until}`].filter(Boolean);
    place(parts.length ? `?${parts.join("&")}` : "", parts.length ? `#t=${from}${until === null ? "" : `,${until}`}` : "");
  }

  function place(query, fragment) {
    for (const id of ["share-link", "share-page"]) {
      const field = document.getElementById(id);
      field.value = withQuery(field.value, query);
    }
    for (const part of panel.querySelectorAll("[data-qr]")) {
      const name = part.src ? "src" : "href";
      part.setAttribute(name, withQuery(part[name], query));
    }
    for (const link of panel.querySelectorAll("#link-card a, [data-report]")) link.href = withQuery(link.href, query);
    rewrite("code-frame", /(\/embed\/)[^"]*/, query.replaceAll("&", "&amp;"));
    rewrite("code-video", /( src="[^"]*\.mp4)[^"]*/, fragment);
  }

  function rewrite(id, pattern, tail) {
    const code = document.getElementById(id);
    if (code) code.value = code.value.replace(pattern, (_, kept) => kept + tail);
  }

  // The start follows the film while it can be seen and nobody typed a time.
  function follow() {
    if (isTyped || !film) return;
    start.value = details.open && film.currentTime >= 1 ? clock(film.currentTime) : "";
    show();
  }

  form.addEventListener("input", () => {
    isTyped = Boolean(start.value || end.value);
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    if (error.textContent) start.focus();
    else copy(document.getElementById("share-link"));
  });
  form.querySelector("[data-excerpt-submit]").hidden = true;
  details.addEventListener("toggle", follow);
  for (const event of ["pause", "seeked"]) film?.addEventListener(event, follow);
}

if (panel) {
  for (const button of panel.querySelectorAll("[data-copy]")) connectCopying(button);
  const form = panel.querySelector("[data-excerpt]");
  if (form) connectExcerpt(form);
}
