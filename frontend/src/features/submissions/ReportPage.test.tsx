import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { fakeHouston } from "../../testing/fakeHouston";
import { aField, aSpecies, aSubmission } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

// A map is drawn by the browser; here are only the fields beside it.
vi.mock("../../components/Map", () => ({ WorldMap: () => null }));

const HORN = aField({
  name: "horn_length",
  type: "measurement",
  unit: "cm",
  required: true,
  label: { en: "Horn length" },
  help: { en: "Along the curve." },
});
const SPECIES = aSpecies([HORN]);
const VALID = { valid: true, errors: [], warnings: [], sightings: 1, encounters: 1 };

function houston(changes = {}) {
  return fakeHouston({
    "GET /species": { version: "1", items: [SPECIES], faults: [] },
    "GET /species/{id}": SPECIES,
    "POST /submissions": { ...aSubmission(), follow_up_token: "follow-me" },
    "GET /submissions/{id}": aSubmission(),
    "POST /submissions/{id}/validate": VALID,
    "POST /submissions/{id}/commit": {
      ...aSubmission({ state: "committing" }),
      submission: "submission-1",
    },
    ...changes,
  });
}

async function fillIn() {
  const { person, router } = renderApp("/report");
  await person.selectOptions(
    await screen.findByLabelText("Species"),
    await screen.findByText(/Plains zebra/),
  );
  const horn = await screen.findByRole("group", { name: /Horn length/ });
  await person.type(within(horn).getByLabelText("Value"), "55,5");
  await person.type(screen.getByLabelText("Year"), "2024");
  await person.type(screen.getByLabelText("Latitude"), "-1.5");
  await person.type(screen.getByLabelText("Longitude"), "35.25");
  return { person, router };
}

describe("the report form", () => {
  it("shows a species' own fields with unit, help and whether they are needed", async () => {
    houston();
    await fillIn();
    const horn = screen.getByRole("group", { name: /Horn length/ });
    expect(horn.textContent).toContain("required");
    expect(horn.textContent).toContain("Along the curve.");
    expect(horn.textContent).toContain("cm");
  });

  it("sends what was entered, typed, and keeps the anonymous reporter's link", async () => {
    const server = houston();
    const { person, router } = await fillIn();
    await person.click(screen.getByRole("button", { name: "Send the report" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/submissions/submission-1"));

    const [commit] = server.askedFor("POST /submissions/{id}/commit");
    expect(commit?.headers.get("X-Follow-Up-Token")).toBe("follow-me");
    expect(commit?.body).toMatchObject({
      sightings: [
        {
          species: "equus_quagga",
          time: { year: 2024, month: null },
          location: { latitude: -1.5, longitude: 35.25 },
          encounters: [
            {
              custom_fields: { horn_length: { value: 55.5, unit: "cm", method: null } },
              assets: [],
            },
          ],
        },
      ],
    });
  });

  it("shows each fault at its field, and a link leads there", async () => {
    houston({
      "POST /submissions/{id}/validate": {
        ...VALID,
        valid: false,
        errors: [
          { pointer: "/sightings/0/time/year", code: "future", message: "2094 is yet to come." },
          {
            pointer: "/sightings/0/encounters/0/custom_fields/horn_length/value",
            code: "too_large",
            message: "No horn is that long.",
          },
        ],
      },
    });
    const { person } = await fillIn();
    await person.click(screen.getByRole("button", { name: "Send the report" }));

    const year = screen.getByLabelText("Year");
    await waitFor(() => expect(year.getAttribute("aria-invalid")).toBe("true"));
    const note = document.getElementById(year.getAttribute("aria-describedby") ?? "");
    expect(note?.textContent).toBe("2094 is yet to come.");
    expect(screen.getByRole("group", { name: /Horn length/ }).textContent).toContain(
      "No horn is that long.",
    );

    const [link] = screen.getAllByRole("link", { name: "2094 is yet to come." });
    if (link) {
      await person.click(link);
    }
    expect(document.activeElement).toBe(year);
  });

  it("holds several animals, and each photo shows the one that was chosen, or all", async () => {
    const photo = (id: string, name: string) => ({
      id,
      name,
      size: 1,
      received: 1,
      state: "ready",
      reason: null,
      exif: null,
    });
    const files = [photo("f1", "both.jpg"), photo("f2", "mother.jpg"), photo("f3", "foal.jpg")];
    localStorage.setItem("codex.report", JSON.stringify({ submission: "submission-1" }));
    const server = houston({ "GET /submissions/{id}": { ...aSubmission(), files } });
    const { person } = await fillIn();
    for (const _ of [1, 2]) {
      await person.click(screen.getByRole("button", { name: "Add another animal" }));
    }
    await person.click(screen.getByRole("button", { name: "Remove animal 2" }));
    const second = within(screen.getByRole("group", { name: "Animal 2" }));
    await person.selectOptions(second.getByLabelText("Sex"), "Female");
    await person.selectOptions(screen.getByLabelText("Who is in mother.jpg"), "Animal 1");
    await person.selectOptions(screen.getByLabelText("Who is in foal.jpg"), "Animal 2");
    await person.click(screen.getByRole("button", { name: "Send the report" }));
    await waitFor(() =>
      expect(server.askedFor("POST /submissions/{id}/commit")[0]?.body).toMatchObject({
        sightings: [
          {
            encounters: [
              { sex: null, assets: ["both.jpg", "mother.jpg"] },
              { sex: "female", assets: ["both.jpg", "foal.jpg"] },
            ],
          },
        ],
      }),
    );
  });

  it("is as it was after the page is loaded again", async () => {
    houston();
    await fillIn();
    document.body.replaceChildren();
    renderApp("/report");
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>("Latitude").value).toBe("-1.5"),
    );
    expect(screen.getByLabelText<HTMLInputElement>("Year").value).toBe("2024");
  });
});
