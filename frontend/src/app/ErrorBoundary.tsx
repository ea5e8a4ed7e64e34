/** A fault of the app itself: says so and offers to go on, instead of a white page. */

import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";

interface Props {
  children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("problem.boundaryTitle")}
      action={
        <Button look="primary" onClick={() => window.location.reload()}>
          {t("problem.reload")}
        </Button>
      }
    >
      {t("problem.boundaryText")}
    </EmptyState>
  );
}
