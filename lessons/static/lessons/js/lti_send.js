// The way back to the platform is a form; without script there is a button.
document.querySelector("[data-lti-send]").submit();
