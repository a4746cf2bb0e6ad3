// The embedded player talks with the page around it, version 1: `docs/embedding.md` is the contract. It sends nothing
// personal, so it sends to anyone; it listens to the page that frames it and to nobody else.
lernvideo.add("embed", ({ root, film, settings, seek, captions, length }) => {
  if (parent === window) return;
  const VERSION = 1;
  const LEAST_TITLES = 96, MOST_TITLES = 184; // pixels: two titles, and four; of more the frame shows a part
  const footer = document.querySelector("footer"), warning = document.querySelector(".flash-notice");
  const titles = document.querySelector(".embed-parts ol"); // where several films share the frame
  const round = (moment) => Math.round(moment * 100) / 100;
  let height = 0;

  const send = (event, more) => parent.postMessage({ lv: VERSION, event, t: round(film.currentTime), d: round(length()), ...more }, "*");

  const room = () => (titles ? Math.max(LEAST_TITLES, Math.min(titles.offsetHeight, MOST_TITLES)) : 0);

  // The height at which the film has no bars beside it.
  function sendHeight() {
    const whole = Math.round((innerWidth * film.height) / film.width + (warning?.offsetHeight ?? 0) + room() + footer.offsetHeight);
    if (!innerWidth || whole === height) return;
    height = whole;
    send("height", { height });
    parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }

  const commands = {
    // Without a click of the viewer browsers play in silence only.
    play: () => film.play().catch(() => ((film.muted = true), film.play().catch(() => {}))),
    pause: () => film.pause(),
    seek: ({ t }) => Number.isFinite(t) && seek(t),
    cc: ({ cc }) => typeof cc === "string" && captions(cc),
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data === null || typeof data !== "object" || data.lv !== VERSION) return;
    if (typeof data.cmd === "string" && Object.hasOwn(commands, data.cmd)) commands[data.cmd](data);
  });

  for (const event of ["play", "pause", "ended"]) film.addEventListener(event, () => send(event));
  let told = -1;
  film.addEventListener("timeupdate", () => {
    const second = Math.floor(film.currentTime);
    if (second !== told) send("time");
    told = second;
  });
  if (film.readyState) {
    send("ready");
    if (!film.paused && film.played.length) send("play");
  } else film.addEventListener("loadedmetadata", () => send("ready"), { once: true });
  new ResizeObserver(sendHeight).observe(document.body);
});
