// Tells a learning platform by SCORM 1.2 how much of the film was seen. Without a platform the film just plays.
(function () {
  "use strict";

  var LEVELS = 8; // how far up the API is looked for
  var ENOUGH = 0.9; // of the distinct seconds
  var SAVE_EVERY = 30; // seconds of watching
  var LEAP = 2.5; // seconds between two reports of the player, at any speed; more is a jump

  var film = document.querySelector("video");
  var total = Math.max(1, Math.ceil(Number(document.body.dataset.duration)));
  var seen = new Array(total).fill(false);
  var began = Date.now();
  var last = null;
  var unsaved = 0;
  var isOver = false;

  function apiAbove(start) {
    var here = start;
    for (var level = 0; here && level <= LEVELS; level += 1) {
      try {
        if (here.API) return here.API;
      } catch (error) {
        return null; // a window of another host
      }
      if (here.parent === here) return null;
      here = here.parent;
    }
    return null;
  }

  var api = apiAbove(window) || (window.opener ? apiAbove(window.opener) : null);

  function get(name) {
    return api ? String(api.LMSGetValue(name) || "") : "";
  }

  function set(name, value) {
    if (api) api.LMSSetValue(name, String(value));
  }

  // Four seconds in a hexadecimal digit: two hours fit into half of the 4,096 characters that there are.
  function packed() {
    var digits = "";
    for (var at = 0; at < total; at += 4) {
      var digit = 0;
      for (var bit = 0; bit < 4; bit += 1) digit = digit * 2 + (seen[at + bit] ? 1 : 0);
      digits += digit.toString(16);
    }
    return digits;
  }

  function unpack(digits) {
    if (!/^[0-9a-f]*$/.test(digits)) return;
    for (var at = 0; at < total; at += 1) {
      var digit = parseInt(digits.charAt(Math.floor(at / 4)) || "0", 16);
      seen[at] = Boolean(digit & (8 >> (at % 4)));
    }
  }

  function clock(seconds) {
    var parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
    return String(parts[0]).padStart(4, "0") + ":" + String(parts[1]).padStart(2, "0") + ":" + String(parts[2]).padStart(2, "0");
  }

  function isCompleted() {
    return seen.filter(Boolean).length >= total * ENOUGH;
  }

  function save() {
    unsaved = 0;
    set("cmi.core.lesson_location", Math.floor(film.currentTime));
    set("cmi.suspend_data", packed());
    if (api) api.LMSCommit("");
  }

  function mark() {
    var now = film.currentTime;
    if (last !== null && now >= last && now - last <= LEAP * Math.max(1, film.playbackRate)) {
      for (var second = Math.floor(last); second <= Math.min(now, total - 1); second += 1) seen[second] = true;
      unsaved += now - last;
    }
    last = now;
    var state = document.querySelector("[data-state]");
    if (api && isCompleted() && !state.textContent) {
      set("cmi.core.lesson_status", "completed");
      state.textContent = state.dataset.completed;
      save();
    } else if (unsaved >= SAVE_EVERY) {
      save();
    }
  }

  function resume() {
    var place = Number(get("cmi.core.lesson_location"));
    if (place > 0 && place < total - 1) film.currentTime = place;
  }

  function finish() {
    if (!api || isOver) return;
    isOver = true;
    save();
    set("cmi.core.session_time", clock((Date.now() - began) / 1000));
    set("cmi.core.exit", "suspend");
    api.LMSCommit("");
    api.LMSFinish("");
  }

  if (api) {
    api.LMSInitialize("");
    unpack(get("cmi.suspend_data"));
    if (["completed", "passed"].indexOf(get("cmi.core.lesson_status")) < 0) set("cmi.core.lesson_status", "incomplete");
    if (film.readyState >= 1) resume();
    else film.addEventListener("loadedmetadata", resume, { once: true });
    film.addEventListener("pause", save);
    window.addEventListener("pagehide", finish);
  }
  film.addEventListener("seeking", function () {
    last = null;
  });
  film.addEventListener("timeupdate", function () {
    if (!film.seeking) mark();
  });
  film.addEventListener("ended", mark);
})();
