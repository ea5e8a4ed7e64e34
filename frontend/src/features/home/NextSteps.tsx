import { useTranslation } from "react-i18next";
import type { Statistics } from "../../api/types";
import { ButtonLink } from "../../components/Button";
import { Section } from "../../components/Page";
import styles from "./HomePage.module.css";
import { useNextSteps } from "./useNextSteps";

/** What this person can do next, the most pressing first. */
export function NextSteps({ statistics }: { statistics: Statistics | undefined }) {
  const { t } = useTranslation("home");
  const steps = useNextSteps(statistics);
  if (steps.length === 0) {
    return null;
  }
  return (
    <Section title={t("next")}>
      <ul className={styles.steps}>
        {steps.map(({ text, to, action }) => (
          <li key={to} className={styles.step}>
            <span>{text}</span>
            <ButtonLink to={to}>{action}</ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
