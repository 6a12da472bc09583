// The camera of this device beside a file input (I7): takes a picture and puts it into the input. The page's own form sends it.
// Without this file, a camera or a canvas the file input is all there is.

import { hasCamera } from "{{APP}}";

for (const camera of document.querySelectorAll("[data-app-camera]")) {
  if (window.DataTransfer && (await hasCamera())) prepare(camera);
}

function prepare(camera) {
  const part = (name) => camera.querySelector(`[data-app-camera-${name}]`);
  const [status, open, take] = ["status", "open", "take"].map(part);
  const picture = camera.querySelector("video");
  const kept = camera.querySelector("canvas");
  const input = document.getElementById(camera.dataset.appCamera);
  let stream;
  camera.hidden = false;

  open.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1440 } },
      });
    } catch {
      status.textContent = "Your browser did not let us use the camera. Choose a photo instead.";
      return;
    }
    picture.srcObject = stream;
    await picture.play();
    [picture.hidden, take.hidden, open.hidden, kept.hidden] = [false, false, true, true];
    status.textContent = "The camera is on. Hold your photo ID so that it fills the picture.";
    take.focus();
  });

  take.addEventListener("click", async () => {
    kept.width = picture.videoWidth;
    kept.height = picture.videoHeight;
    kept.getContext("2d").drawImage(picture, 0, 0);
    stream.getTracks().forEach((track) => track.stop());
    const taken = await new Promise((resolve) => kept.toBlob(resolve, "image/jpeg", 0.95));
    const files = new DataTransfer();
    files.items.add(new File([taken], "camera.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    open.textContent = "Take another photo";
    [picture.hidden, take.hidden, open.hidden, kept.hidden] = [true, true, false, false];
    status.textContent = "The photo was taken. Check that it is clear, then select “Upload photo”.";
    open.focus();
  });
}
