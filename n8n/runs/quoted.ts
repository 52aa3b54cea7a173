/** A name of a table or schema, for Postgres and SQLite. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
