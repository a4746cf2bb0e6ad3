// Captions as plain values: { start, end, text }, times as typed. Nothing here knows the page.

const TIME = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:[.,]\d{1,6})?)$/;
const TAG = /<\/?[a-z0-9][^<>]*>/gi;
const VOICE = /^<v[ .][^<>]*>/i;
const LINE = 42; // characters of one line

// Seconds, or NaN for what is no time.
export function readTime(typed) {
    const match = TIME.exec(typed.trim());
    if (!match) return NaN;
    const [, hours, minutes, seconds] = match;
    const second = Number(seconds.replace(',', '.'));
    if ((minutes && second >= 60) || (hours && Number(minutes) >= 60)) return NaN;
    return Math.round((Number(hours || 0) * 3600 + Number(minutes || 0) * 60 + second) * 1000) / 1000;
}

export function writeTime(seconds) {
    const all = Math.max(Math.round(seconds * 1000), 0);
    const [hours, minutes, rest] = [Math.floor(all / 3600000), Math.floor(all / 60000) % 60, all % 60000];
    const clock = `${String(Math.floor(rest / 1000)).padStart(2, '0')},${String(rest % 1000).padStart(3, '0')}`;
    return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${clock}` : `${minutes}:${clock}`;
}

export function plainText(text) {
    return text.replace(TAG, '');
}

export function speed(cue) {
    const length = plainText(cue.text).split(/\s+/).filter(Boolean).join(' ').length;
    return length / (readTime(cue.end) - readTime(cue.start));
}

// Two captions of one: the text is cut at the cursor, or else where its share of the time ends; the time at
// the moment of the film if that lies within, or else where the text's share ends.
export function split(cue, cursor, moment) {
    const [start, end] = [readTime(cue.start), readTime(cue.end)];
    const isWithin = moment > start && moment < end;
    const share = isWithin ? (moment - start) / (end - start) : 0.5;
    const isInside = cue.text.slice(0, cursor).trim() && cue.text.slice(cursor).trim();
    const cut = isInside ? cursor : nearestSpace(cue.text, share);
    const time = isWithin ? moment : start + (end - start) * (cut / (cue.text.length || 1));
    const middle = writeTime(Math.min(Math.max(time, start + 0.001), end - 0.001));
    const voice = VOICE.exec(cue.text)?.[0] ?? '';
    return [
        { start: cue.start, end: middle, text: cue.text.slice(0, cut).trim() },
        { start: middle, end: cue.end, text: voice + cue.text.slice(cut).trim() },
    ];
}

function nearestSpace(text, share) {
    const wanted = text.length * share;
    const spaces = [...text.matchAll(/\s/g)].map((match) => match.index);
    return spaces.reduce(
        (best, place) => (Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best),
        spaces[0] ?? text.length,
    );
}

export function join(first, second) {
    const voice = VOICE.exec(first.text)?.[0];
    const rest = voice && second.text.startsWith(voice) ? second.text.slice(voice.length) : second.text;
    const head = voice && rest !== second.text ? first.text.replace(/<\/v>$/, '') : first.text;
    const between = plainText(head).length + plainText(rest).length < LINE ? ' ' : '\n';
    return { start: first.start, end: second.end, text: [head, rest].filter((part) => part.trim()).join(between) };
}

// All from that number on, by so many seconds; null if one would begin before the film.
export function shift(cues, seconds, from = 0) {
    const moved = cues.map((cue, number) => {
        const [start, end] = [readTime(cue.start), readTime(cue.end)];
        if (number < from || Number.isNaN(start) || Number.isNaN(end)) return cue;
        return start + seconds < -0.0005 ? null : { ...cue, start: writeTime(start + seconds), end: writeTime(end + seconds) };
    });
    return moved.includes(null) ? null : moved;
}

// For each caption what is hard to read, as [code, values]; the same as `media.legibility` says.
export function remarks(cues, limits, duration) {
    let before = null;
    return cues.map((cue) => {
        const [start, end] = [readTime(cue.start), readTime(cue.end)];
        if (!cue.text.trim() || !(end > start)) return [];
        const own = [...ofText(cue, limits), ...ofTime(start, end, before, limits, duration)];
        before = Math.max(before ?? 0, end);
        return own;
    });
}

function ofText(cue, limits) {
    const own = [];
    const lines = plainText(cue.text).split('\n').map((line) => line.trim()).filter(Boolean);
    const longest = Math.max(...lines.map((line) => line.length));
    if (speed(cue) > limits.speed) own.push(['fast', { speed: Math.round(speed(cue)) }]);
    if (longest > limits.line) own.push(['line', { length: longest, limit: limits.line }]);
    if (lines.length > limits.lines) own.push(['lines', { count: lines.length }]);
    return own;
}

function ofTime(start, end, before, limits, duration) {
    const own = [];
    const gap = before === null ? null : Math.round((start - before) * 1000) / 1000;
    if (Math.round((end - start) * 1000) < limits.duration * 1000) own.push(['short', {}]);
    if (gap !== null && gap < 0) own.push(['overlap', {}]);
    else if (gap !== null && gap > 0 && gap < limits.gap) own.push(['gap', {}]);
    if (duration && start >= duration) own.push(['after_end', { time: writeTime(duration) }]);
    return own;
}

// A sentence with its %(names)s filled in.
export function fill(sentence, values = {}) {
    return sentence.replace(/%\((\w+)\)[sd]/g, (_, name) => values[name] ?? '');
}
