import type { Kysely } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';
import { initial } from './0001Initial.ts';

export type Migration = (db: Kysely<never>, dialect: Dialect) => Promise<void>;

/** Append only. The position is the version: the first is version 1. */
export const MIGRATIONS: readonly Migration[] = [initial];
