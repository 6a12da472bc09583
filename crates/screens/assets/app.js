import { initAll } from "{{NHSUK_FRONTEND}}";

initAll();

// A tick box that replaces another field: while it is ticked, that field is not asked for.
for (const box of document.querySelectorAll("[data-app-replaces]")) {
  const field = document.getElementById(box.dataset.appReplaces);
  const follow = () => {
    field.disabled = box.checked;
  };
  box.addEventListener("change", follow);
  window.addEventListener("pageshow", follow);
  follow();
}

// A page that waits: asks now and then whether the work is done, and follows the answer when it leads elsewhere.
// Without script the page loads itself again; a "Continue" link is always there.
const EVERY_MILLISECONDS = 2000;
for (const waiting of document.querySelectorAll("[data-app-poll]")) {
  const address = waiting.dataset.appPoll;
  const ask = async () => {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" }).catch(() => undefined);
    if (answer === undefined || answer.status === 200) {
      setTimeout(ask, EVERY_MILLISECONDS);
    } else {
      location.replace(address);
    }
  };
  setTimeout(ask, EVERY_MILLISECONDS);
}
