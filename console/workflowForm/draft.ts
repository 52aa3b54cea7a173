import type { Configuration, Possibilities } from '../answers.ts';
import { formOf, newAction, saidOf, type Action } from './ActionFields.tsx';
import { conditionsOf, rowsOf, type Rows } from './conditionRows.ts';

/** A workflow as it stands in the form. */
export type Draft = {
	readonly name: string;
	readonly triggerId: string;
	/** None: all stores. */
	readonly integrations: readonly string[];
	/** `null`: conditions that rows cannot say, which stay as they are. */
	readonly conditions: Rows | null;
	/** Which of the forms of actions; -1 where none can say the action, which stays as it is. */
	readonly form: number;
	readonly action: Action;
};

export const newDraft = ({ triggers, actions }: Possibilities): Draft => ({
	...{ name: '', triggerId: triggers[0]!.code, integrations: [] },
	...{ conditions: { rows: [], join: 'all' }, form: 0, action: newAction(actions[0]!) },
});

/** What a workflow is now. */
export function draftOf(possible: Possibilities, configuration: Configuration): Draft {
	const { name, triggerId, integrations = [], conditions, action } = configuration;
	const isToldWhole = possible.conditions !== null && conditions !== undefined;
	return {
		...{ name, triggerId, integrations, action },
		conditions: isToldWhole ? rowsOf(possible.conditions, conditions) : null,
		form: formOf(possible.actions, action),
	};
}

/** The body for the API. What is not said stays as it is, in a workflow that is changed. */
export function bodyOf(
	possible: Possibilities,
	draft: Draft,
	before: Configuration | null,
): Configuration {
	const { name, triggerId, integrations, conditions, action } = draft;
	const form = possible.conditions;
	return {
		...(before?.guid !== undefined && { guid: before.guid }),
		...{ name, triggerId, entityType: possible.entityType, integrations },
		...(form && conditions && { conditions: conditionsOf(form, conditions) }),
		action: saidOf(action, before?.action),
	};
}
