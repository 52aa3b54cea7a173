import type { Entity } from '../../engine/events/entities.ts';
import { detectChange, type Change, type Snapshot } from '../../engine/events/detectChange.ts';
import type { Observation } from '../../engine/events/observation.ts';

/** What is known of a store, as the inbox keeps it, with every change that was found. */
export class ObservedStates {
	readonly #snapshots = new Map<string, Snapshot>();
	readonly changes: Change[] = [];

	/** @returns the changes that these observations were */
	take(observations: Iterable<Observation>, receivedAtMs: number): Change[] {
		const found: Change[] = [];
		for (const observation of observations) {
			const key = `${observation.entityType}/${observation.id}`;
			const known = this.#snapshots.get(key) ?? null;
			const { change, snapshot } = detectChange(observation, known, 0, receivedAtMs, {
				at: null,
				isAnswer: false,
			});
			if (snapshot) this.#snapshots.set(key, snapshot);
			if (change) found.push(change);
		}
		this.changes.push(...found);
		return found;
	}

	of(type: string): Entity[] {
		return [...this.#snapshots]
			.filter(([key]) => key.startsWith(`${type}/`))
			.map(([, { entity }]) => entity);
	}
}
