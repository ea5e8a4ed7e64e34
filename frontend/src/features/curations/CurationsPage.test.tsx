import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { aCuration } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

describe("the list of curations", () => {
  it("tells who began each, where that is somebody else", async () => {
    const begun = (id: string, owner: string, owner_name: string) => ({
      ...aCuration({ id, owner, questions: [] }),
      owner_name,
    });
    fakeHouston({
      "GET /auth/session": { user: { id: "u", roles: ["curator"] }, csrf_token: "c" },
      "GET /permissions": allowing("identify"),
      "GET /curations": {
        items: [begun("1", "u", "Cora"), begun("2", "o", "Orla"), begun("3", "x", "")],
        next: null,
      },
    });
    renderApp("/curations");
    const list = (await screen.findByText("begun by Orla")).closest("ul");
    expect([...(list?.querySelectorAll("li") ?? [])].map(({ textContent }) => textContent)).toEqual(
      [
        expect.stringMatching(/uncertain\.$/),
        expect.stringMatching(/uncertain\. begun by Orla$/),
        expect.stringMatching(/uncertain\. begun by somebody else$/),
      ],
    );
  });
});
