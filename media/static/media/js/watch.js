// Ties the film to what stands around it: chapters and lines seek, the spoken line and the current chapter are marked.

const film = document.querySelector("[data-watch] video");
const transcript = document.querySelector("[data-transcript]");
const cues = [...(transcript?.querySelectorAll("[data-start]") ?? [])].map((element) => ({
  element,
  start: Number(element.dataset.start),
  end: Number(element.dataset.end),
}));
const chapters = [...document.querySelectorAll(".chapters [data-seek]")];

function seconds(text) {
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(text);
  if (text && units) return Number(units[1] ?? 0) * 3600 + Number(units[2] ?? 0) * 60 + Number(units[3] ?? 0);
  const parts = text.replace("npt:", "").split(":").map(Number);
  return parts.some(Number.isNaN) ? 0 : parts.reduce((sum, part) => sum * 60 + part, 0);
}

function wishes() {
  const query = new URLSearchParams(location.search);
  const [start = "", end = ""] = (new URLSearchParams(location.hash.slice(1)).get("t") ?? "").split(",");
  return {
    start: seconds(query.get("t") ?? query.get("start") ?? start),
    end: seconds(query.get("end") ?? query.get("stop") ?? end),
  };
}

function whenReady(action) {
  if (film.readyState >= HTMLMediaElement.HAVE_METADATA) action();
  else film.addEventListener("loadedmetadata", action, { once: true });
}

function seek(moment) {
  whenReady(() => {
    film.currentTime = moment;
    film.play().catch(() => film.focus());
  });
  if (film.getBoundingClientRect().top < 0) film.scrollIntoView({ block: "start" });
}

function mark() {
  const now = film.currentTime;
  for (const { element, start, end } of cues) element.classList.toggle("cue-spoken", start <= now && now < end);
  const current = chapters.findLast((link) => Number(link.dataset.seek) <= now);
  for (const link of chapters) link.toggleAttribute("aria-current", link === current && now > 0);
}

function playFromAddress() {
  const { start, end } = wishes();
  if (start) whenReady(() => (film.currentTime = Math.min(start, film.duration)));
  if (end <= start) return;
  const stop = () => {
    if (film.currentTime < end) return;
    film.removeEventListener("timeupdate", stop);
    if (film.currentTime < end + 1) film.pause();
  };
  film.addEventListener("timeupdate", stop);
}

function connect() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-seek]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain) {
      event.preventDefault();
      seek(Number(link.dataset.seek));
      return;
    }
    const cue = event.target.closest(".cue[data-start]");
    if (cue && getSelection().isCollapsed) seek(Number(cue.dataset.start));
  });
  film.addEventListener("timeupdate", mark);
  film.addEventListener("seeked", mark);
  transcript?.classList.add("transcript-seekable");
  playFromAddress();
}

if (film) connect();
