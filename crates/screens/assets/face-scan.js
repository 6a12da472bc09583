// The face scan (I11): shows a few colours, takes a picture of the face under each of them, and sends the pictures side by side with the
// page's own form. Without this file, a camera or a canvas the page offers the video instead.

const EACH_MILLISECONDS = 700;
const [ACROSS, WIDTH, HEIGHT] = [2, 640, 480];

const scan = document.querySelector("[data-app-face-scan]");
if (scan && navigator.mediaDevices && window.DataTransfer) {
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

  const letGo = () => stream?.getTracks().forEach((track) => track.stop());
  const leave = (address) => {
    stopped = true;
    letGo();
    location.assign(address);
  };

  stop.addEventListener("click", () => leave(scan.dataset.cancelled));

  start.addEventListener("click", async () => {
    start.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "user", width: { ideal: WIDTH }, height: { ideal: HEIGHT } },
      });
    } catch (problem) {
      const missing = problem.name === "NotFoundError" || problem.name === "NotReadableError";
      leave(`${scan.dataset.problem}?why=${missing ? "not-found" : "not-allowed"}`);
      return;
    }
    picture.srcObject = stream;
    await picture.play();
    status.textContent = "Hold still. The screen is flashing.";
    const pictures = await filmed(scan.dataset.colours.split(" "));
    letGo();
    if (!stopped) {
      status.textContent = "Sending your face scan.";
      send(pictures);
    }
  });

  async function filmed(colours) {
    const canvas = document.createElement("canvas");
    canvas.width = ACROSS * WIDTH;
    canvas.height = Math.ceil(colours.length / ACROSS) * HEIGHT;
    const paper = canvas.getContext("2d");
    for (const [index, colour] of colours.entries()) {
      stage.dataset.colour = colour;
      await new Promise((resolve) => setTimeout(resolve, EACH_MILLISECONDS));
      paper.drawImage(picture, (index % ACROSS) * WIDTH, Math.floor(index / ACROSS) * HEIGHT, WIDTH, HEIGHT);
    }
    delete stage.dataset.colour;
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  }

  function send(pictures) {
    const files = new DataTransfer();
    files.items.add(new File([pictures], "scan.jpg", { type: "image/jpeg" }));
    form.elements.scan.files = files.files;
    form.submit();
  }
}
