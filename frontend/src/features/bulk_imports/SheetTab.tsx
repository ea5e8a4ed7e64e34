/** Bringing in the sheet and its files, in any order, and saying what goes for the whole import. */

import { DropZone } from "./DropZone";
import { FolderCard } from "./FolderCard";
import type { ImportUploads, UploadOverview } from "./importUploads";
import { type ArrivedSheet, SheetCard } from "./SheetCard";
import styles from "./SheetTab.module.css";
import type { BulkImport } from "./types";
import { UploadCard } from "./UploadCard";
import type { useChooseSheet } from "./useImport";
import { WishesCard } from "./WishesCard";

interface SheetTabProps {
  found: BulkImport;
  uploads: ImportUploads;
  overview: UploadOverview;
  choosing: ReturnType<typeof useChooseSheet>;
  /** Sheets that came while there was one already. */
  arrived: ArrivedSheet[];
}

export function SheetTab({ found, uploads, overview, choosing, arrived }: SheetTabProps) {
  const isOpen = Boolean(found.allowed.edit);
  return (
    <div className={styles.tab}>
      <div className={styles.main}>
        {isOpen ? <DropZone onFiles={(picked) => uploads.add(picked)} /> : null}
        {overview.total > 0 ? <UploadCard uploads={uploads} overview={overview} /> : null}
        <SheetCard found={found} choosing={choosing} arrived={arrived} />
        {isOpen && found.sheet.state === "none" && (found.file_counts.total ?? 0) > 0 ? (
          <FolderCard found={found} />
        ) : null}
      </div>
      <WishesCard key={found.id} found={found} />
    </div>
  );
}
