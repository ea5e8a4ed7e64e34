import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ToastProvider, useToast } from "./Toast";

function Approve() {
  const toast = useToast();
  return (
    <button
      type="button"
      onClick={() => toast({ message: "Approved.", action: { label: "Undo", run: () => {} } })}
    >
      Approve
    </button>
  );
}

describe("a message", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("goes by itself, but not while somebody is in it with the keyboard", () => {
    vi.useFakeTimers();
    render(
      <ToastProvider>
        <Approve />
      </ToastProvider>,
    );
    const approve = screen.getByRole("button", { name: "Approve" });
    fireEvent.click(approve);
    screen.getByRole("button", { name: "Undo" }).focus();
    act(() => vi.advanceTimersByTime(15_000));
    expect(screen.getByText("Approved.")).toBeTruthy();
    approve.focus();
    act(() => vi.advanceTimersByTime(15_000));
    expect(screen.queryByText("Approved.")).toBeNull();
  });
});
