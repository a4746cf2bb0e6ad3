// After a registration the platform closes our window when it hears this word (LTI Dynamic Registration 1.0).
// It is said when the person has read the page.
const platform = window.opener || (parent === window ? null : parent);
const button = document.querySelector("[data-lti-close]");
if (platform && button) {
  button.hidden = false;
  button.addEventListener("click", () => platform.postMessage({ subject: "org.imsglobal.lti.close" }, "*"));
}
