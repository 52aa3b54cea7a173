import type { Scenario } from './scenario.ts';
import { burst } from './scenarios/burst.ts';
import { delayedPostgres } from './scenarios/delayedPostgres.ts';
import { growth } from './scenarios/growth.ts';
import { intake } from './scenarios/intake.ts';
import { latency } from './scenarios/latency.ts';
import { manyWorkflows } from './scenarios/manyWorkflows.ts';
import { sending } from './scenarios/sending.ts';
import { start } from './scenarios/start.ts';

/** All of them, in the order in which they are run. */
export const SCENARIOS = {
	burst,
	intake,
	latency,
	sending,
	growth,
	delayedPostgres,
	manyWorkflows,
	start,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
