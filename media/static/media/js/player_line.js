// The seek bar of the player: marks where chapters begin, and what is to be seen where the pointer or the focus stands.
// The pictures of the strip are asked for when somebody first needs them.
lernvideo.add("line", (player) => {
  const { film, settings, one, all, length } = player;
  const line = one(".player-line"), bar = one(".player-seek"), preview = one(".player-preview");
  const picture = one(".player-preview-picture"), words = one(".player-preview-words");
  const chapters = all(".player-panel [data-seek]").map((button) => ({
    button,
    start: Number(button.dataset.seek),
    title: button.querySelector(".player-chapter").textContent,
  }));
  const chapterAt = (moment) => chapters.findLast(({ start }) => start <= moment);
  let places = null;

  function mark() {
    for (const { start } of chapters.filter(({ start }) => start > 0 && start < length())) {
      const sign = document.createElement("i");
      sign.style.setProperty("--at", start / length());
      line.append(sign);
    }
  }

  const seconds = (stamp) => stamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

  // Cues of the strip: `00:00:05.000 --> 00:00:10.000`, then `vorschau-streifen.jpg#xywh=160,0,160,90`.
  async function fetchPlaces() {
    places = [];
    if (!settings.strip) return;
    try {
      const answer = await fetch(settings.strip);
      const text = answer.ok ? await answer.text() : "";
      const base = new URL(settings.strip, document.baseURI);
      for (const [, start, end, file, ...box] of text.matchAll(/([\d:.]+) --> ([\d:.]+).*\n(.+)#xywh=(\d+),(\d+),(\d+),(\d+)/g))
        places.push({ start: seconds(start), end: seconds(end), url: new URL(file, base).href, box });
    } catch {
      // Without the strip the bar still tells time and chapter.
    }
  }

  function show(moment) {
    if (!places) fetchPlaces().then(() => preview.hidden || show(moment));
    line.style.setProperty("--preview", length() ? moment / length() : 0);
    words.textContent = [lernvideo.clock(moment), chapterAt(moment)?.title].filter(Boolean).join(" · ");
    const place = places?.find(({ start, end }) => start <= moment && moment < end);
    picture.hidden = !place;
    preview.hidden = false;
    if (!place) return;
    const [x, y, width, height] = place.box;
    picture.style.setProperty("background", `url("${place.url}") -${x}px -${y}px`);
    picture.style.setProperty("inline-size", `${width}px`);
    picture.style.setProperty("block-size", `${height}px`);
  }

  const hide = () => (preview.hidden = true);

  line.addEventListener("pointermove", ({ clientX }) => {
    const { left, width } = bar.getBoundingClientRect();
    show(Math.max(0, Math.min(1, (clientX - left) / width)) * length());
  });
  line.addEventListener("pointerleave", hide);
  bar.addEventListener("focus", () => bar.matches(":focus-visible") && show(film.currentTime));
  bar.addEventListener("blur", hide);
  film.addEventListener("seeking", () => bar.matches(":focus-visible") && show(film.currentTime));

  film.addEventListener("timeupdate", () => {
    const current = chapterAt(film.currentTime)?.button;
    for (const { button } of chapters) button.setAttribute("aria-current", button === current);
  });
  mark();
});
