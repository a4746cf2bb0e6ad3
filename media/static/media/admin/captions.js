// The caption editor: a table of captions beside the film, worked by keyboard. Without this script the same
// page is a plain form with the rows of one page. The whole table lives in `cues`; rows show one page of it.

import { fill, join, plainText, readTime, remarks, shift, speed, split, writeTime } from './cues.js';
import { keep, takeBack } from './kept_table.js';

const UNDO_STEPS = 200;
const NEW_LENGTH = 2; // seconds of an inserted caption
const KEYS = {
    KeyP: 'toggle', KeyJ: 'start', KeyK: 'end', KeyT: 'split', KeyV: 'join', KeyN: 'insert', KeyU: 'undo',
    KeyW: 'warning', KeyS: 'focus-shift', Delete: 'remove', ArrowUp: 'up', ArrowDown: 'down',
};

const desk = document.querySelector('[data-cue-desk]');
const form = desk.closest('form');
const data = JSON.parse(document.getElementById('cue-desk-data').textContent);
const { words, limits } = data;
const part = (name) => desk.querySelector(`[data-desk-${name}]`);
const [list, film, caption, status] = ['rows', 'film', 'caption', 'status'].map(part);
const rowTemplate = form.querySelector('template[data-desk-row]');
const cuesOf = (table) => table.map(([start, end, text]) => ({ start, end, text }));
const tableOf = (rows) => rows.map(({ start, end, text }) => [start, end, text]);
const source = cuesOf(data.source);
const version = form.elements.version.value;
const kept = takeBack(version, data.rows);

let cues = cuesOf(kept ?? data.rows);
let found = [];
let page = data.page;
let current = (page - 1) * data.perPage;
let spoken = -1;
let history = [];
let isTyping = false;

const moment = () => film?.currentTime ?? 0;
const pageCount = () => Math.max(Math.ceil(cues.length / data.perPage), 1);
const pageOf = (number) => Math.floor(number / data.perPage) + 1;
const rowOf = (number) => list.children[number - (page - 1) * data.perPage];

function say(sentence, values) {
    status.textContent = fill(sentence, values);
}

// --- What is shown ---------------------------------------------------------------------------

function sourceOf(cue) {
    const [start, end] = [readTime(cue.start), readTime(cue.end)];
    return source
        .filter((other) => (other.start + other.end) / 2 >= start && (other.start + other.end) / 2 < end)
        .map((other) => other.text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))
        .join('\n');
}

function show(element, text) {
    element.textContent = text;
    element.hidden = !text;
}

function timeError(cue) {
    if (!cue.text.trim() && !cue.start.trim() && !cue.end.trim()) return '';
    const [start, end] = [readTime(cue.start), readTime(cue.end)];
    if (Number.isNaN(start) || Number.isNaN(end)) return words.notTime;
    return end <= start ? words.endsBeforeStart : '';
}

function showRemarks(number) {
    const row = rowOf(number);
    if (!row) return;
    const cue = cues[number];
    const perSecond = speed(cue);
    const own = found[number] ?? [];
    row.querySelector('[data-cue-speed]').textContent =
        cue.text.trim() && perSecond > 0 && Number.isFinite(perSecond)
            ? fill(words.speed, { speed: Math.round(perSecond) })
            : '';
    show(row.querySelector('[data-cue-error]'), timeError(cue));
    show(row.querySelector('[data-cue-remarks]'), own.map(([code, values]) => fill(data.sentences[code], values)).join(' '));
    row.classList.toggle('cue--remarked', own.length > 0);
}

function makeRow(cue, number) {
    const row = rowTemplate.content.querySelector('li').cloneNode(true);
    const label = { number: number + 1 };
    for (const name of ['start', 'end', 'text']) {
        const field = row.querySelector(`[data-cue-${name}]`);
        field.removeAttribute('name');
        field.value = cue[name];
        field.setAttribute('aria-label', fill(words[name], label));
    }
    const play = row.querySelector('[data-cue-play]');
    play.hidden = !film;
    play.setAttribute('aria-label', fill(words.play, label));
    row.querySelector('[data-cue-delete]').remove();
    row.querySelector('[data-cue-number]').textContent = number + 1;
    show(row.querySelector('[data-cue-source]'), sourceOf(cue));
    return row;
}

