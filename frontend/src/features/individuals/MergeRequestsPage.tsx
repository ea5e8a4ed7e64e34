/** Are these the same animal? Requests to merge individuals that wait for one's answer, and what became of others. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { Page, Section } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SignInFirst } from "../accounts/SignInFirst";
import { useSession } from "../accounts/session";
import { formatMoment } from "../time/formatTime";
import { MergeAnswer } from "./MergeAnswer";
import styles from "./MergeRequestsPage.module.css";
import { MergeSide } from "./MergeSide";
import { type MergeRequest, useMergeRequests, waitsFor } from "./useMergeRequests";

const STATES = ["open", "merged", "blocked", "withdrawn", "failed"] as const;

export function MergeRequestsPage() {
  const { t } = useTranslation("individuals");
  const { user } = useSession();
  const { data, error, isLoading, refetch } = useMergeRequests(Boolean(user));
  const items = data?.items ?? [];
  const waiting = user ? items.filter((each) => waitsFor(each, user.id)) : [];
  const others = items.filter((each) => !waiting.includes(each));
  return (
    <Page
      title={t("requests.title")}
      above={<Link to="/individuals">{t("title")}</Link>}
      width="wide"
    >
      {user === null ? <SignInFirst title={t("requests.signInTitle")} /> : null}
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {isLoading ? <Loading /> : null}
      {data && waiting.length === 0 ? (
        <EmptyState title={t("requests.emptyTitle")}>{t("requests.emptyText")}</EmptyState>
      ) : null}
      {waiting.map((request) => (
        <OneRequest key={request.id} request={request} mayAnswer />
      ))}
      {others.length > 0 ? (
        <Section title={t("requests.others")}>
          {others.map((request) => (
            <OneRequest key={request.id} request={request} mayAnswer={false} />
          ))}
        </Section>
      ) : null}
    </Page>
  );
}

function OneRequest({ request, mayAnswer }: { request: MergeRequest; mayAnswer: boolean }) {
  const { t, i18n } = useTranslation("individuals");
  const state = STATES.find((each) => each === request.state);
  const isOpen = request.state === "open";
  return (
    <article className={styles.request} aria-label={t("requests.question")}>
      <header className={styles.header}>
        <h2>{t("requests.question")}</h2>
        {state ? (
          <Badge tone={isOpen ? "attention" : state === "merged" ? "good" : "neutral"}>
            {t(`requests.state.${state}`)}
          </Badge>
        ) : null}
      </header>
      <div className={styles.sides}>
        {[request.individual, ...request.from].map((individual) => (
          <MergeSide key={individual} individual={individual} request={request} />
        ))}
      </div>
      {isOpen ? (
        <p>{t("requests.deadline", { when: formatMoment(request.deadline, i18n.language) })}</p>
      ) : null}
      {request.reason ? <p>{request.reason}</p> : null}
      {mayAnswer ? <MergeAnswer request={request} /> : null}
    </article>
  );
}
