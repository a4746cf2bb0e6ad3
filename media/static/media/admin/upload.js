// The upload page: several films, each in pieces. It goes on after a pause, a lost line and a reload,
// because the server is asked how far a film came. Without this script it is a plain form.

const root = document.querySelector('[data-upload]');
const settings = root.dataset;
const words = document.querySelector('[data-upload-words]').dataset;
const form = root.closest('form');
const token = form.querySelector('[name=csrfmiddlewaretoken]').value;
const fileInput = form.querySelector('input[type="file"]');
const list = root.querySelector('[data-upload-rows]');
const news = root.querySelector('[data-upload-news]');
const complaint = root.querySelector('[data-upload-complaint]');
const button = form.querySelector('footer button[type="submit"]');
const isForNewVideos = !settings.video;

const MEGABYTE = 1024 * 1024;
const FIRST_DELAY = 1000; // milliseconds before the second attempt, then twice as long each time
const LONGEST_DELAY = 30_000;
const SILENCE = 60_000; // milliseconds without a byte, after which the line counts as lost
const LONGEST_LOOK = 300_000; // milliseconds that the server may look into a film
const PASSING = new Set([409, 423, 429, 460, 500, 502, 504]);

class Stopped extends Error {}
class Passing extends Error {} // worth another attempt by itself
class Refused extends Error {} // not worth one
class Interrupted extends Error {} // worth one when the editor says so

const megabytes = (bytes) => Math.ceil(bytes / MEGABYTE).toLocaleString(document.documentElement.lang);

function tell(text) {
    news.textContent = text;
}

// What stands in the way, for eyes and ears; an empty text takes it back.
function complain(text) {
    complaint.textContent = text;
    complaint.hidden = !text;
}

// --- Talking to the server -------------------------------------------------------------------------

function jsonOf(request) {
    try {
        return JSON.parse(request.responseText);
    } catch {
        return {};
    }
}

// What the answer means: its data, or an error that says how to go on.
function understand(request) {
    const data = jsonOf(request);
    const { status } = request;
    if (status >= 200 && status < 300) {
        return { ...data, offset: Number(request.getResponseHeader('Upload-Offset') ?? data.offset) };
    }
    if (PASSING.has(status) || (status === 503 && !data.message)) throw new Passing();
    if (status === 403) throw new Interrupted(data.message || words.signedOut);
    if (status === 503 || status === 507) throw new Interrupted(data.message || words.failed);
    throw new Refused(data.message || words.failed);
}

function ask(method, url, { body = null, headers = {}, patience = SILENCE, onSent, signal } = {}) {
    return new Promise((resolve, reject) => {
        // It may have been stopped while a piece was read or its checksum computed.
        if (signal?.aborted) throw new Stopped();
        const request = new XMLHttpRequest();
        let watch;
        const waitOn = () => {
            clearTimeout(watch);
            watch = setTimeout(() => request.abort(), patience);
        };
        const stop = () => request.abort();
        const settle = (action) => () => {
            clearTimeout(watch);
            // One signal serves a whole film: what listens to it would keep every piece in memory.
            signal?.removeEventListener('abort', stop);
            action();
        };
        request.open(method, url);
        request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
        request.setRequestHeader('X-CSRFToken', token);
        Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
        request.upload.addEventListener('progress', (event) => {
            waitOn();
            onSent?.(event.loaded);
        });
        request.addEventListener('load', settle(() => resolve(Promise.resolve(request).then(understand))));
        request.addEventListener('error', settle(() => reject(new Passing())));
        request.addEventListener('abort', settle(() => reject(signal?.aborted ? new Stopped() : new Passing())));
        signal?.addEventListener('abort', stop);
        waitOn();
        request.send(body);
    });
}

// Where the browser can compute it: not on a page without TLS.
async function checksum(bytes) {
    if (!window.crypto?.subtle) return {};
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return { 'Upload-Checksum': `sha256 ${btoa(String.fromCharCode(...hash))}` };
}

function delay(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        window.addEventListener('online', resolve, { once: true });
        signal.addEventListener(
            'abort',
            () => {
                clearTimeout(timer);
                reject(new Stopped());
            },
            { once: true },
        );
    });
}

// --- One film --------------------------------------------------------------------------------------

class Film {
    constructor(file) {
        this.file = file;
        this.url = '';
        this.state = 'chosen';
        this.build();
        if (file.size > Number(settings.limit)) this.end('refused', words.tooLarge);
        else this.warn();
    }