function showCount() {
    const remarked = found.filter((own) => own.length).length;
    const empty = cues.filter((cue) => !cue.text.trim()).length;
    const hints = [
        empty && fill(words.empty, { count: empty }),
        remarked && fill(words.remarks, { count: remarked }),
        !empty && !remarked && words.noRemarks,
    ];
    part('count').textContent = [fill(words.count, { count: cues.length }), ...hints].filter(Boolean).join(' · ');
}

function check() {
    found = remarks(cues, limits, data.duration);
    for (let number = (page - 1) * data.perPage; number < page * data.perPage; number += 1) showRemarks(number);
    showCount();
}

function showTable() {
    page = Math.min(Math.max(page, 1), pageCount());
    const first = (page - 1) * data.perPage;
    list.replaceChildren(...cues.slice(first, first + data.perPage).map((cue, place) => makeRow(cue, first + place)));
    part('pages').hidden = pageCount() === 1;
    part('range').textContent = fill(words.page, {
        from: first + 1,
        to: Math.min(first + data.perPage, cues.length),
        count: cues.length,
    });
    form.querySelector('[data-desk-page]').value = page;
    check();
    markCurrent();
    followFilm();
}

function markCurrent() {
    for (const row of list.children) row.classList.remove('cue--current');
    rowOf(current)?.classList.add('cue--current');
    part('current').textContent = cues[current] ? fill(words.current, { number: current + 1 }) : '';
}

function focusCurrent(name = 'text') {
    if (pageOf(current) !== page) {
        page = pageOf(current);
        showTable();
    }
    const field = rowOf(current)?.querySelector(`[data-cue-${name}]`);
    field?.focus();
    rowOf(current)?.scrollIntoView({ block: 'nearest' });
    markCurrent();
}

// --- The film --------------------------------------------------------------------------------

function followFilm() {
    part('now').textContent = writeTime(moment());
    const now = moment();
    spoken = cues.findIndex((cue) => readTime(cue.start) <= now && now < readTime(cue.end));
    for (const row of list.children) row.classList.remove('cue--spoken');
    if (caption) show(caption, spoken < 0 ? '' : plainText(cues[spoken].text));
    if (spoken < 0) return;
    if (film && !film.paused && !list.contains(document.activeElement)) keepInSight();
    rowOf(spoken)?.classList.add('cue--spoken');
}

function keepInSight() {
    current = spoken;
    if (pageOf(spoken) !== page) {
        page = pageOf(spoken);
        showTable();
    }
    markCurrent();
    rowOf(spoken)?.scrollIntoView({ block: 'nearest' });
}

function playFrom(number) {
    const start = readTime(cues[number]?.start ?? '');
    if (!film || Number.isNaN(start)) return;
    film.currentTime = start;
    play();
}

// Someone may pause before the film has begun; the promise of the browser then fails, and nothing is wrong.
function play() {
    film.play().catch(() => {});
}

// --- Changes ---------------------------------------------------------------------------------

function remember() {
    history = [...history.slice(1 - UNDO_STEPS), { cues, current }];
    form.setAttribute('data-w-unsaved-force-value', 'true');
}

function change(next, at, sentence, values) {
    remember();
    cues = next;
    current = Math.min(Math.max(at, 0), Math.max(cues.length - 1, 0));
    isTyping = false;
    page = pageOf(current);
    showTable();
    focusCurrent();
    if (sentence) say(sentence, values);
}

const replaced = (from, count, ...others) => [...cues.slice(0, from), ...others, ...cues.slice(from + count)];

function setTime(name) {
    if (!cues[current]) return;
    change(replaced(current, 1, { ...cues[current], [name]: writeTime(moment()) }), current);
}

function splitCurrent() {
    const cue = cues[current];
    if (!cue || timeError(cue) || !cue.text.trim()) return;
    const field = rowOf(current)?.querySelector('[data-cue-text]');
    change(
        replaced(current, 1, ...split(cue, field?.selectionStart ?? 0, moment())),
        current + 1,
        words.split,
        { number: current + 1 },
    );
}

function joinCurrent() {
    if (!cues[current + 1]) {
        say(words.noNext);
        return;
    }
    const values = { number: current + 1, next: current + 2 };
    change(replaced(current, 2, join(cues[current], cues[current + 1])), current, words.joined, values);
}

function insertBelow() {
    const before = cues[current];
    const next = cues[current + 1];
    const start = before ? readTime(before.end) || 0 : moment();
    const end = next ? Math.min(start + NEW_LENGTH, readTime(next.start) || Infinity) : start + NEW_LENGTH;
    const added = { start: writeTime(start), end: writeTime(end > start ? end : start + NEW_LENGTH), text: '' };
    const at = before ? current + 1 : 0;
    change(replaced(at, 0, added), at, words.inserted, { number: at + 1 });
}

