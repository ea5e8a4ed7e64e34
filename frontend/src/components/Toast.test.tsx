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

  it("folds earlier ones behind the latest, and loses no way back", () => {
    const undone: number[] = [];
    function Answers() {
      const toast = useToast();
      const say = (number: number) =>
        toast({
          message: `Answer ${number}.`,
          action: { label: `Undo ${number}`, run: () => undone.push(number) },
        });
      return (
        <button type="button" onClick={() => [1, 2, 3, 4].forEach(say)}>
          Answer
        </button>
      );
    }
    render(
      <ToastProvider>
        <Answers />
      </ToastProvider>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Answer" }));
    expect(screen.getAllByText(/^Answer \d/).map(({ textContent }) => textContent)).toEqual([
      "Answer 4.",
    ]);
    const more = screen.getByRole("button", { name: "3 more" });
    expect(more.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(more);
    fireEvent.click(screen.getByRole("button", { name: "Undo 1" }));
    fireEvent.click(screen.getByRole("button", { name: "Undo 2" }));
    expect(undone).toEqual([1, 2]);
    fireEvent.click(screen.getByRole("button", { name: "Fold up" }));
    expect(screen.queryByText("Answer 3.")).toBeNull();
    expect(screen.getByRole("button", { name: "1 more" })).toBeTruthy();
  });
});