    build() {
        const row = document.querySelector('[data-upload-row]').content.cloneNode(true).firstElementChild;
        const part = (name) => row.querySelector(`[data-row-${name}]`);
        Object.assign(this, { row, title: part('title'), bar: part('bar'), message: part('message') });
        this.percent = part('percent');
        this.buttons = { pause: part('pause'), goOn: part('go-on'), cancel: part('cancel') };
        part('name').textContent = this.file.name;
        part('size').textContent = `${megabytes(this.file.size)} MB`;
        this.bar.querySelector('progress').setAttribute('aria-label', this.file.name);
        if (this.title) this.title.placeholder = this.file.name.replace(/\.[^.]*$/, '').replaceAll('_', ' ').trim();
        Object.values(this.buttons).forEach((one) => {
            one.setAttribute('aria-label', `${one.textContent}: ${this.file.name}`);
        });
        this.buttons.pause.addEventListener('click', () => this.pause());
        this.buttons.goOn.addEventListener('click', () => this.queue());
        this.buttons.cancel.addEventListener('click', () => this.cancel());
        list.append(row);
    }

    // What the browser can tell of the film before it is sent; the server decides.
    warn() {
        const film = document.createElement('video');
        film.preload = 'metadata';
        film.addEventListener('error', () => URL.revokeObjectURL(film.src));
        film.addEventListener('loadedmetadata', () => {
            const { duration, videoWidth: width, videoHeight: height } = film;
            const isLarge =
                Math.max(width, height) > Number(settings.maxSide) || width * height > Number(settings.maxPixels);
            if (this.state === 'chosen' && duration > Number(settings.maxDuration)) this.say(words.tooLong);
            else if (this.state === 'chosen' && isLarge) this.say(words.tooManyPixels);
            URL.revokeObjectURL(film.src);
        });
        film.src = URL.createObjectURL(this.file);
    }

    say(text, isError = false) {
        this.message.hidden = !text;
        this.message.textContent = text;
        this.message.classList.toggle('error-message', isError);
        if (text) tell(`${this.file.name}: ${text}`);
    }

    show(offset) {
        const percent = this.file.size ? Math.floor((100 * offset) / this.file.size) : 0;
        this.bar.hidden = false;
        this.bar.querySelector('progress').value = percent;
        this.percent.textContent = words.amount
            .replace('{percent}', percent)
            .replace('{done}', megabytes(offset))
            .replace('{total}', megabytes(this.file.size));
    }

    turnTo(state) {
        const isBusy = ['waiting', 'sending', 'line'].includes(state);
        const hadFocus = this.row.contains(document.activeElement);
        this.state = state;
        this.row.dataset.state = state;
        if (this.title) this.title.readOnly = state !== 'chosen';
        this.buttons.pause.hidden = !isBusy;
        this.buttons.goOn.hidden = state !== 'paused';
        this.buttons.cancel.hidden = ['looking', 'accepted'].includes(state);
        // A button that disappears must not take the keyboard with it.
        if (hadFocus && (!this.row.contains(document.activeElement) || document.activeElement.hidden)) {
            (Object.values(this.buttons).find((one) => !one.hidden) || fileInput).focus();
        }
    }

    end(state, text) {
        this.turnTo(state);
        if (state !== 'paused') {
            this.title?.closest('label').remove();
            this.bar.hidden = true;
        }
        this.say(text, state === 'refused' || state === 'paused');
    }

    queue() {
        this.turnTo('waiting');
        this.say(words.waiting);
        this.stop = new AbortController();
        line = line.then(() => this.run());
    }

    pause() {
        this.stop.abort();
        this.turnTo('paused');
        this.say(words.paused);
    }

    async cancel() {
        this.stop?.abort();
        this.state = 'cancelled';
        this.row.remove();
        films.delete(this);
        tell(`${this.file.name}: ${words.cancelled}`);
        fileInput.focus();
        if (this.url) await ask('DELETE', this.url).catch(() => {}); // else the server forgets it in a day
    }

    async run() {
        const { signal } = this.stop;
        for (let pause = FIRST_DELAY; !signal.aborted; pause = Math.min(2 * pause, LONGEST_DELAY)) {
            const before = this.offset;
            try {
                await this.attempt(signal);
                return;
            } catch (error) {
                if (error instanceof Stopped || signal.aborted) return;
                if (!(error instanceof Passing)) {
                    this.end(error instanceof Refused ? 'refused' : 'paused', error.message || words.failed);
                    return;
                }
            }
            if (this.offset !== before) pause = FIRST_DELAY;
            this.turnTo('line');
            this.say(words.line);
            await delay(pause, signal).catch(() => {});
        }
    }

