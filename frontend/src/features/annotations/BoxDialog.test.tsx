import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createQueryClient } from "../../app/queryClient";
import { ToastProvider } from "../../components/Toast";
import { fakeHouston } from "../../testing/fakeHouston";
import { anAnnotation, anAsset, aSpecies } from "../../testing/records";
import { BoxDialog } from "./BoxDialog";

const LEFT = { value: "left", label: { en: "left side" } };
function open(changes: { class: string | null; viewpoint: string | null } | null) {
  const annotation = changes ? anAnnotation(changes) : undefined;
  const server = fakeHouston({
    "GET /species/{id}": {
      ...aSpecies(),
      viewpoints: { values: [LEFT], matches: {}, sides_differ: true },
    },
    "PATCH /annotations/{id}": {},
    "POST /annotations": {},
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <ToastProvider>
        <BoxDialog
          asset={anAsset({ annotations: annotation ? [annotation] : [] })}
          annotation={annotation}
          encounter="encounter-1"
          species="equus_quagga"
          onClose={() => {}}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { server, person: userEvent.setup() };
}

it("a box of which nobody has said what it shows can be said to show an animal, and from where", async () => {
  const { server, person } = open({ class: null, viewpoint: null });
  await person.selectOptions(await screen.findByLabelText("Seen from"), "left side");
  expect(screen.getByRole("checkbox", { name: "It shows an animal" })).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(server.askedFor("PATCH /annotations/{id}")[0]?.body).toMatchObject({
      viewpoint: "left",
      class: "animal",
    }),
  );
});

it("what was said already stays as it was", async () => {
  const { server, person } = open({ class: "zebra", viewpoint: "tail" });
  expect(await screen.findByRole("option", { name: "left side" })).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
  await person.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(server.askedFor("PATCH /annotations/{id}")[0]?.body).toMatchObject({
      viewpoint: "tail",
    }),
  );
  expect(server.askedFor("PATCH /annotations/{id}")[0]?.body).not.toHaveProperty("class");
});

it("a picture without a box, as where detection failed, gets one", async () => {
  const { server, person } = open(null);
  await person.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(server.askedFor("POST /annotations")[0]?.body).toEqual({
      asset: "asset-1",
      encounter: "encounter-1",
      bbox: [0, 0, 640, 480],
      theta: 0,
      viewpoint: null,
      class: "animal",
    }),
  );
});
