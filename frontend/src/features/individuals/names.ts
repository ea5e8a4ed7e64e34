/** The context of the name that an individual goes by. */
export const DEFAULT_CONTEXT = "default";
