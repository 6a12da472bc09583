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
