// Sends the upload form with a progress bar. Without this script it is a plain form.

const fields = document.querySelector('[data-upload]');
const form = fields.closest('form');
const fileInput = form.querySelector('input[type="file"]');
const status = form.querySelector('[data-upload-status]');
const line = status.querySelector('[data-upload-bar]');
const bar = status.querySelector('progress');
const percent = status.querySelector('[data-upload-percent]');
const message = status.querySelector('[data-upload-message]');
const button = form.querySelector('button[type="submit"]');
let isSending = false;

function tell(text) {
    status.hidden = false;
    message.textContent = text;
}

function isTooLarge() {
    const file = fileInput.files[0];
    return Boolean(file) && file.size > Number(fields.dataset.uploadLimit);
}

function showProgress(event) {
    if (!event.lengthComputable) return;
    const done = Math.floor((100 * event.loaded) / event.total);
    bar.value = done;
    percent.textContent = `${done} %`;
    if (done === 100) tell(fields.dataset.uploadFinishing);
}

// Wagtail's own controller shows the button as busy from the click on.
function restoreButton() {
    isSending = false;
    button.dataset.wProgressLoadingValue = 'false';
}

function fail(text) {
    line.hidden = true;
    percent.textContent = '';
    tell(text);
    message.classList.add('error-message');
    restoreButton();
    fileInput.focus();
}

function answer(request) {
    let data = {};
    try {
        data = JSON.parse(request.responseText);
    } catch {
        fail(fields.dataset.uploadFailed);
        return;
    }
    if (data.success) {
        window.location.assign(data.url);
    } else {
        fail(Object.values(data.errors || {}).flat().join(' ') || fields.dataset.uploadFailed);
    }
}

function send() {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', showProgress);
    request.addEventListener('load', () => answer(request));
    request.addEventListener('error', () => fail(fields.dataset.uploadFailed));
    request.send(new FormData(form));
}

fileInput.addEventListener('change', () => {
    if (isTooLarge()) fail(fields.dataset.uploadTooLarge);
    else {
        status.hidden = true;
        message.classList.remove('error-message');
    }
});

form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isSending) return;
    if (isTooLarge()) {
        fail(fields.dataset.uploadTooLarge);
        return;
    }
    isSending = true;
    line.hidden = false;
    bar.value = 0;
    message.classList.remove('error-message');
    tell('');
    send();
});
