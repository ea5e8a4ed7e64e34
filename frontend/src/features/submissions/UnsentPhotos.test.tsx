import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeHouston } from "../../testing/fakeHouston";
import { aSpecies, aSubmission } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";
import { sendFile } from "./sendFile";

// A map is drawn by the browser; and whether there is a network is what these tests decide.
vi.mock("../../components/Map", () => ({ WorldMap: () => null }));
vi.mock("./sendFile", () => ({ sendFile: vi.fn() }));
const sending = vi.mocked(sendFile);

beforeEach(() => {
  sending.mockReset();
  sending.mockRejectedValue(new Error("no network"));
  URL.createObjectURL = () => "blob:photo";
  URL.revokeObjectURL = () => undefined;
});

async function withTwoUnsentPhotos() {
  const server = fakeHouston({
    "GET /species": { version: "1", items: [aSpecies([])], faults: [] },
    "POST /submissions": { ...aSubmission(), follow_up_token: "follow-me" },
    "GET /submissions/{id}": aSubmission(),
  });
  const { person } = renderApp("/report");
  const photos = ["a.jpg", "b.jpg"].map((name) => new File(["x"], name, { type: "image/jpeg" }));
  const [input] = await screen.findAllByLabelText("Choose photos", { selector: "input" });
  await person.upload(input as HTMLInputElement, photos);
  expect(await screen.findByText(/2 photos have not been sent/)).toBeTruthy();
  return { server, person };
}

const submit = () => screen.getByRole<HTMLButtonElement>("button", { name: "Send the report" });

describe("photos that could not be sent", () => {
  it("hold the report up until they are sent or taken out, so that it never goes without them", async () => {
    const { server, person } = await withTwoUnsentPhotos();
    expect(submit().disabled).toBe(true);
    expect(server.askedFor("POST /submissions/{id}/validate")).toHaveLength(0);
    await person.click(screen.getByRole("button", { name: "Remove a.jpg" }));
    await person.click(screen.getByRole("button", { name: "Remove b.jpg" }));
    await waitFor(() => expect(submit().disabled).toBe(false));
  });

  it("are sent by themselves once there is a network again", async () => {
    await withTwoUnsentPhotos();
    sending.mockReset();
    sending.mockResolvedValue(undefined);
    fireEvent.online(window);
    await waitFor(() => expect(sending).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(submit().disabled).toBe(false));
    expect(screen.queryByText(/not been sent/)).toBeNull();
  });
});
