// Ties the film to what stands around it: chapters and lines seek, the spoken line and the current chapter are marked.
// Where the film begins and ends is the player's own business.

const film = document.querySelector("[data-watch] video");
const transcript = document.querySelector("[data-transcript]");
const cues = [...(transcript?.querySelectorAll("[data-start]") ?? [])].map((element) => ({
  element,
  start: Number(element.dataset.start),
  end: Number(element.dataset.end),
}));
const chapters = [...document.querySelectorAll(".chapters [data-seek]")];

function seek(moment) {
  window.lernvideo.players.find((player) => player.film === film).seek(moment);
  film.play().catch(() => film.focus());
  if (film.getBoundingClientRect().top < 0) film.scrollIntoView({ block: "start" });
}

function mark() {
  const now = film.currentTime;
  for (const { element, start, end } of cues) element.classList.toggle("cue-spoken", start <= now && now < end);
  const current = chapters.findLast((link) => Number(link.dataset.seek) <= now);
  for (const link of chapters)
    if (link === current && now > 0) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
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
}

// --- In a series: the next part is offered at the end, and comes by itself for those who asked for it -----------

const offer = document.querySelector("[data-next-part]");

function connectSeries() {
  const box = document.querySelector("[data-next-by-itself]");
  const { recall, remember } = window.lernvideo;
  box.checked = Boolean(recall().next);
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => remember("next", box.checked));
  film.addEventListener("ended", () => {
    if (box.checked) location.assign(`${offer.href}&weiter`);
    // Whoever is at the player is led on; whoever reads elsewhere is left in peace.
    else if (film.closest(".player").contains(document.activeElement)) offer.focus();
  });
}

if (film) connect();
if (film && offer) connectSeries();
if (film && new URLSearchParams(location.search).has("weiter")) film.play().catch(() => {});
