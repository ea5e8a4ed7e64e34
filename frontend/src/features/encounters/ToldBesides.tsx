/** What a report tells besides the usual: measurements, samples, people, survey. Groups that are empty are not shown. */

import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Animal, Encounter, Media, ReportedPerson, Survey } from "../../api/types";
import { Card } from "../../components/Card";
import { Facts } from "../../components/Facts";
import { useCustomFacts } from "../custom_fields/useCustomFacts";
import { useSpecies } from "../species/useSpecies";
import { readable } from "../species/words";
import { Samples } from "./Samples";
import styles from "./ToldBesides.module.css";
import { listed, measured, socialUnits } from "./toldText";
import { useSighting } from "./useEncounters";

export function ToldBesides({ encounter }: { encounter: Encounter }) {
  const { t, i18n } = useTranslation("encounters");
  const survey = useSighting(encounter.sighting).data?.survey;
  const { measurements, samples, keywords, people, animal, verbatim } = encounter;
  const media = encounter.media.filter(saysSomething);
  const groups: [string, boolean, ReactNode][] = [
    [
      t("field.measurements"),
      measurements.length > 0,
      <Facts
        key="measurements"
        facts={measurements.map((each) => ({
          label: each.name,
          value: measured(each, i18n.language),
        }))}
      />,
    ],
    [t("field.samples"), samples.length > 0, <Samples key="samples" samples={samples} />],
    [t("field.keywords"), keywords.length > 0, <Words key="keywords" words={keywords} />],
    [t("field.media"), media.length > 0, <PictureNotes key="media" media={media} />],
    [
      t("field.animal"),
      animal !== null,
      animal && <AnimalNotes key="animal" {...{ encounter, animal }} />,
    ],
    [t("field.survey"), Boolean(survey), survey && <SurveyFacts key="survey" survey={survey} />],
    [t("field.people"), people.length > 0, <People key="people" people={people} />],
  ];
  const told = groups.filter(([, isTold]) => isTold);
  const columns = Object.entries(verbatim);
  if (told.length === 0 && columns.length === 0) {
    return null;
  }
  return (
    <Card>
      <h2>{t("told.title")}</h2>
      {told.map(([title, , content]) => (
        <Fragment key={title}>
          <h3>{title}</h3>
          {content}
        </Fragment>
      ))}
      {columns.length > 0 ? (
        <details>
          <summary className={styles.summary}>{t("told.verbatim")}</summary>
          <Facts facts={columns.map(([label, value]) => ({ label, value: String(value ?? "") }))} />
        </details>
      ) : null}
    </Card>
  );
}

function Words({ words }: { words: string[] }) {
  return (
    <ul className={styles.words}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

/** Pictures of which nothing is said are among the others, and not here. */
function saysSomething({ keywords, labels, quality }: Media): boolean {
  return Boolean(keywords?.length || Object.keys(labels ?? {}).length || quality != null);
}

function PictureNotes({ media }: { media: Media[] }) {
  const { t, i18n } = useTranslation("encounters");
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Facts
      facts={media.map(({ asset, keywords, labels, quality }) => ({
        label: asset,
        value: listed([
          ...(keywords ?? []),
          ...Object.entries(labels ?? {}).map(([label, word]) => `${label}: ${word}`),
          typeof quality === "number" ? t("told.quality", { quality: number.format(quality) }) : "",
        ]),
      }))}
    />
  );
}

function AnimalNotes({ encounter, animal }: { encounter: Encounter; animal: Animal }) {
  const { t } = useTranslation("encounters");
  const species = useSpecies(encounter.species);
  const custom = useCustomFacts(species?.custom_fields.individual ?? [], animal.custom_fields);
  return (
    <Facts
      facts={[
        {
          label: t("field.names"),
          value: listed(
            (animal.names ?? []).map(({ context, value }) => `${value} (${readable(context)})`),
          ),
        },
        { label: t("field.social_units"), value: socialUnits(animal.social_units ?? []) },
        { label: t("field.satellite_tags"), value: listed(animal.satellite_tags ?? []) },
        ...custom,
      ]}
    />
  );
}

function SurveyFacts({ survey }: { survey: Survey }) {
  const { t } = useTranslation("encounters");
  const names = ["id", "type", "vessel", "comments"] as const;
  return (
    <Facts
      facts={names.map((name) => ({ label: t(`told.surveyField.${name}`), value: survey[name] }))}
    />
  );
}

const ROLES = ["submitter", "photographer", "informed"] as const;

function People({ people }: { people: ReportedPerson[] }) {
  const { t } = useTranslation("encounters");
  return (
    <>
      <Facts
        facts={ROLES.map((role) => {
          const known = people.filter((each) => each.role === role);
          return {
            label: t(`told.role.${role}`),
            value: known.length > 0 ? <Persons people={known} /> : null,
          };
        })}
      />
      <p className={styles.privacy}>{t("told.privacy")}</p>
    </>
  );
}

/** The @ of an address stays as it is (RFC 6068); what else would end it is encoded. */
function mailto(email: string): string {
  return `mailto:${email.split("@").map(encodeURIComponent).join("@")}`;
}

function Persons({ people }: { people: ReportedPerson[] }) {
  return (
    <ul className={styles.people}>
      {people.map(({ name, email, affiliation }) => (
        <li key={listed([name, email, affiliation])}>
          {listed([name, affiliation])} {email ? <a href={mailto(email)}>{email}</a> : null}
        </li>
      ))}
    </ul>
  );
}
