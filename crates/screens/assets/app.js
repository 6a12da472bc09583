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

// Whether this device has a camera that the page may use.
export async function hasCamera() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return (devices ?? []).some((device) => device.kind === "videoinput");
}

// What needs a camera is offered where there is one.
const needing = document.querySelectorAll("[data-app-needs-camera]");
if (needing.length > 0 && (await hasCamera())) {
  for (const offer of needing) offer.hidden = false;
}

// A page that is tried again by itself; without script it loads itself again.
for (const busy of document.querySelectorAll("[data-app-again]")) {
  setTimeout(() => location.replace(busy.dataset.appAgain), 1000 * Number(busy.dataset.appAgainSeconds));
}

// A page that waits: asks now and then whether the work is done, and follows the answer when it leads elsewhere.
// Without script the page loads itself again; a "Continue" link is always there.
const EVERY_SECONDS = 2;
for (const waiting of document.querySelectorAll("[data-app-poll]")) {
  const address = waiting.dataset.appPoll;
  const pause = 1000 * Number(waiting.dataset.appPollSeconds ?? EVERY_SECONDS);
  const ask = async () => {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" }).catch(() => undefined);
    if (answer === undefined || answer.status === 200) {
      setTimeout(ask, pause);
    } else {
      location.replace(address);
    }
  };
  setTimeout(ask, pause);
}
