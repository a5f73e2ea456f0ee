// Return what is written with less than 4.5 to 1 between the letters and what is behind them.
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const mix = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const poor = new Set();
  for (const node of document.querySelectorAll("body *")) {
    const isText = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const isSeen = node.checkVisibility({ opacityProperty: true });
    if (!isText || !isSeen || node.closest("svg, .spoiler, option")) continue;
    const layers = [];
    for (let up = node; up; up = up.parentElement) {
      layers.unshift(getComputedStyle(up).backgroundColor);
    }
    const pair = [light(mix(layers)), light(mix([...layers, getComputedStyle(node).color]))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    const words = node.textContent.trim().slice(0, 40);
    if (ratio < 4.5) poor.add(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${words}`);
  }
  return [...poor];
}
