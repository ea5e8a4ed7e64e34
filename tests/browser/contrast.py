"""What is too faint to be read or found, by the colours as they are rendered? WCAG 2.2, 1.4.3 and 1.4.11, level AA."""

from __future__ import annotations

from playwright.sync_api import Page

_TOO_FAINT = """
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pixel = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));
  const ancestors = (element) => {
    const all = [];
    for (let each = element; each; each = each.parentElement) all.push(each);
    return all;
  };
  const ground = (element) =>
    ancestors(element)
      .reverse()
      .reduce((below, each) => over(rgba(getComputedStyle(each).backgroundColor), below), [255, 255, 255]);
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const against = (colour, element, opacity = 1) => {
    const [red, green, blue, alpha] = rgba(colour);
    const below = ground(element);
    return ratio(over([red, green, blue, alpha * opacity], below), below);
  };
  // What is just coming up is measured as it will be.
  for (const each of document.getAnimations()) {
    if (each.effect.getComputedTiming().endTime !== Infinity) each.finish();
  }
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    // What cannot be used at present may be faint, and what only a screen reader tells has no colour.
    if (!words || !element.checkVisibility() || element.closest(":disabled, [aria-disabled=true], option, script, .visually-hidden")) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const opacity = ancestors(element).reduce((all, each) => all * getComputedStyle(each).opacity, 1);
    const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
    const contrast = against(color, element, opacity);
    if (contrast < (isLarge ? 3 : 4.5)) found.push(`"${words}" ${contrast.toFixed(2)}`);
  }
  for (const field of document.querySelectorAll("input:not([type=checkbox], [type=file]), select, textarea")) {
    if (!field.checkVisibility()) continue;
    const name = field.labels[0]?.textContent ?? field.getAttribute("aria-label") ?? field.outerHTML;
    const contrast = against(getComputedStyle(field).borderTopColor, field.parentElement);
    if (contrast < 3) found.push(`edge of ${name} ${contrast.toFixed(2)}`);
    const hint = field.placeholder ? against(getComputedStyle(field, "::placeholder").color, field) : 21;
    if (hint < 4.5) found.push(`hint in ${name} ${hint.toFixed(2)}`);
  }
  return found;
}
"""


def too_faint(page: Page) -> list[str]:
    """Texts under 4.5 to 1 (large ones under 3), and edges of fields under 3 to 1, each with its contrast."""
    found: list[str] = page.evaluate(_TOO_FAINT)
    return found