    async attempt(signal) {
        let state = await this.begin(signal);
        if (state.state === 'underway') {
            this.turnTo('sending');
            this.say(words.sending);
            for (this.offset = state.offset; this.offset < this.file.size; ) await this.sendPiece(signal);
            this.show(this.file.size);
            this.turnTo('looking');
            this.say(words.looking);
            state = await ask('POST', `${this.url}fertig/`, { body: this.statement(), patience: LONGEST_LOOK });
        }
        if (state.state === 'refused') throw new Refused(state.message);
        this.accept(state);
    }

    // What the editor says of the film, where the form asks; the answer counts as it stands at the end.
    statement() {
        const body = new FormData();
        if (form.elements.shows_nobody?.checked) body.set('shows_nobody', 'on');
        return body;
    }

    // Asked anew after each break, for the answer may be what was lost.
    async begin(signal) {
        if (this.url) {
            try {
                return await ask('GET', this.url, { signal });
            } catch (error) {
                if (!(error instanceof Refused)) throw error;
                this.url = ''; // the server has forgotten it
            }
        }
        const body = new FormData();
        body.set('name', this.file.name);
        body.set('size', this.file.size);
        body.set('last_modified', this.file.lastModified);
        body.set('title', this.title?.value.trim() || '');
        body.set('purpose', settings.purpose);
        if (isForNewVideos) body.set('collection', form.elements.collection?.value || settings.collection);
        else body.set('video', settings.video);
        const state = await ask('POST', settings.url, { body, signal });
        this.url = state.url;
        return state;
    }

    async sendPiece(signal) {
        const { offset } = this;
        this.show(offset);
        let bytes;
        try {
            bytes = await this.file.slice(offset, offset + Number(settings.piece)).arrayBuffer();
        } catch {
            throw new Interrupted(words.unreadable);
        }
        const headers = {
            'Content-Type': 'application/offset+octet-stream',
            'Upload-Offset': offset,
            ...(await checksum(bytes)),
        };
        const onSent = (sent) => this.show(offset + sent);
        this.offset = (await ask('PATCH', this.url, { body: bytes, headers, onSent, signal })).offset;
    }

    accept(state) {
        this.end('accepted', `${words.accepted} `);
        const link = document.createElement('a');
        link.href = state.video;
        link.textContent = `${words.open}: ${state.title}`;
        this.message.append(link);
    }
}

// --- The page --------------------------------------------------------------------------------------

const films = new Set();
let line = Promise.resolve(); // one film after the other: they would only share the line

function choose(files) {
    complain('');
    const chosen = [...files].slice(0, isForNewVideos ? files.length : 1);
    if (!isForNewVideos) [...films].filter((film) => film.state === 'chosen').forEach((film) => film.cancel());
    chosen.forEach((file) => {
        films.add(new Film(file));
        [...document.querySelectorAll('[data-unfinished-file]')]
            .filter((one) => one.dataset.unfinishedFile === file.name && Number(one.dataset.size) === file.size)
            .forEach((one) => one.remove());
    });
    fileInput.value = '';
    showUnfinished();
}

function showUnfinished() {
    const section = document.querySelector('[data-unfinished]');
    if (section) section.hidden = !section.querySelector('li');
}

function start(event) {
    event.preventDefault();
    // Wagtail's own controller shows the button as busy from the click on.
    setTimeout(() => {
        button.dataset.wProgressLoadingValue = 'false';
    });
    const chosen = [...films].filter((film) => film.state === 'chosen');
    chosen.forEach((film) => film.queue());
    root.querySelector('[data-upload-hint]').hidden = films.size === 0;
    if (films.size === 0) {
        complain(words.nothing);
        fileInput.focus();
    }
}

async function discard(event) {
    const item = event.target.closest('[data-unfinished-file]');
    try {
        await ask('DELETE', item.dataset.url);
    } catch (error) {
        complain(error.message || words.failed);
        return;
    }
    item.remove();
    showUnfinished();
    tell(`${item.dataset.unfinishedFile}: ${words.cancelled}`);
    fileInput.focus();
}

fileInput.multiple = isForNewVideos;
fileInput.required = false;
fileInput.addEventListener('change', () => choose(fileInput.files));
form.addEventListener('submit', start);
form.addEventListener('dragover', (event) => event.preventDefault());
form.addEventListener('drop', (event) => {
    event.preventDefault();
    choose(event.dataTransfer.files);
});
document.querySelectorAll('[data-unfinished-discard]').forEach((one) => one.addEventListener('click', discard));
window.addEventListener('beforeunload', (event) => {
    if ([...films].some((film) => ['waiting', 'sending', 'line', 'looking'].includes(film.state))) {
        event.preventDefault();
    }
});
root.querySelector('[data-upload-field="title"]')?.setAttribute('hidden', '');
root.querySelector('[data-upload-drop]').hidden = false;
showUnfinished();
