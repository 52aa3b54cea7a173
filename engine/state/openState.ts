import type { OpenDatabase } from './dialects/dialect.ts';
import { openPostgres, type PostgresConfig } from './dialects/openPostgres.ts';
import { openSqlite } from './dialects/openSqlite.ts';
import type { StateLocation } from './stateLocation.ts';
import { migrate } from './migrate.ts';
import { stateProblem } from './stateProblem.ts';

/**
 * Opens the state database and brings it up to date.
 *
 * @throws StateError naming the database, what is wrong with it, and what to set
 */
export async function openState(location: StateLocation, nowMs: number): Promise<OpenDatabase> {
	try {
		return await openNewest(location, nowMs);
	} catch (error) {
		throw stateProblem(location, error);
	}
}

async function openNewest(location: StateLocation, nowMs: number): Promise<OpenDatabase> {
	const { kind, ...rest } = location;
	const state =
		kind === 'sqlite'
			? await openSqlite((rest as { file: string }).file)
			: await openPostgres(rest as PostgresConfig);
	try {
		await migrate(state, nowMs);
	} catch (error) {
		await state.close();
		throw error;
	}
	return state;
}
