// The face scan (I11): films a few seconds while the screen flashes, and sends the film with the page's own form.
// Without this file, a camera or MediaRecorder, the page offers the video instead.

const COLOURS = ["red", "blue", "green", "yellow", "white"];
const EACH_MILLISECONDS = 700;

const scan = document.querySelector("[data-app-face-scan]");
if (scan && navigator.mediaDevices && window.MediaRecorder && window.DataTransfer) {
  prepare();
}

function prepare() {
  const part = (name) => scan.querySelector(`[data-app-face-scan-${name}]`);
  const [status, stage, start, stop] = ["status", "stage", "start", "stop"].map(part);
  const picture = stage.querySelector("video");
  const form = scan.querySelector("form");
  let stream;
  let stopped = false;

  document.querySelector("[data-app-face-scan-off]").hidden = true;
  scan.hidden = false;

  const leave = (address) => {
    stopped = true;
    stream?.getTracks().forEach((track) => track.stop());
    location.assign(address);
  };

  stop.addEventListener("click", () => leave(scan.dataset.cancelled));

  start.addEventListener("click", async () => {
    start.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "user" } });
    } catch (problem) {
      const missing = problem.name === "NotFoundError" || problem.name === "NotReadableError";
      leave(`${scan.dataset.problem}?why=${missing ? "not-found" : "not-allowed"}`);
      return;
    }
    picture.srcObject = stream;
    await picture.play();
    status.textContent = "Hold still. The screen is flashing.";
    const film = await record();
    stream.getTracks().forEach((track) => track.stop());
    if (!stopped) {
      status.textContent = "Sending your face scan.";
      send(film);
    }
  });

  async function record() {
    const recorder = new MediaRecorder(stream);
    const pieces = [];
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    const finished = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
    recorder.start();
    for (const colour of COLOURS) {
      stage.dataset.colour = colour;
      await new Promise((resolve) => setTimeout(resolve, EACH_MILLISECONDS));
    }
    delete stage.dataset.colour;
    recorder.stop();
    await finished;
    return new Blob(pieces, { type: recorder.mimeType });
  }

  function send(film) {
    const name = film.type.includes("mp4") ? "scan.mp4" : "scan.webm";
    const files = new DataTransfer();
    files.items.add(new File([film], name, { type: film.type }));
    form.elements.scan.files = files.files;
    form.submit();
  }
}
