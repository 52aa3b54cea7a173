import { ALERT_KINDS, DAILY_DIGEST } from '../../engine/alerts/alertKinds.ts';
import { CATALOG } from '../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../engine/events/entityType.ts';
import { uuidFor } from '../../engine/events/uuidFor.ts';

/** What workflows of ours start on: events of a type of entity, or alerts, which have no conditions. */
export const START_TYPES = [...ENTITY_TYPES, 'Alert'] as const;
export type StartType = (typeof START_TYPES)[number];

/** One kind of event or alert that a workflow can start on. */
export type StartTrigger = {
	readonly code: string;
	/** UUIDv5 of the code: the same on every installation. */
	readonly guid: string;
	readonly name: string;
	/** Begins with "Fires when". */
	readonly description: string;
	readonly entityType: StartType;
};

const ALERT_TRIGGERS = [...ALERT_KINDS, DAILY_DIGEST].map(
	({ kind, name, description }): StartTrigger => ({
		code: kind,
		guid: uuidFor(`trigger/${kind}`),
		name,
		description: `Fires when ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
		entityType: 'Alert',
	}),
);

/** Every trigger, in the order in which a person would look for it. */
export const START_TRIGGERS: readonly StartTrigger[] = [...CATALOG, ...ALERT_TRIGGERS];

export const START_CODES = START_TRIGGERS.map(({ code }) => code);

export const triggersOf = (type: StartType): readonly StartTrigger[] =>
	START_TRIGGERS.filter(({ entityType }) => entityType === type);

/** @returns `null` for a word that is none, in any case */
export const startTypeOf = (given: string): StartType | null =>
	START_TYPES.find((type) => type.toLowerCase() === given.trim().toLowerCase()) ?? null;

export const noStartType = (given: string): string =>
	`There is no entity type "${given.slice(0, 50)}". There are ${START_TYPES.join(', ')}.`;

/** The version of the trigger node that is drawn. */
export const triggerVersionOf = (type: StartType, codes: readonly string[]): number =>
	type === 'Alert' ? (codes.includes(DAILY_DIGEST.kind) ? 2 : 1) : 4;

/** The parameter of a trigger node that holds the codes. */
export const codesParameterOf = (type: StartType): 'events' | 'kinds' =>
	type === 'Alert' ? 'kinds' : 'events';
