/** Which address shows which page? Pages beyond the first are loaded when they are first visited. */

import { createBrowserRouter, type RouteObject } from "react-router";
import { Loading } from "../components/Loading";
import { HomePage } from "../features/home/HomePage";
import { Layout } from "./Layout";
import { MissingPage } from "./MissingPage";

const accounts = {
  signIn: () =>
    import("../features/accounts/SignInPage").then((m) => ({ Component: m.SignInPage })),
  register: () =>
    import("../features/accounts/RegisterPage").then((m) => ({ Component: m.RegisterPage })),
  verify: () =>
    import("../features/accounts/VerifyPage").then((m) => ({ Component: m.VerifyPage })),
  reset: () => import("../features/accounts/ResetPage").then((m) => ({ Component: m.ResetPage })),
};

const submissions = {
  report: () =>
    import("../features/submissions/ReportPage").then((m) => ({ Component: m.ReportPage })),
  list: () =>
    import("../features/submissions/SubmissionsPage").then((m) => ({
      Component: m.SubmissionsPage,
    })),
  one: () =>
    import("../features/submissions/SubmissionPage").then((m) => ({ Component: m.SubmissionPage })),
};

const bulkImports = {
  list: () =>
    import("../features/bulk_imports/ImportsPage").then((m) => ({ Component: m.ImportsPage })),
  one: () =>
    import("../features/bulk_imports/ImportPage").then((m) => ({ Component: m.ImportPage })),
};

const encounters = {
  review: () =>
    import("../features/encounters/ReviewPage").then((m) => ({ Component: m.ReviewPage })),
  list: () =>
    import("../features/encounters/EncountersPage").then((m) => ({ Component: m.EncountersPage })),
  one: () =>
    import("../features/encounters/EncounterPage").then((m) => ({ Component: m.EncounterPage })),
};

const individuals = {
  list: () =>
    import("../features/individuals/IndividualsPage").then((m) => ({
      Component: m.IndividualsPage,
    })),
  mergeRequests: () =>
    import("../features/individuals/MergeRequestsPage").then((m) => ({
      Component: m.MergeRequestsPage,
    })),
  one: () =>
    import("../features/individuals/IndividualPage").then((m) => ({ Component: m.IndividualPage })),
};

const together = {
  projects: () =>
    import("../features/together/ProjectsPage").then((m) => ({ Component: m.ProjectsPage })),
  project: () =>
    import("../features/together/ProjectPage").then((m) => ({ Component: m.ProjectPage })),
  collaborations: () =>
    import("../features/together/CollaborationsPage").then((m) => ({
      Component: m.CollaborationsPage,
    })),
};

const curations = {
  list: () =>
    import("../features/curations/CurationsPage").then((m) => ({ Component: m.CurationsPage })),
  one: () =>
    import("../features/curations/CurationPage").then((m) => ({ Component: m.CurationPage })),
};

const identification = () =>
  import("../features/identifications/IdentificationPage").then((m) => ({
    Component: m.IdentificationPage,
  }));

export const routes: RouteObject[] = [
  {
    element: <Layout />,
    HydrateFallback: Loading,
    children: [
      { index: true, element: <HomePage /> },
      { path: "sign-in", lazy: accounts.signIn },
      { path: "register", lazy: accounts.register },
      { path: "verify", lazy: accounts.verify },
      { path: "reset", lazy: accounts.reset },
      { path: "report", lazy: submissions.report },
      { path: "submissions", lazy: submissions.list },
      { path: "submissions/:id", lazy: submissions.one },
      { path: "imports", lazy: bulkImports.list },
      { path: "imports/:id", lazy: bulkImports.one },
      { path: "review", lazy: encounters.review },
      { path: "encounters", lazy: encounters.list },
      { path: "encounters/:id", lazy: encounters.one },
      { path: "individuals", lazy: individuals.list },
      { path: "individuals/merge-requests", lazy: individuals.mergeRequests },
      { path: "individuals/:id", lazy: individuals.one },
      { path: "identifications/:id", lazy: identification },
      { path: "curations", lazy: curations.list },
      { path: "curations/:id", lazy: curations.one },
      { path: "projects", lazy: together.projects },
      { path: "projects/:id", lazy: together.project },
      { path: "collaborations", lazy: together.collaborations },
      { path: "*", element: <MissingPage /> },
    ],
  },
];

export function createAppRouter() {
  return createBrowserRouter(routes);
}
