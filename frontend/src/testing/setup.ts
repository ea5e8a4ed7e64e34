/** What jsdom lacks and every browser has. */

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "../i18n";

/** A busy machine may take its time; a test that waits longer than this waits in vain. */
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom knows <dialog> but not how to open one.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};
URL.createObjectURL ??= () => "blob:picture";
URL.revokeObjectURL ??= () => undefined;
Element.prototype.scrollIntoView ??= () => undefined;
window.scrollTo = () => undefined;
