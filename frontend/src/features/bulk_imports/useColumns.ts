/** What do the columns of the sheet mean, and how is that said and kept? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  applyMapping,
  forgetMapping,
  readColumns,
  readMappings,
  readTargets,
  saveColumns,
} from "./importApi";
import type { SheetColumns } from "./types";
import { importKey, sheetKey } from "./useImport";

const MAPPINGS = ["bulk-imports", "mappings"];
/** Targets change with the species' files, which is seldom. */
const TARGETS_FRESH_MS = 5 * 60_000;

export function useColumns(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...sheetKey(id), "columns"],
    queryFn: () => readColumns(id),
    enabled,
  });
}

export function useTargets() {
  return useQuery({
    queryKey: ["bulk-imports", "targets"],
    queryFn: readTargets,
    staleTime: TARGETS_FRESH_MS,
  });
}

export function useMappings() {
  return useQuery({ queryKey: MAPPINGS, queryFn: readMappings });
}

/** A mapping changes what all cells mean: what was read of faults and rows is read anew. */
function useMapped(id: string) {
  const client = useQueryClient();
  return (columns: SheetColumns) => {
    client.setQueryData([...sheetKey(id), "columns"], columns);
    void client.invalidateQueries({ queryKey: importKey(id) });
    void client.invalidateQueries({ queryKey: sheetKey(id) });
    void client.invalidateQueries({ queryKey: MAPPINGS });
  };
}

interface NewMapping {
  columns: { index: number; target: string | null }[];
  saveAs?: string | null;
}

export function useSaveColumns(id: string) {
  return useMutation({
    mutationFn: ({ columns, saveAs = null }: NewMapping) => saveColumns(id, columns, saveAs),
    onSuccess: useMapped(id),
  });
}

export function useApplyMapping(id: string) {
  return useMutation({
    mutationFn: (mapping: string) => applyMapping(id, mapping),
    onSuccess: useMapped(id),
  });
}

export function useForgetMapping() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: forgetMapping,
    onSuccess: () => client.invalidateQueries({ queryKey: MAPPINGS }),
  });
}
