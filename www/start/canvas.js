// Some browsers answer a page that reads a canvas with noise, so that nobody knows them again by it. A picture of dots made
// there is noise too, so whoever is to have one is asked first (src/browser/files.rs).

const COLOURS = ["#000000", "#ffffff", "#c86432", "#0a78e6"];

/** The side of a square of one colour, in px. */
const SIDE = 8;

/** How far a part of a colour may be from what was painted: what nobody sees. */
const UNSEEN = 8;

function context() {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE * COLOURS.length;
  canvas.height = SIDE;
  return canvas.getContext("2d");
}

/** Whether a picture of known colours comes back as it was painted: kept as a file, opened again, and read. */
async function isTrue() {
  const painted = context(), opened = context();
  COLOURS.forEach((colour, at) => {
    painted.fillStyle = colour;
    painted.fillRect(at * SIDE, 0, SIDE, SIDE);
  });
  const file = await new Promise((resolve) => painted.canvas.toBlob(resolve));
  opened.drawImage(await createImageBitmap(file), 0, 0);
  const { width, height } = opened.canvas;
  const dots = opened.getImageData(0, 0, width, height).data;
  return dots.every((part, at) => {
    const colour = COLOURS[Math.floor(((at >> 2) % width) / SIDE)];
    const expected = at % 4 === 3 ? 255 : parseInt(colour.substr(1 + 2 * (at % 4), 2), 16);
    return Math.abs(part - expected) <= UNSEEN;
  });
}

/** A promise of whether pictures of dots are what was painted. */
export const offer = () => (window.oversoldCanvas = () => isTrue().catch(() => false));
