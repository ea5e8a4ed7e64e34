import { describe, expect, it, vi } from "vitest";
import { fakeHouston, refusal } from "../testing/fakeHouston";
import { answer, api } from "./client";
import { rememberCsrfToken } from "./csrf";
import { ApiProblem } from "./problem";

describe("a change", () => {
  it("carries the session's token, asked for once", async () => {
    rememberCsrfToken(null);
    const houston = fakeHouston({
      "GET /auth/session": { user: null, csrf_token: "secret" },
      "POST /encounters/{id}/approve": {},
    });
    const approve = () =>
      answer(api.POST("/encounters/{id}/approve", { params: { path: { id: "1" } }, body: {} }));
    await approve();
    await approve();
    expect(houston.asked.at(-1)?.headers.get("X-CSRF-Token")).toBe("secret");
    expect(houston.askedFor("GET /auth/session")).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("becomes a problem with its sentence and its faults", async () => {
    fakeHouston({
      "GET /encounters": refusal(422, "This cannot be.", [
        { pointer: "/sort", code: "field_invalid", message: "No such order." },
      ]),
    });
    const problem = await answer(api.GET("/encounters")).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 422, message: "This cannot be." });
    expect((problem as ApiProblem).faults[0]?.pointer).toBe("/sort");
  });

  it("that is no problem document still tells its status", async () => {
    vi.spyOn(globalThis, "fetch").mockResolvedValue(
      new Response("<h1>Bad gateway</h1>", { status: 502 }),
    );
    await expect(answer(api.GET("/encounters"))).rejects.toMatchObject({ status: 502 });
  });
});

it("says so when the server cannot be reached", async () => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  const problem = await answer(api.GET("/encounters")).catch((error: unknown) => error);
  expect((problem as ApiProblem).isUnreachable).toBe(true);
});
