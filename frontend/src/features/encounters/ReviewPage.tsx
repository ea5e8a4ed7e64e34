/** Goes through the encounters that wait for a look: approve or reject each, with the mouse or the keyboard. */

import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { SignInFirst } from "../accounts/SignInFirst";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import styles from "./ReviewPage.module.css";
import { ReviewQueue } from "./ReviewQueue";
import { useEncounters } from "./useEncounters";
import { useReviewing } from "./useReviewing";

const QUEUE_SIZE = 50;

export function ReviewPage() {
  const { t } = useTranslation(["encounters", "common"]);
  const { user } = useSession();
  const permissions = usePermissions();
  const reviewing = useReviewing();
  const pages = useEncounters({ state: "unapproved", sort: "created_at" }, QUEUE_SIZE);

  if (user === null) {
    return (
      <Page title={t("review.title")}>
        <SignInFirst title={t("review.signInTitle")} />
      </Page>
    );
  }
  const why = permissions.whyNot("approve");
  if (why) {
    return (
      <Page title={t("review.title")}>
        <EmptyState
          title={why}
          action={<ButtonLink to="/encounters">{t("review.emptyAction")}</ButtonLink>}
        />
      </Page>
    );
  }
  return (
    <Page title={t("review.title")}>
      <p className={styles.lead}>{t("review.lead")}</p>
      <PagedList
        pages={pages}
        empty={
          <EmptyState
            title={t("review.emptyTitle")}
            action={
              <ButtonLink to="/encounters?state=approved">{t("review.emptyAction")}</ButtonLink>
            }
          >
            {t("review.emptyText")}
          </EmptyState>
        }
      >
        {(encounters) => (
          <ReviewQueue
            encounters={encounters}
            total={pages.total ?? encounters.length}
            reviewing={reviewing}
          />
        )}
      </PagedList>
    </Page>
  );
}
