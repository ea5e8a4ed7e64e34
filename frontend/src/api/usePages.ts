/** How is a list read page by page? Follows the cursor of each page to the next. */

import { useInfiniteQuery } from "@tanstack/react-query";

export interface Page<Item> {
  items: Item[];
  next?: string | null;
  total?: number | null;
}

export interface Pages<Item> {
  items: Item[];
  /** How many there are in all; undefined where it was not asked for. */
  total: number | undefined;
  error: Error | null;
  isLoading: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** The items of all pages read so far; `read` gets the cursor of the page to read, undefined for the first. */
export function usePages<Item>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  enabled = true,
): Pages<Item> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total ?? undefined,
    error: query.error,
    isLoading: query.isLoading,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}
