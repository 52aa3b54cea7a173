import type { Scenario } from './scenario.ts';
import { burst } from './scenarios/burst.ts';
import { delayedPostgres } from './scenarios/delayedPostgres.ts';
import { growth } from './scenarios/growth.ts';
import { intake } from './scenarios/intake.ts';
import { latency } from './scenarios/latency.ts';

/** All of them, in the order in which they are run. */
export const SCENARIOS = {
	burst,
	intake,
	latency,
	growth,
	delayedPostgres,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
