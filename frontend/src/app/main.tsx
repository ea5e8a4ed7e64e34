import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../i18n";
import { App } from "./App";
import "./styles/tokens.css";
import "./styles/base.css";
import { applyTheme } from "./theme";

applyTheme();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
