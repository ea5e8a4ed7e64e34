/** Opens one's data to somebody, and asks for theirs. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CollaborationLevel } from "../../api/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { PersonPicker } from "./PersonPicker";
import { OPEN_LEVELS, usePropose } from "./useCollaborations";

export function ProposeDialog({ without, onClose }: { without: string[]; onClose: () => void }) {
  const { t } = useTranslation("together");
  const propose = usePropose();
  const [user, setUser] = useState("");
  const [level, setLevel] = useState<CollaborationLevel>("view");
  return (
    <Dialog
      title={t("collaborations.proposeTitle")}
      onClose={onClose}
      onSubmit={() => user && propose.mutate({ user, level }, { onSuccess: onClose })}
      actions={
        <Button type="submit" look="primary" busy={propose.isPending} disabled={!user}>
          {t("collaborations.propose")}
        </Button>
      }
    >
      {propose.error ? <ProblemNotice error={propose.error} /> : null}
      <PersonPicker value={user} onChange={setUser} without={without} />
      <Select
        label={t("collaborations.level")}
        help={t(`levelHelp.${level}`)}
        value={level}
        options={OPEN_LEVELS.map((each) => ({ value: each, label: t(`level.${each}`) }))}
        onChange={(chosen) => setLevel(chosen as CollaborationLevel)}
      />
    </Dialog>
  );
}