function removeCurrent() {
    if (cues[current]) change(replaced(current, 1), current, words.removed, { number: current + 1 });
}

function shiftFrom(from) {
    const typed = part('shift').value.trim().replace(',', '.').replace('−', '-');
    const seconds = Number(typed);
    if (!typed || !Number.isFinite(seconds)) {
        say(words.noNumber);
        part('shift').focus();
        return;
    }
    const moved = shift(cues, seconds, from);
    if (!moved) {
        say(words.beforeZero);
        return;
    }
    change(moved, current, words.shifted, { count: cues.length - from });
}

function undo() {
    const last = history.pop();
    if (!last) {
        say(words.nothingToUndo);
        return;
    }
    ({ cues, current } = last);
    isTyping = false;
    page = pageOf(current);
    showTable();
    focusCurrent();
    say(words.undone);
}

function nextWarning() {
    const order = [...cues.keys()].map((step) => (current + 1 + step) % cues.length);
    const next = order.find((number) => found[number].length || timeError(cues[number]));
    if (next === undefined) {
        say(words.noRemarks);
        return;
    }
    current = next;
    focusCurrent();
}

function turnTo(number) {
    page = number;
    current = (Math.min(Math.max(page, 1), pageCount()) - 1) * data.perPage;
    showTable();
    focusCurrent();
}

function step(by) {
    current = Math.min(Math.max(current + by, 0), Math.max(cues.length - 1, 0));
    focusCurrent();
}

const actions = {
    toggle: () => film && (film.paused ? play() : film.pause()),
    play: () => playFrom(current),
    start: () => setTime('start'),
    end: () => setTime('end'),
    split: splitCurrent,
    join: joinCurrent,
    insert: insertBelow,
    remove: removeCurrent,
    undo,
    warning: nextWarning,
    shift: () => shiftFrom(0),
    'shift-rest': () => shiftFrom(current),
    'focus-shift': () => part('shift').focus(),
    up: () => step(-1),
    down: () => step(1),
    'previous-page': () => turnTo(page - 1),
    'next-page': () => turnTo(page + 1),
};

// --- What people do --------------------------------------------------------------------------

const numberOf = (element) => (page - 1) * data.perPage + [...list.children].indexOf(element.closest('[data-cue]'));

list.addEventListener('focusin', (event) => {
    isTyping = false;
    if (!event.target.closest('[data-cue]')) return;
    current = numberOf(event.target);
    markCurrent();
});

list.addEventListener('input', (event) => {
    const name = ['start', 'end', 'text'].find((one) => event.target.hasAttribute(`data-cue-${one}`));
    if (!isTyping) remember();
    isTyping = true;
    cues = replaced(current, 1, { ...cues[current], [name]: event.target.value });
    check();
    followFilm();
});

list.addEventListener('click', (event) => {
    if (!event.target.closest('[data-cue-play]')) return;
    current = numberOf(event.target);
    markCurrent();
    playFrom(current);
});

desk.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    if (button) actions[button.dataset.do]();
});

desk.addEventListener('keydown', (event) => {
    if (event.target === part('shift') && event.key === 'Enter') {
        event.preventDefault();
        actions.shift();
    }
});

document.addEventListener('keydown', (event) => {
    const isAlt = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const isPlay = (event.ctrlKey || event.metaKey) && event.key === 'Enter';
    const name = isPlay ? 'play' : isAlt && KEYS[event.code];
    if (!name) return;
    event.preventDefault();
    actions[name]();
});

form.addEventListener('submit', () => {
    const table = JSON.stringify(tableOf(cues));
    form.querySelector('[data-desk-table]').value = table;
    form.querySelector('[data-desk-moment]').value = moment().toFixed(3);
    keep(version, table);
});

if (film) {
    film.querySelector('track')?.remove();
    film.addEventListener('timeupdate', followFilm);
    film.addEventListener('seeked', followFilm);
    if (data.moment) film.currentTime = data.moment;
}
part('tools').hidden = false;
part('plain').remove();
part('links')?.remove();
desk.classList.add('cue-desk--live');
if (data.isUnsaved || kept) form.setAttribute('data-w-unsaved-force-value', 'true');
showTable();
if (kept) say(words.takenBack);
