/** The parts of the report form, one card each. */

import { useTranslation } from "react-i18next";
import type { CustomField, Location, Time } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { FieldGroup } from "../../components/Field";
import { useProblemSentence } from "../../components/ProblemNotice";
import { TextArea, TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import {
  CustomFields,
  type CustomFieldsProps,
  FoldedCustomFields,
} from "../custom_fields/CustomFields";
import { SpeciesPicker } from "../species/SpeciesPicker";
import { TimeFields } from "../time/TimeFields";
import { useTimeText } from "../time/TimeText";
import { draftFromTime } from "../time/timeDraft";
import { AnimalFields } from "./AnimalFields";
import { FileList } from "./FileList";
import { PhotoPicker } from "./PhotoPicker";
import { PlaceFields } from "./PlaceFields";
import { type ReportAnimal, withAnimal, withAnotherAnimal, withoutAnimal } from "./reportDraft";
import { encounterAt, SIGHTING } from "./reportMetadata";
import { SuggestionNotice } from "./SuggestionNotice";
import { type Suggestion, suggestedLocation, suggestedTime } from "./suggestions";
import type { Report } from "./useReport";
import type { ReportFile } from "./useReportFiles";

interface PartProps {
  report: Report;
}

export function PhotosCard({ report }: PartProps) {
  const { t } = useTranslation("submissions");
  const toast = useToast();
  const sentence = useProblemSentence();
  const { files, add, retry, remove } = report.files;
  const { animals, shown } = report.draft;
  const removeFile = (file: ReportFile) =>
    remove(file).catch((error) => toast({ tone: "bad", message: sentence(error) }));
  return (
    <Card>
      <FieldGroup
        label={t("form.photos")}
        help={t("form.photosHelp")}
        pointer={`${encounterAt(0)}/assets`}
      >
        <PhotoPicker onFiles={add} />
      </FieldGroup>
      {files.length > 0 ? (
        <FileList
          files={files}
          animals={animals.map(({ key }) => key)}
          shown={shown}
          onRetry={retry}
          onRemove={removeFile}
          onShown={(name, animal) => report.change({ shown: { ...shown, [name]: animal } })}
        />
      ) : null}
    </Card>
  );
}

export function AboutCard({ report }: PartProps) {
  const { t } = useTranslation(["submissions", "common"]);
  const { draft, change } = report;
  return (
    <Card>
      <h2>{t("form.animal")}</h2>
      <SpeciesPicker
        value={draft.species}
        onChange={(chosen) => change({ species: chosen })}
        none={t("common:field.choose")}
        required
        pointer={`${SIGHTING}/species`}
      />
      {draft.animals.map((animal, index) => (
        <OneAnimal key={animal.key} report={report} animal={animal} index={index} />
      ))}
      <div>
        <Button onClick={() => change(withAnotherAnimal(draft))}>{t("form.addAnimal")}</Button>
      </div>
      <CustomFields {...sightingFields(report, isRequired)} />
      <TextArea
        label={t("form.comments")}
        pointer={`${SIGHTING}/comments`}
        value={draft.comments}
        onChange={(comments) => change({ comments })}
      />
    </Card>
  );
}

interface OneAnimalProps extends PartProps {
  animal: ReportAnimal;
  index: number;
}

/** What was seen of one animal; framed and numbered where there are several. */
function OneAnimal({ report, animal, index }: OneAnimalProps) {
  const { t } = useTranslation("submissions");
  const { draft, change, species } = report;
  const pointer = encounterAt(index);
  const set = (part: Partial<ReportAnimal>) => change(withAnimal(draft, animal.key, part));
  const fields = (
    <>
      <AnimalFields species={species} draft={animal} onChange={set} pointer={pointer} />
      <TextField
        label={t("form.individualName")}
        pointer={`${pointer}/individual_name`}
        value={animal.individualName}
        onChange={(individualName) => set({ individualName })}
        input={{ autoComplete: "off" }}
      />
      <CustomFields {...encounterFields(report, animal, index, isRequired)} />
    </>
  );
  if (draft.animals.length === 1) {
    return fields;
  }
  const number = index + 1;
  return (
    <FieldGroup label={t("form.animalNumber", { number })} pointer={pointer} hasFields>
      {fields}
      <Button look="quiet" onClick={() => change(withoutAnimal(draft, animal.key))}>
        {t("form.removeAnimal", { number })}
      </Button>
    </FieldGroup>
  );
}

function isRequired(field: CustomField): boolean {
  return field.required;
}

function isOptional(field: CustomField): boolean {
  return !field.required;
}

type Choice = (field: CustomField) => boolean;

function encounterFields(
  report: Report,
  animal: ReportAnimal,
  index: number,
  choice: Choice,
): CustomFieldsProps {
  return {
    fields: (report.species?.custom_fields.encounter ?? []).filter(choice),
    entries: animal.fields,
    onChange: (fields) => report.change(withAnimal(report.draft, animal.key, { fields })),
    pointer: `${encounterAt(index)}/custom_fields`,
    files: report.fileNames,
  };
}

function sightingFields(report: Report, choice: Choice): CustomFieldsProps {
  return {
    fields: (report.species?.custom_fields.sighting ?? []).filter(choice),
    entries: report.draft.sightingFields,
    onChange: (entries) => report.change({ sightingFields: entries }),
    pointer: `${SIGHTING}/custom_fields`,
    files: report.fileNames,
  };
}

/** What else the species has room for; nobody needs it to report. */
export function MoreCard({ report }: PartProps) {
  const { t } = useTranslation("submissions");
  const { animals } = report.draft;
  const ofEncounters = animals.map((each, index) =>
    encounterFields(report, each, index, isOptional),
  );
  const ofSighting = sightingFields(report, isOptional);
  const ofAnimals = ofEncounters.filter(({ fields }) => fields.length > 0);
  if (ofAnimals.length + ofSighting.fields.length === 0) {
    return null;
  }
  return (
    <Card>
      <h2>{t("form.more")}</h2>
      <p>{t("form.moreHelp")}</p>
      {ofAnimals.map((ofAnimal, index) => (
        <div key={ofAnimal.pointer}>
          <h3>
            {animals.length === 1
              ? t("form.moreAnimal")
              : t("form.moreAnimalNumber", { number: index + 1 })}
          </h3>
          <FoldedCustomFields {...ofAnimal} />
        </div>
      ))}
      {ofSighting.fields.length > 0 ? (
        <div>
          <h3>{t("form.moreSighting")}</h3>
          <FoldedCustomFields {...ofSighting} />
        </div>
      ) : null}
    </Card>
  );
}

function useSettle({ draft, change }: Report) {
  return (suggestion: Suggestion<unknown>, taken: Partial<Report["draft"]> = {}) =>
    change({ ...taken, settledSuggestions: [...draft.settledSuggestions, suggestion.key] });
}

export function TimeCard({ report }: PartProps) {
  const settle = useSettle(report);
  const text = useTimeText();
  const suggestion = suggestedTime(report.files.files, report.draft);
  const taken = (time: Time) => ({ time: draftFromTime({ ...time, source: "exif" }) });
  return (
    <Card>
      {suggestion ? (
        <SuggestionNotice
          kind="time"
          file={suggestion.file}
          value={text(suggestion.value, true)}
          onTake={() => settle(suggestion, taken(suggestion.value))}
          onRefuse={() => settle(suggestion)}
        />
      ) : null}
      <TimeFields
        value={report.draft.time}
        onChange={(time) => report.change({ time })}
        pointer={`${SIGHTING}/time`}
      />
    </Card>
  );
}

export function PlaceCard({ report }: PartProps) {
  const settle = useSettle(report);
  const suggestion = suggestedLocation(report.files.files, report.draft);
  const taken = ({ latitude, longitude }: Location) => ({
    latitude: String(latitude),
    longitude: String(longitude),
    locationSource: "exif",
  });
  return (
    <Card>
      {suggestion ? (
        <SuggestionNotice
          kind="location"
          file={suggestion.file}
          value={`${suggestion.value.latitude}, ${suggestion.value.longitude}`}
          onTake={() => settle(suggestion, taken(suggestion.value))}
          onRefuse={() => settle(suggestion)}
        />
      ) : null}
      <PlaceFields draft={report.draft} onChange={report.change} pointer={SIGHTING} />
    </Card>
  );
}

export function ContactCard({ report: { draft, change } }: PartProps) {
  const { t } = useTranslation("submissions");
  return (
    <Card>
      <TextField
        label={t("form.contact")}
        help={t("form.contactHelp")}
        pointer="/contact_email"
        value={draft.contactEmail}
        onChange={(contactEmail) => change({ contactEmail })}
        input={{ type: "email", autoComplete: "email" }}
      />
    </Card>
  );
}
