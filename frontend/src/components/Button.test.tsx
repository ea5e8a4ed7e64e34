import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Button } from "./Button";

describe("a busy button", () => {
  it("keeps the focus of who pressed it, and cannot be pressed again", async () => {
    const press = vi.fn();
    const person = userEvent.setup();
    const { rerender } = render(<Button onClick={press}>Save</Button>);
    await person.tab();
    await person.keyboard("{Enter}");
    rerender(
      <Button busy onClick={press}>
        Save
      </Button>,
    );
    const button = screen.getByRole("button", { name: "Save" });
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect((button as HTMLButtonElement).disabled).toBe(false);
    await person.keyboard("{Enter}");
    expect(press).toHaveBeenCalledTimes(1);
  });

  it("does not let its form be sent again", async () => {
    const send = vi.fn((event: React.FormEvent) => event.preventDefault());
    const person = userEvent.setup();
    render(
      <form onSubmit={send}>
        <input aria-label="Name" />
        <Button type="submit" busy>
          Save
        </Button>
      </form>,
    );
    await person.type(screen.getByLabelText("Name"), "Amber{Enter}");
    expect(send).not.toHaveBeenCalled();
  });
});
